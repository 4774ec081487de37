"""The gold treebank: what a grammarian would check, checked word by word."""

import io
import re
import unicodedata
from pathlib import Path

import pytest
from udtools import Validator

import khabar
from khabar.text.document import ARTICLE, Document
from khabar.text.script import bare

ANNOTATION = Path(__file__).parents[2] / "toolkit" / "annotation"
GOLD = ARTICLE / "article.conllu"

DOC = khabar.article()
WORDS = [(sentence, word) for sentence in DOC.sentences for word in sentence.words]
NOMINALS = [(s, w) for s, w in WORDS if w.upos in ("NOUN", "PROPN", "ADJ", "NUM") and "Case" in w.feats]


def name(sentence, word):
    return f"{sentence.sent_id} {word.id} {word.form}"


def head_of(sentence, word):
    return next(other for other in sentence.words if other.id == word.head)


# --- the validator ---------------------------------------------------------------------


def complaints(path):
    """What the official validator says at level 5, warnings included."""
    said = io.StringIO()
    state = Validator(lang="ar", level=5, output=said).validate_files([str(path)])
    assert state.passed() or said.getvalue()
    return said.getvalue()


def test_the_validator_has_nothing_to_say_on_the_gold():
    assert complaints(GOLD) == ""


def test_the_validator_has_nothing_to_say_on_what_is_read(tmp_path):
    path = tmp_path / "read.conllu"
    path.write_text(khabar.read(DOC.text).to_conllu(), encoding="utf-8")
    assert complaints(path) == ""


@pytest.mark.parametrize(
    "text",
    [
        "قال Obama في 10/2/2016 إن 3.5% من GDP (أي ١٢٬٠٠٠ دولار) ضاع!\n\nhttps://example.org نص @user #وسم",
        "فسيكتبونها وبأنهم ولأنه كالوزير أفلا لله سنكون لكنني عليهما مما ممن كان ليسوا قد سوف هؤلاء أي كل",
        'وCNN وبـCNN بـ"رويترز" للـ"حزب" وال قـــال الوزيــر 😀',
        "قَالَ النَّبِيُّ ﷺ: ٱلْكِتَٰبُ \u200f أ\u200cب  ق\x07ال",
        "سلام",
    ],
)
def test_the_validator_has_nothing_to_say_on_any_text(text, tmp_path):
    path = tmp_path / "read.conllu"
    path.write_text(khabar.read(text).to_conllu(), encoding="utf-8")
    assert complaints(path) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\tnsubj\t2:nsubj\t", "\tnsubj\t2:nsubj:nobody\t"),
        ("Case=Nom|Definite=Cons", "Case=Nom|Definite=Perhaps"),
        ("\t6\tpunct\t", "\t34\tpunct\t"),
    ],
)
def test_the_validator_would_say_it(old, new, tmp_path):
    text = GOLD.read_text(encoding="utf-8")
    old = old if old in text else old.replace("2:", "1:").replace("\t2", "\t1")
    assert old in text
    path = tmp_path / "broken.conllu"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert complaints(path)


# --- how it is made --------------------------------------------------------------------


def test_the_treebank_is_what_passes_and_decisions_give(monkeypatch):
    monkeypatch.syspath_prepend(ANNOTATION)
    import adjudicate

    assert adjudicate.build() == GOLD.read_text(encoding="utf-8")


def test_the_agreement_in_the_docs_is_that_of_the_passes():
    first, second = (Document.from_conllu(ANNOTATION / "passes" / f"{x}.conllu") for x in "ab")
    table = khabar.agreement(first, second)
    docs = (ANNOTATION.parents[1] / "docs" / "annotation.md").read_text(encoding="utf-8")
    rows = {
        "UPOS": "upos",
        "XPOS": "xpos",
        "case": "case",
        "definiteness": "definite",
        "all features": "feats",
    }
    for written, layer in rows.items():
        agreement, kappa = table.loc[layer, ["agreement", "kappa"]]
        assert f"| {written} | {agreement:.3f} | {kappa:.3f} |" in docs
    for written, layer in {"lemma": "lemma", "vocalisation": "vocalisation"}.items():
        assert f"| {written} | {table.loc[layer, 'agreement']:.3f} | – |" in docs


# --- letters and vowels ----------------------------------------------------------------


def test_every_arabic_word_has_every_layer():
    lacking = {
        name(s, w): missing
        for s, w in WORDS
        if w.upos != "PUNCT"
        and (missing := {"Vform", "Gloss", "I3rab", "Translit", "LTranslit"} - w.misc.keys())
    }
    assert not lacking
    assert all(w.lemma and w.xpos and w.deprel and w.deps for _, w in WORDS)


