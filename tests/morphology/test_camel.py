"""The engine: camel-tools' own answers, faster; guesses marked as such; nothing that a text may hold breaks it."""

from pathlib import Path

import pytest

import khabar
from khabar.morphology import camel
from khabar.morphology.analyzer import Analyzer
from khabar.morphology.camel import (
    EMBEDDED,
    MemoDisambiguator,
    analyzer,
    disambiguator,
    tag,
)
from khabar.morphology.candidates import MLEDisambiguator
from khabar.text.errors import DataError

WORDS = ["وقالت", "للمحادثات", "فرق", "أجرى", "مباراته", "سيؤدي", "يستنزغونها", "12", "١٢", "،", "NATO", "إن"]


@pytest.fixture(scope="module")
def stock():
    return Analyzer(camel.database(), "NOAN_ALL")


@pytest.mark.parametrize("word", WORDS)
def test_analyses_are_camel_tools_own(stock, word):
    whole = stock.analyze(word)
    assert analyzer().analyze(word) == whole
    assert [{**analysis} for analysis in analyzer().analyze(word)] == whole
    for ours, theirs in zip(analyzer().analyze(word), whole, strict=True):
        assert ours["d3tok"] == theirs["d3tok"] and ours.get("atbseg") == theirs["atbseg"]
        assert len(ours) == len(theirs) and "bwtok" in ours and "nothing" not in ours


def test_what_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        analyzer().analyze("كتاب")[0]["nothing"]


def test_every_stock_candidate_is_kept(stock):
    stock = MLEDisambiguator(stock, str(EMBEDDED.model), top=10_000)
    for word in ("علم", "من", "وجه"):
        theirs = {scored.diac for scored in stock.disambiguate_word([word], 0).analyses}
        assert {scored.diac for scored in disambiguator().candidates(word)} == theirs


def test_the_memo_stays_bounded_on_endless_text():
    memo = MemoDisambiguator(analyzer(), EMBEDDED.model, words=50, running=200)
    letters = "بتثجحخدرزسشصضطعغفقكلمنه"
    for first in letters[:10]:
        for second in letters:
            memo.disambiguate([first + second + third for third in "بسر"])
    assert memo.light_candidates.cache_info().currsize <= 50
    assert memo._columns.cache_info().currsize <= 300
    assert memo._sentences.cache.currsize <= 200


def test_answers_do_not_depend_on_what_was_asked_before():
    sentence = ["قطع", "المتظاهرون", "الطرق", "في", "قطع"]
    once = [word.analyses[0].diac for word in disambiguator().disambiguate(sentence)]
    disambiguator().disambiguate(["قطع"])
    disambiguator().disambiguate(sentence).clear()  # the list is the caller's
    assert [word.analyses[0].diac for word in disambiguator().disambiguate(sentence)] == once


@pytest.mark.parametrize(
    ("form", "pieces"),
    [
        ("بـ300", ["بـ/ADP", "300/NUM"]),
        ("و20", ["و/CCONJ", "20/NUM"]),
        ("ولـ15", ["و/CCONJ", "لـ/ADP", "15/NUM"]),
        ("كـ3.5", ["كـ/ADP", "3.5/NUM"]),
        ("بالـ١٥", ["ب/ADP", "الـ١٥/NUM"]),
        ("الـ15", ["الـ15/NUM"]),
        ("لـBBC", ["لـ/ADP", "BBC/X"]),
    ],
)
def test_what_is_joined_to_a_number_or_to_latin_letters_is_cut_off(form, pieces):
    (token,) = tag(form)
    assert [f"{word.form}/{word.upos}" for word in token.words] == pieces
    assert {word.source for word in token.words} == {"rule"}


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("باريس (أ ف ب) - قال الوزير", "أفب"),
        ("ذكرت وكالة د ب أ أن الوفد وصل", "دبأ"),
        ("ذكرت وكالة د.ب.أ أن شركة ش.م.ل. أفلست", "دبأشمل"),
    ],
)
def test_the_letters_of_an_agency_are_no_particles(text, letters):
    assert "".join(w.form for token in tag(text) for w in token.words if w.xpos == "abbrev") == letters


@pytest.mark.parametrize(
    "text",
    [
        "قال فيصل إن الوفد غادر.",  # with or without a tanwin
        "زار صالح وسعيد المصنع.",  # joined to a name
        "سجل كريم البركاوي هدفا.",  # a family that no list has
        "قال المدير محمد الجندي ذلك.",
    ],
)
def test_names_that_are_words_are_names_beside_what_names_stand_beside(text):
    names = {"فيصل", "صالح", "سعيد", "كريم", "البركاوي", "محمد", "الجندي"}
    for tree in (False, True):
        found = {word.form: word.upos for word in khabar.read(text, tree=tree).words}
        assert {found[name] for name in names & found.keys()} == {"PROPN"}


