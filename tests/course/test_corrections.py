"""A text that is corrected: each value is the corrector's, is kept at once, is taken back, is shared."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

import khabar
from khabar.course import arriving
from khabar.course.contradictions import contradictions
from khabar.course.corrections import Corrections, changed, readings_of
from khabar.text.document import Document, Sentence, Token, Word
from khabar.text.errors import KhabarError
from khabar.text.script import strip_signs


def word(work, sentence, number):
    return work.document.sentences[sentence].words[number - 1]


def test_a_value_says_whose_it_is_and_is_there_again(file):
    work = Corrections(file, by="ra")
    waiting = len(work.queue())
    work.change(0, 2, deprel="nsubj", I3rab="فاعل مرفوع بالضمة، وهو مضاف")
    work.change(0, 4, Case="Nom", Vform="الْأُرْدُنِّيَّةُ", head="2", deprel="amod", Alt="Case:Gen;head:3")
    work.translate(0, "The Jordanian Foreign Ministry announced …")
    assert len(work.queue()) == waiting - 2
    again = Corrections(file, by="ra")
    ministry = word(again, 0, 2)
    assert (ministry.source, ministry.misc["By"], ministry.deprel) == ("person", "ra", "nsubj")
    assert ministry.misc["Date"]
    assert word(again, 0, 4).debatable and word(again, 0, 4).defensible("Case") == {"Nom", "Gen"}
    assert again.document.sentences[0].text_en.startswith("The Jordanian")
    assert khabar.Document.from_conllu(file.with_suffix(".conllu")).text == file.read_text()


def test_all_is_taken_back_and_done_again_also_after_a_new_start(file):
    work = Corrections(file, by="ra")
    texts = [work.path.read_text()]
    work.cut(0, 2, ["و", "زارة"])
    work.cut(0, 3, ["وزارة"])
    work.choose(0, 2, len(work.readings(0, 2)) - 1)
    work.change(0, 6)
    work.translate(1, "He said")
    said = work.say(source=[[2, 2, 2]], cue=[[2, 1, 1]], content=[[2, 3, 8]], source_name="the spokesman")
    assert work.undoable == 6
    after = work.path.read_text(), work.talk_path.read_text()
    work = Corrections(file, by="ra")
    for _ in range(6):
        assert work.undo()
    assert work.undo() is None and work.path.read_text() == texts[0]
    assert said not in [each.id for each in work.discourse.attributions if each.provenance == "person"]
    work = Corrections(file, by="ra")
    while work.redo():
        pass
    assert (work.path.read_text(), work.talk_path.read_text()) == after


def test_it_is_told_what_an_edit_changed_and_a_reading_is_listed_once(file):
    work = Corrections(file, by="ra")
    rest = work.keep_rest(0)
    work.change(0, 2, Case="Acc", Gloss="department")
    work.change(0, 7, head="1")  # the mark before it follows
    work.translate(0, "The ministry")
    work.cut(0, 2, ["وزا", "رة"])
    told = [changed(edit) for edit in iter(work.undo, None)]
    ministry, monday = (token.form for token in (work.document.tokens[1], work.document.tokens[6]))
    assert told[:2] == [(2, ministry, ["cut"]), (0, "", [])]
    assert told[2:4] == [(7, monday, ["head"]), (2, ministry, ["Case", "Gloss"])]
    assert (told[4][1], told[4][2]) == (str(rest), [])
    shown = [
        (r.vform, *((w.upos, w.misc.get("Gloss"), *w.feats.items()) for w in r.words))
        for r in readings_of("المناطق")
    ]
    assert len(shown) == len(set(shown)) == 3


def test_a_word_that_is_cut_and_joined_keeps_a_good_tree(file):
    work = Corrections(file, by="ra")
    for place in range(8):
        number = work.document.sentences[0].tokens[place].words[0].id
        form = work.document.sentences[0].tokens[place].form
        if len(form) < 2:
            continue
        work.cut(0, number, [form[0], form[1:]])
        for reading in range(len(work.readings(0, number))):
            work.choose(0, number, reading)
        khabar.Document.from_conllu(work.path)
    assert [t.form for t in work.document.sentences[0].tokens] == [
        t.form for t in khabar.read(file).sentences[0].tokens
    ]


@pytest.mark.parametrize(
    "act, told",
    [
        (lambda w: w.change(0, 2, Kase="Nom"), "no Kase"),
        (lambda w: w.change(0, 2, upos="NAME"), "no part of speech"),
        (lambda w: w.change(0, 2, head="99"), "no word '99'"),
        (lambda w: w.change(0, 1, head="2"), "root first"),
        (lambda w: w.change(0, 2, deprel="root"), "only it"),
        (lambda w: w.change(0, 2, Alt="Gen"), "layer:value"),
        (lambda w: w.change(0, 2, Vform="كِتَابُ"), "other letters than وزارة"),
        (lambda w: w.cut(0, 2, ["وز", "يرة"]), "keep its letters"),
        (lambda w: w.choose(0, 2, 999), "readings"),
        (lambda w: w.change(9, 1), "no sentence 9"),
        (lambda w: w.change(0, 99), "no word 99"),
        (lambda w: w.say(cue=[[1, 1, 999]]), "no place"),
        (lambda w: w.say("nobody", cue=[]), "no nobody"),
    ],
)
def test_what_is_impossible_is_refused_and_changes_nothing(file, act, told):
    work = Corrections(file, by="ra")
    before = work.path.read_text()
    with pytest.raises(khabar.KhabarError, match=told):
        act(work)
    assert work.path.read_text() == before and not work.undoable


def test_an_arc_that_closes_a_circle_is_refused(file):
    work = Corrections(file, by="ra")
    work.change(0, 3, head="2", deprel="nmod:poss")
    with pytest.raises(khabar.KhabarError, match="circle"):
        work.change(0, 2, head="3")
    work.change(0, 2, head="0")
    assert word(work, 0, 1).head == 2 and [w.head for w in work.document.sentences[0].words].count(0) == 1


def test_two_people_on_one_file_are_told_and_their_work_is_merged(file):
    ra, su = Corrections(file, by="ra"), Corrections(file, by="su")
    ra.change(0, 2, deprel="nsubj")
    su.change(0, 3, head="2", deprel="nmod:poss")
    assert word(su, 0, 2).misc["By"] == "ra" and "ra" in su.look()[0]
    assert word(ra, 0, 3).source == "lexicon"
    assert "su" in ra.look()[0] and not ra.look()
    assert word(ra, 0, 3).misc["By"] == "su"
    su.change(0, 2, deprel="nsubj:pass")
    with pytest.raises(khabar.KhabarError, match="just changed the same"):
        ra._keep(
            {
                "what": "words",
                "where": 0,
                "before": ra._blocks[0],
                "after": ra._blocks[0].replace("nsubj", "obj"),
            }
        )
    with pytest.raises(khabar.KhabarError, match="since then"):
        ra.undo()
    su.undo()
    assert word(Corrections(file, by="x"), 0, 2).deprel == "nsubj"


def test_a_file_of_another_text_or_a_broken_one_is_refused_in_a_sentence(file):
    work = Corrections(file, by="ra")
    work.say(cue=[[2, 1, 1]])
    work.path.write_text("1\tx\n")
    with pytest.raises(khabar.KhabarError, match="broken"):
        work.change(0, 2)
    work.path.unlink()
    file.write_text("قال الوزير شيئا آخر.", encoding="utf-8")
    with pytest.raises(khabar.KhabarError, match="does not fit"):
        Corrections(file, by="ra")


def test_a_process_that_is_killed_loses_nothing_that_it_has_done(file):
    program = (
        "import sys, os, signal\nfrom khabar.course.corrections import Corrections\n"
        f"w = Corrections({str(file)!r}, by='ra')\nw.change(0, 2, deprel='nsubj')\n"
        "w.say(cue=[[2, 1, 1]])\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], env=os.environ)
    assert done.returncode == -signal.SIGKILL
    with file.with_suffix(".history.jsonl").open("a") as history:
        history.write('{"do": "ed')  # a line that was cut off
    work = Corrections(file, by="ra")
    assert word(work, 0, 2).deprel == "nsubj" and work.undoable == 2
    work.change(0, 3)
    lines = file.with_suffix(".history.jsonl").read_text().splitlines()
    assert [json.loads(line)["do"] for line in lines] == ["edit"] * 3


def test_contradictions_are_told_and_the_article_has_few(file):
    found = Counter(said for s in khabar.article().sentences for _, said in contradictions(s))
    assert found.total() <= 5, found
    work = Corrections(file, by="ra")
    work.change(0, 2, deprel="obj", I3rab="مفعول به منصوب بالفتحة")
    said = " ".join(told for number, told in contradictions(work.document.sentences[0]) if number == 2)
    assert "object is accusative" in said and "منصوب" in said
    work.change(0, 2, Case="Acc", Vform="وِزَارَةَ")
    assert not [number for number, _ in contradictions(work.document.sentences[0]) if number == 2]


@pytest.mark.parametrize(
    "vform, tags, shown",
    [
        ("الْمَنَاطِقِ", "NOUN Case=Nom Definite=Def Number=Plur", "ending shows genitive"),
        ("مَنَاطِقَ", "NOUN Case=Gen Definite=Ind Number=Plur", ""),
        ("الْمَنَاطِقَ", "NOUN Case=Gen Definite=Def Number=Plur", "ending shows accusative"),
        ("مُعَلِّمَاتٍ", "NOUN Case=Acc Number=Plur", ""),
        ("مُعَلِّمُونَ", "NOUN Case=Gen Number=Plur", "ending shows nominative, accusative"),
        ("كِتَابًا", "NOUN Case=Nom Number=Sing", "ending shows accusative"),
        ("فَتًى", "NOUN Case=Nom Number=Sing", ""),
        ("مَبَانٍ", "NOUN Case=Nom Number=Plur", ""),
        ("يَكْتُبُ", "VERB Aspect=Imp Mood=Sub Number=Sing", "ending shows indicative"),
        ("يَكْتُبُونَ", "VERB Aspect=Imp Mood=Jus Number=Plur", "ending shows indicative"),
        ("يَكْتُبِ", "VERB Aspect=Imp Mood=Jus Number=Sing", ""),
    ],
)
def test_a_case_or_mood_against_the_vowels_is_told(vform, tags, shown):
    upos, *feats = tags.split()
    form = strip_signs(vform)
    lemma = form.removeprefix("ال").removesuffix("ا")
    word = Word(1, form, lemma, upos, feats=dict(each.split("=") for each in feats), head=0, deprel="root")
    word.misc["Vform"] = vform
    said = " ".join(told for _, told in contradictions(Sentence({}, [Token(form, [word])])))
    assert (shown in said) if shown else not said


def test_a_long_text_is_there_from_its_beginning_and_read_on(tmp_path, monkeypatch):
    monkeypatch.setattr(arriving, "SHORT", 0)
    monkeypatch.setattr(arriving, "FIRST", 1)
    file = tmp_path / "long.txt"
    file.write_text("قال الوزير إن المحادثات مستمرة. ثم غادر الوفد.\nوعاد في المساء.\n", encoding="utf-8")
    work = Corrections(file, by="ra", whole=False)
    assert (len(work.document.sentences), work.unread) == (1, 2)
    work.change(0, 2, Gloss="minister")
    with pytest.raises(KhabarError, match="wait"):
        work.say(cue=[(1, 1, 1)])
    work = Corrections(file, by="ra", whole=False)  # broken off, and opened again
    assert work.unread == 2
    until = time.monotonic() + 60
    while (work.arrive() or work.unread or not work.talk_path.exists()) and time.monotonic() < until:
        time.sleep(0.1)
    at_once = khabar.read(file).to_conllu()
    assert work.document.words[1].misc["Gloss"] == "minister" and work.undo()
    assert Document.from_conllu(work.path).to_conllu() == work.document.to_conllu() == at_once
    assert [work.discourse.text(a.cue) for a in work.discourse.attributions] == ["قال"]
    assert Corrections(file, by="su").unread == 0


def test_the_end_of_a_text_that_has_gone_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(arriving, "SHORT", 0)
    monkeypatch.setattr(arriving, "FIRST", 1)
    file = tmp_path / "long.txt"
    file.write_text("غادر الوفد.\nوعاد في المساء.\n", encoding="utf-8")
    work = Corrections(file, by="ra", whole=False)
    file.write_text("غادر الوفد.\n", encoding="utf-8")
    with pytest.raises(KhabarError, match="give it back"):
        work.arrive()
    file.write_text("غادر الوفد.\nوعاد في المساء.\n", encoding="utf-8")
    assert len(Corrections(file, by="ra").document.sentences) == 2


def test_features_marks_and_vowels_follow_what_is_changed(tmp_path):
    file = tmp_path / "news.txt"
    file.write_text("غادر الوفد، وعاد في المساء.", encoding="utf-8")
    work = Corrections(file, by="ra")
    words = lambda: work.document.sentences[0].words  # noqa: E731
    work.change(0, 2, feats="Case=Acc Number=Sing")
    assert words()[1].feats == {"Case": "Acc", "Number": "Sing"}
    with pytest.raises(KhabarError, match="no feature"):
        work.change(0, 2, feats="Case")
    token = next(t for t in work.document.tokens if t.form == "وعاد")
    work.change(0, token.words[1].id, Vform="عَادْ")
    assert next(t for t in work.document.tokens if t.form == "وعاد").vform == "وَعَادْ"
    mark, verb = words()[2], next(w for w in words() if w.form == "عاد")
    assert mark.head == verb.id
    work.change(0, mark.id, head=2)  # by hand: it stays
    assert words()[2].head == 2
    work.change(0, verb.id, head=0)
    assert words()[2].head == 2 and words()[-1].head == verb.id


def test_places_are_written_as_they_are_read(tmp_path):
    file = tmp_path / "news.txt"
    file.write_text("قال الوزير إن المحادثات مستمرة.", encoding="utf-8")
    work = Corrections(file, by="ra")
    assert work.unseen()[0] in {a.id for a in work.discourse.attributions}
    id = work.say(work.discourse.attributions[0].id, source="1.1, 1.2-3", antecedent="")
    assert work.discourse.attributions[0].source == [(1, 1, 1), (1, 2, 3)] and id not in work.unseen()
    with pytest.raises(KhabarError, match=r"write it as 1\.2-4"):
        work.say(id, source="two")
    with pytest.raises(KhabarError, match="no a99"):
        work.say(id, nested_in="a99")