def test_the_vocalised_form_has_the_letters_of_the_form():
    assert not [name(s, w) for s, w in WORDS if bare(w.vform) != bare(w.form)]


def test_the_vocalised_token_is_its_words_joined():
    for token in DOC.tokens:
        if token.is_multiword:
            joined = "".join(word.vform for word in token.words).replace("لِال", "لِل", 1)
            assert token.vform == joined, token.form
            assert bare(token.vform) == bare(token.form)


def test_each_consonant_bears_a_sign():
    """One orthography: a vowel, a sukun or nothing before a long letter's own letter."""
    for s, w in WORDS:
        if w.upos == "PUNCT":
            continue
        letters = re.findall(r"[ء-غف-ي][ً-ْٰ]*", w.vform)
        for letter, following in zip(letters, [*letters[1:], ""], strict=True):
            unsigned = len(letter) == 1 and letter not in "اويىآ"
            article = letter == "ل" and "ّ" in following
            name_in_pause = letter is letters[-1] and w.upos == "PROPN"
            assert not unsigned or article or name_in_pause, (name(s, w), w.vform)


# --- case ------------------------------------------------------------------------------

_SAID = {"مرفوع": "Nom", "منصوب": "Acc", "مجرور": "Gen", "رفع": "Nom", "نصب": "Acc", "جر": "Gen"}


def test_the_parse_says_the_case():
    for s, w in NOMINALS:
        said = re.search("مرفوع|منصوب|مجرور", w.misc["I3rab"])
        assert said and _SAID[said.group()] == w.feats["Case"], name(s, w)
    for s, w in WORDS:
        if w.upos == "PRON" and "Case" in w.feats:
            said = re.search("في محل (رفع|نصب|جر)", w.misc["I3rab"])
            assert said and _SAID[said.group(1)] == w.feats["Case"], name(s, w)


def test_the_ending_shows_the_case():
    signs = {"Nom": "ٌُ", "Acc": "ًَ", "Gen": "ٍِ"}
    hidden = 0
    for s, w in NOMINALS:
        parse, last = w.misc["I3rab"], w.vform.rstrip("اّ")[-1]
        if "مقدرة" in parse or "مثنى" in parse:
            hidden += 1
            assert w.vform.endswith(("ا", "ي", "و", "يْنِ")), name(s, w)
            continue
        expected = signs[w.feats["Case"]]
        if w.feats["Case"] == "Gen" and "ممنوع من الصرف" in parse:
            expected = "َ"
        if "جمع مؤنث سالم" in parse:
            expected = "ٍِ"
        assert last in expected, (name(s, w), w.vform)
        nunated = last in "ًٌٍ"
        assert nunated == (w.feats.get("Definite") == "Ind" and "ممنوع" not in parse), (name(s, w), w.vform)
    assert hidden < 30


def test_a_preposition_governs_the_genitive():
    governed = [(s, head_of(s, w)) for s, w in WORDS if w.deprel == "case" and "Case" in head_of(s, w).feats]
    assert len(governed) > 70
    assert not [name(s, w) for s, w in governed if w.feats["Case"] != "Gen"]


def test_the_second_of_a_construct_is_genitive_and_the_first_has_no_article():
    for s, w in WORDS:
        if w.deprel == "nmod:poss" and "Case" in w.feats:
            first = head_of(s, w)
            assert w.feats["Case"] == "Gen", name(s, w)
            assert first.feats["Definite"] == "Cons", name(s, first)
            assert not first.vform.startswith(("الْ", "ال")) and first.vform[-1] not in "ًٌٍ", name(s, first)


def test_inna_and_her_sisters_make_their_noun_accusative():
    for s, w in WORDS:
        if w.xpos == "verb_pseudo":
            subject = next(c for c in s.children(head_of(s, w)) if (c.deprel or "").startswith("nsubj"))
            assert subject.feats.get("Case", "Acc") == "Acc", name(s, subject)


def test_an_adjective_agrees_with_its_noun():
    for s, w in WORDS:
        if w.deprel != "amod":
            continue
        noun = head_of(s, w)
        assert w.feats["Case"] == noun.feats["Case"], name(s, w)
        definite = {"Ind": "Ind"}.get(noun.feats.get("Definite"), "Def")
        if noun.feats.get("Definite") == "Cons" and w.feats["Definite"] == "Ind":
            definite = "Ind"  # a construct on an indefinite noun
        assert w.feats["Definite"] == definite, name(s, w)
        plural = noun.feats["Number"] == "Plur"  # all plurals here are of things
        gender = "Fem" if plural else noun.feats["Gender"]
        assert (w.feats["Gender"], w.feats["Number"]) == (gender, "Sing"), name(s, w)