def test_a_preposition_that_stands_alone_stays_one():
    assert [w.upos for token in tag('وصل إلى ل "سانا"') for w in token.words][2] == "ADP"


@pytest.mark.parametrize(
    ("form", "pieces"),
    [
        ("وبأزغنطوط", ["و", "ب", "أزغنطوط"]),  # a hamza begins a word
        ("وبزغنطوط", ["و", "بزغنطوط"]),  # names that begin with ب are commoner than two clitics
        ("ويزغنطون", ["ويزغنطون"]),  # a foreign W
        ("ووالترنطوط", ["و", "والترنطوط"]),
        ("للزغنطوط", ["ل", "الزغنطوط"]),
        ("وزغنطوطهم", ["و", "زغنطوط", "هم"]),
    ],
)
def test_an_unknown_word_is_a_guess_without_its_clitics(form, pieces):
    (token,) = tag(form)
    assert {word.source for word in token.words} == {"backoff"}
    assert [word.form for word in token.words] == pieces


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("ﻗﺎﻟﺖ ﺍﻟﻮﺯﺍﺭﺓ", "قالت الوزارة"),  # presentation forms
        ("قـــالت الوزارة", "قالت الوزارة"),  # tatweel
        ("\u202bقالت\u202c \u200fالوزارة", "قالت الوزارة"),  # bidirectional controls
        ("قَالَتِ الْوِزَارَةُ", "قالت الوزارة"),
    ],
)
def test_how_letters_are_encoded_changes_nothing(text, same_as):
    read = [(word.lemma, word.upos) for token in tag(text) for word in token.words]
    assert read == [(word.lemma, word.upos) for token in tag(same_as) for word in token.words]


@pytest.mark.parametrize(
    "text",
    [
        "قال ً ثم ّ ذهب",  # signs alone
        "<p>قالت <b>الوزارة</b>&nbsp;إن</p>",
        "قالت NATO إن 25% من ٣٤٫٥ مليون دولار",
        "كتبwordكتب والـNATO بـ10 و15",
        "ٱلله ﷺ ﷲ ءآأؤإئ",
        "چاپ گاز ڤيينا پاريس",
        "كتب😀كتب 👩‍🏫 !؟.،؛",
        "ا و ب ل ة ى ء",
    ],
)
def test_whatever_a_text_holds_comes_back(text):
    document = khabar.read(text)
    assert "".join(document.text.split()) == "".join(text.split())
    assert khabar.Document.from_conllu(document.to_conllu()).to_conllu() == document.to_conllu()


@pytest.mark.parametrize(("sign", "upos"), [("﷼", "SYM"), ("Ⅻ", "NUM"), ("½", "NUM"), ("٪", "SYM")])
def test_signs_and_numerals_go_by_unicode_s_classes(sign, upos):
    assert [w.upos for token in tag(f"القسم {sign} هنا") for w in token.words][1] == upos


@pytest.mark.parametrize("content", [b"", b"a letter home\n", b"\xff\xfe\x00"])
def test_a_damaged_database_is_named_with_the_way_out(tmp_path, monkeypatch, content):
    file = tmp_path / "morphology.db"
    file.write_bytes(content)
    monkeypatch.setattr(camel, "resource", lambda: camel.Resource("lexicon", file, EMBEDDED.model))
    with pytest.raises(DataError, match=r"morphology\.db .*compile\.py"):
        camel.database.__wrapped__()


def test_a_missing_database_is_named(tmp_path, monkeypatch):
    gone = Path(tmp_path / "gone.db")
    monkeypatch.setattr(camel, "resource", lambda: camel.Resource("lexicon", gone, EMBEDDED.model))
    with pytest.raises(DataError, match=r"gone\.db"):
        camel.database.__wrapped__()


def test_a_word_that_was_changed_is_read_afresh_the_next_time():
    first = camel.tag("قالت الوزارة إن وزيرها غادر (أمس).")
    kept = [(word.form, dict(word.feats), dict(word.misc)) for token in first for word in token.words]
    for token in first:
        token.misc["Vform"] = "x"
        for word in token.words:
            word.form, word.feats["Case"], word.misc["Source"] = "x", "x", "x"
    second = camel.tag("قالت الوزارة إن وزيرها غادر (أمس).")
    assert [(word.form, word.feats, word.misc) for token in second for word in token.words] == kept
