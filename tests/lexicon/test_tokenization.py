"""The schemes of camel-tools' own tokenizer, disambiguator and backoff over the compiled database."""

import pytest
from test_verbs import written

from khabar.morphology._camel_data import importable

with importable():
    from camel_tools.disambig.mle import MLEDisambiguator
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.reinflector import Reinflector
    from camel_tools.tokenizers.morphological import MorphologicalTokenizer

SCHEMES = [
    ("وبالبيت", "d1tok", "و+ بالبيت"),
    ("وبالبيت", "d2tok", "و+ ب+ البيت"),
    ("وبالبيت", "d3tok", "و+ ب+ ال+ بيت"),
    ("وبالبيت", "atbtok", "و+ ب+ البيت"),
    ("للمحادثات", "d1tok", "للمحادثات"),
    ("للمحادثات", "d2tok", "ل+ المحادثات"),
    ("للمحادثات", "d2seg", "ل+ لمحادثات"),
    ("للمحادثات", "d3tok", "ل+ ال+ محادثات"),
    ("للمحادثات", "atbtok", "ل+ المحادثات"),
    ("طريقتها", "d3tok", "طريقة +ها"),
    ("طريقتها", "d3seg", "طريقت +ها"),
    ("طريقتها", "atbtok", "طريقة +ها"),
    ("طريقتها", "d2tok", "طريقتها"),
    ("رماه", "d3tok", "رمى +ه"),
    ("رماه", "d3seg", "رما +ه"),
    ("كتبوها", "atbtok", "كتبوا +ها"),
    ("كتبوها", "atbseg", "كتبو +ها"),
    ("كتبتموه", "d3tok", "كتبتم +ه"),
    ("بنائه", "d3tok", "بناء +ه"),
    ("عليه", "atbtok", "على +ه"),
    ("فسيكتبونها", "d3tok", "ف+ س+ يكتبون +ها"),
    ("مما", "atbtok", "من +ما"),
    ("للذين", "d3tok", "ل+ الذين"),
    ("محادثات", "bwtok", "محادث +ات"),
    ("وبالبيت", "bwtok", "و+ ب+ ال+ بيت"),
]


@pytest.fixture(scope="module")
def disambiguator(analyzer) -> MLEDisambiguator:
    return MLEDisambiguator(analyzer)


@pytest.mark.parametrize("word, scheme, tokens", SCHEMES)
def test_schemes(disambiguator, word, scheme, tokens):
    assert MorphologicalTokenizer(disambiguator, scheme, split=True).tokenize([word]) == tokens.split()


def test_tokens_with_vowels(disambiguator, analyses):
    tokenizer = MorphologicalTokenizer(disambiguator, "d3tok", split=True, diac=True)
    assert tokenizer.tokenize(["للشمس"]) == ["لِ+", "ال+", "شَمْسِ"]
    tokenizer = MorphologicalTokenizer(disambiguator, "atbtok", split=True, diac=True)
    assert tokenizer.tokenize(["للشمس"]) == ["لِ+", written("الشَّمْسِ")]
    assert {a["bwtok"] for a in analyses("وبالبيت")} == {"وَ+_بِ+_ال+_بَيْت_+ِ"}


def test_the_commoner_lexeme_comes_first(disambiguator):
    assert [w.analyses[0].analysis["lex"] for w in disambiguator.disambiguate(["من", "ذكر"])] == ["مِنْ", "ذَكَرَ"]


@pytest.mark.parametrize(
    "word, backoff, pos, stem, proclitics",
    [
        ("وبسميلوفا", "NOAN_PROP", "noun_prop", "سميلوفا", ("wa_conj", "bi_prep")),
        ("للزفلط", "NOAN_ALL", "noun", "زفلط", ("0", "li_prep")),
    ],
)
def test_unknown_words_are_guessed_with_their_clitics(database, word, backoff, pos, stem, proclitics):
    guesses = Analyzer(database, backoff).analyze(word)
    assert {guess["source"] for guess in guesses} == {"backoff"}
    assert any((g["pos"], g["lex"], g["prc2"], g["prc1"]) == (pos, stem, *proclitics) for g in guesses)


def test_names_are_the_only_guess_of_one_backoff(database):
    assert {guess["pos"] for guess in Analyzer(database, "NOAN_PROP").analyze("زفلطون")} == {"noun_prop"}
    assert {guess["pos"] for guess in Analyzer(database, "NOAN_ALL").analyze("زفلطون")} >= {
        "noun",
        "adj",
        "noun_prop",
    }


def test_reinflection(database):
    plurals = Reinflector(database).reinflect("كتاب", {"num": "p", "cas": "n", "stt": "i"})
    assert {form["diac"] for form in plurals if form["lex"] == "كِتَاب"} == {"كُتُبٌ"}