def test_the_mood_follows_the_particle():
    moods = {"لَمْ": "Jus", "أَنْ": "Sub", "لَا": "Ind", "سَ": "Ind"}
    seen = set()
    for s, w in WORDS:
        if w.lemma in moods and head_of(s, w).upos == "VERB":
            assert head_of(s, w).feats["Mood"] == moods[w.lemma], name(s, w)
            seen.add(w.lemma)
    assert seen == moods.keys()


# --- the tree --------------------------------------------------------------------------


def test_the_parse_depends_on_the_word_that_the_tree_names():
    """متعلقان بـ«X»: X is the head of the phrase."""
    checked = 0
    for s, w in WORDS:
        named = re.search(r"متعلق(?:ان)? بـ«([^»]+)»", w.misc.get("I3rab", ""))
        if not named or w.upos in ("SCONJ",):
            continue
        phrase = head_of(s, w) if w.upos == "ADP" else w
        assert named.group(1) == head_of(s, phrase).form, name(s, w)
        checked += 1
    assert checked > 50


def test_enhanced_dependencies_show_what_the_tree_hides():
    def edges(paragraph, position, form):
        token = DOC.token(paragraph, position)
        sentence = DOC.sentence_of(token)
        word = next(w for w in token.words if w.form == form)
        forms = {0: "", **{w.id: w.form for w in sentence.words}}
        return {(label, forms[head]) for label, head in word.deps}

    assert ("nsubj", "ناقشا") in edges(1, 16, "نظير")  # the second of two subjects
    assert ("nsubj:xsubj", "منفتحة") in edges(7, 6, "روسيا")
    assert edges(7, 35, "التي") == {("ref", "الحملة")}
    assert ("dislocated", "تشن") in edges(7, 33, "الحملة")
    assert ("nsubj:pass", "يذكر") in edges(3, 24, "تقدماً")
    assert edges(7, 30, "موسكو") == {("conj", "واشنطن"), ("obl:بَينَ:gen", "المتبادل")}


# --- disputes --------------------------------------------------------------------------


def test_each_defensible_answer_is_known():
    word = DOC.token(1, 31).words[0]
    assert word.form == "السورية"
    assert word.defensible("head") == {"31", "32"}
    assert DOC.token(10, 13).words[0].defensible("Case") == {"Acc", "Gen"}
    assert DOC.token(1, 20).words[0].defensible("Case") == {"Acc", "Gen", "_"}
    assert DOC.token(1, 2).words[0].defensible("Case") == {"Nom"}
    assert DOC.token(1, 1).words[0].defensible("Case") == {"_"}


def test_an_alternative_is_another_value_and_possible():
    for s, w in WORDS:
        for layer, values in w.alternatives.items():
            assert w.debatable, name(s, w)
            own = {"head": str(w.head), "deprel": w.deprel, "upos": w.upos, "lemma": w.lemma, "xpos": w.xpos}
            current = own.get(layer) or w.feats.get(layer) or w.misc.get(layer) or "_"
            assert current not in values, (name(s, w), layer)
            if layer == "head":
                assert {int(v) for v in values} <= {other.id for other in s.words} - {w.id}, name(s, w)
            if layer == "Vform":
                pieces = {bare(v).replace("ة", "ت") for v in values}
                assert pieces == {bare(w.form).replace("ة", "ت")}, name(s, w)


def test_each_numbered_decision_of_the_docs_has_its_alternatives():
    docs = (ANNOTATION.parents[1] / "docs" / "annotation.md").read_text(encoding="utf-8")
    listed = {
        int(n)
        for n in re.findall(r"^(\d+)\. ", docs.split("## Debatable decisions")[1].split("\n## ")[0], re.M)
    }
    table = (ANNOTATION / "alternatives.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert {int(line.split("\t")[0]) for line in table} == listed


def test_a_third_vocalisation_differs_where_the_docs_say():
    lines = (ANNOTATION / "passes" / "vowels.txt").read_text(encoding="utf-8").splitlines()
    differing = []
    for sentence, line in zip(DOC.sentences, lines, strict=True):
        for word, vowels in zip(sentence.words, line.split(), strict=True):
            if word.vform.replace("ـ", "") != unicodedata.normalize("NFC", vowels):
                differing.append(word.form)
    assert differing == ["واشنطن", "بوست"]
