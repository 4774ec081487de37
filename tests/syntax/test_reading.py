"""Trees, and how sure a word is, of a text of one's own."""

import random
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy
import pytest

import khabar
from khabar.syntax import cases, parser
from khabar.syntax.parser import by_morphology
from khabar.syntax.spanning import best_trees, is_tree
from khabar.syntax.valid import hang_marks, make_valid
from khabar.text.document import SURE, Document, Token, Word
from khabar.text.errors import DataError

TEXTS = Path(khabar.__file__).parent / "data" / "texts"
TEXT = "أعلنت الوزارة أن المحادثات التي بدأت أمس في جنيف كانت مفيدة، وقال الوزير: «لن نتراجع عن موقفنا»."


def test_every_word_has_one_head_and_the_tree_passes_the_validator(tmp_path):
    document = khabar.read(TEXT + "\n" + khabar.article().text)
    for sentence in document.sentences:
        assert is_tree([word.head for word in sentence.words])
    assert not _errors(document, tmp_path)


RELATIONS = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "nmod",
    "nmod:poss",
    "amod",
    "det",
    "nummod",
    "case",
    "mark",
    "cc",
    "conj",
    "aux",
    "cop",
    "advmod",
    "advcl",
    "acl:relcl",
    "xcomp",
    "ccomp",
    "csubj",
    "appos",
    "flat",
    "flat:name",
    "fixed",
    "parataxis",
    "dep",
    "dislocated",
    "vocative",
    "expl",
    "orphan",
    "discourse",
    "root",
    "punct",
]


def test_the_worst_of_parsers_gives_valid_trees(tmp_path):
    chance = random.Random(5)
    document = khabar.read(TEXT + "\n" + khabar.article().text, tree=False)
    for sentence in document.sentences:
        hanging = [0]
        for word in chance.sample(sentence.words, len(sentence.words)):
            word.head = chance.choice(hanging[1:] or [0])
            word.deprel = chance.choice(RELATIONS) if word.head else "root"
            hanging.append(word.id)
        by_morphology(sentence.words)
        make_valid(sentence.words)
        assert is_tree([word.head for word in sentence.words])
    assert not _errors(document, tmp_path)


def _errors(document, folder):
    path = folder / "read.conllu"
    path.write_text(document.to_conllu(), encoding="utf-8")
    validate = Path(sys.executable).with_name("udvalidate")
    found = subprocess.run([validate, "--lang", "ar", "--level", "5", path], capture_output=True, text=True)
    return found.stdout + found.stderr if found.returncode else ""


def test_the_first_verb_is_the_root_and_its_subject_hangs_from_it():
    words = khabar.read("أعلنت الوزارة نتائج المحادثات.").sentences[0].words
    assert [(w.form, w.head, w.deprel) for w in words][:2] == [("أعلنت", 0, "root"), ("الوزارة", 1, "nsubj")]


def test_sure_is_a_probability_and_a_doubt_has_a_reason():
    for vowels in (False, True):  # each has weights of its own; what is said is never certain
        words = [w for w in khabar.read(TEXT, vowels=vowels).words if w.upos != "PUNCT"]
        assert all(0 < float(w.misc["Sure"]) < 1 for w in words)
        assert sum(float(w.misc["Sure"]) >= SURE for w in words) > len(words) / 3
    unknown = next(w for w in khabar.read("قال زكنبرتول إن الوضع خطير.").words if w.source == "backoff")
    assert unknown.misc["Why"] == "word:unknown" and float(unknown.misc["Sure"]) < 0.9


def test_no_tree_without_crossing_arcs_has_a_higher_sum_than_the_one_found():
    counts = [1, 2, 3, 4, 5, 5]  # found together
    trees = [[list(t) for t in product(range(n + 1), repeat=n) if is_tree(list(t))] for n in counts]
    trees = [[heads for heads in each if not _crossing(heads)] for each in trees]
    for seed in range(8):
        chance = numpy.random.default_rng(seed)
        scores = [chance.normal(size=(n, n + 1)) for n in counts]
        assert best_trees(scores) == [
            max(each, key=lambda heads: of[range(len(of)), heads].sum())
            for of, each in zip(scores, trees, strict=True)
        ]


def _crossing(heads):
    """The root is a word before the first, so that no arc passes over what hangs from it."""
    arcs = [tuple(sorted(arc)) for arc in enumerate(heads, 1)]
    return any(first < low < last < high for first, last in arcs for low, high in arcs)


def test_over_the_trees_of_people_marks_hang_where_they_hung_them():
    documents = [khabar.article(), *map(Document.from_conllu, sorted(TEXTS.glob("*.conllu")))]
    hung = alike = 0
    for sentence in [sentence for document in documents for sentence in document.sentences]:
        gold = [word.head for word in sentence.words]
        hang_marks(sentence.words, {word.id: word for word in sentence.words})
        marks = [
            (word.head, head) for word, head in zip(sentence.words, gold, strict=True) if word.upos == "PUNCT"
        ]
        hung, alike = hung + len(marks), alike + sum(ours == theirs for ours, theirs in marks)
    assert hung > 100 and alike / hung > 0.93


def test_a_preposition_above_the_clause_that_it_opens_stays_there():
    words = [
        Word(1, "قال", "قَال", "VERB", head=0, deprel="root"),
        Word(2, "جاء", "جَاء", "VERB", head=3, deprel="ccomp"),
        Word(3, "ل", "ل", "ADP", head=1, deprel="case"),
        Word(4, "أن", "أَنَّ", "SCONJ", "verb_pseudo", head=2, deprel="mark"),
    ]
    by_morphology(words)
    assert is_tree([word.head for word in words])


def test_a_damaged_model_is_one_clear_sentence(tmp_path, monkeypatch):
    (tmp_path / "parser.npz").write_bytes(b"no model")
    monkeypatch.setattr(parser, "MODEL", tmp_path / "parser.npz")
    with pytest.raises(DataError, match="install khabar again"):
        parser.model.__wrapped__()


def test_marks_alone_and_one_word_have_trees_too():
    for text in ("نعم", "«نعم»!", "2016 - 2017 نعم", 'عاد الوفد.\n"\n(\nنعم'):
        for sentence in khabar.read(text).sentences:
            assert is_tree([word.head for word in sentence.words])


def test_a_preposition_keeps_no_dependents_and_a_sister_of_kana_is_a_verb():
    words = [
        Word(1, "أصبح", "أَصْبَحَ", "VERB", head=3, deprel="cop"),
        Word(2, "الوضع", "وَضْع", "NOUN", head=3, deprel="nsubj"),
        Word(3, "خطيراً", "خَطِير", "ADJ", head=0, deprel="root"),
        Word(4, "في", "فِي", "ADP", head=3, deprel="case"),
        Word(5, "حلب", "حَلَب", "PROPN", head=4, deprel="obl"),
    ]
    make_valid(words)
    assert [(w.head, w.deprel) for w in words[:3]] == [(0, "root"), (1, "nsubj"), (1, "xcomp")]
    assert words[4].head == 3


def test_what_is_doubtful_comes_first_and_the_gold_has_none():
    document = khabar.read("قال زكنبرتول إن الوضع خطير.")
    assert document.doubtful()[0].form == "زكنبرتول"
    assert document.doubtful(below=0) == [] and khabar.article().doubtful() == []


@pytest.mark.parametrize(
    ("place", "case"), [("case", "g"), ("nsubj after inna", "a"), ("nsubj after verb", "n"), ("obj", "a")]
)
def test_a_place_in_the_tree_speaks_for_its_case(place, case):
    seen = cases._table()[place]
    assert max(seen, key=seen.get) == case and sum(seen.values()) == pytest.approx(1)


def _against(words):
    """What the tree says against the values of each word's features."""
    return [
        {feature: dict(values) for feature, values in said}
        for said in cases.costs([Token(word.form, [word]) for word in words])
    ]


def test_the_tree_speaks_against_a_case_and_an_adjective_follows_its_noun():
    words = [
        Word(1, "حضر", "حَضَرَ", "VERB", head=0, deprel="root"),
        Word(2, "في", "فِي", "ADP", head=3, deprel="case"),
        Word(3, "اجتماع", "اِجْتِمَاع", "NOUN", feats={"Case": "Nom"}, head=1, deprel="obl"),
        Word(4, "طويل", "طَوِيل", "ADJ", feats={"Case": "Nom"}, head=3, deprel="amod"),
    ]
    against = _against(words)
    assert "cas" not in against[0] and against[1] == {}
    for costs in against[2:]:
        assert costs["cas"]["g"] < 0.1 < 1 < costs["cas"]["n"]
    assert against[3]["cas"]["n"] < against[2]["cas"]["n"]  # agreement is not so certain


@pytest.mark.parametrize(
    ("lemma", "object", "voice"), [("دَمَّرَ", True, "a"), ("دَمَّرَ", False, "p"), ("وَصَلَ", False, "a")]
)
def test_a_verb_that_wants_an_object_and_has_none_is_rather_passive(lemma, object, voice):
    words = [
        Word(1, "دمر", lemma, "VERB", head=0, deprel="root"),
        Word(2, "القصف", "قَصْف", "NOUN", head=1, deprel="nsubj"),
        Word(3, "القرية", "قَرْيَة", "NOUN", head=1, deprel="obj" if object else "obl"),
    ]
    against = _against(words)[0]["vox"]
    assert min(against, key=against.get) == voice


def test_a_verb_that_is_joined_to_a_subjunctive_is_one():
    imperfect = {"Aspect": "Imp", "Mood": "Ind"}
    words = [
        Word(1, "يريد", "أَرَادَ", "VERB", feats=imperfect, head=0, deprel="root"),
        Word(2, "أن", "أَن", "SCONJ", head=3, deprel="mark"),
        Word(3, "يذهب", "ذَهَبَ", "VERB", feats=imperfect, head=1, deprel="ccomp"),
        Word(4, "و", "و", "CCONJ", head=5, deprel="cc"),
        Word(5, "يعود", "عَادَ", "VERB", feats=imperfect, head=3, deprel="conj"),
    ]
    against = [costs.get("mod", {}) for costs in _against(words)]
    assert [min(costs, key=costs.get) for costs in against if costs] == ["i", "s", "s"]


def test_the_words_decide_on_relations_where_they_can():
    words = [
        Word(1, "حذر", "حَذَّرَ", "VERB", feats={"Voice": "Act"}, head=0, deprel="root"),
        Word(2, "المسؤول", "مَسْؤُول", "NOUN", head=1, deprel="nsubj:pass"),
        Word(3, "من", "مِنْ", "ADP", head=5, deprel="case"),
        Word(4, "أن", "أَنَّ", "SCONJ", "verb_pseudo", head=6, deprel="mark"),
        Word(5, "القتال", "قِتَال", "NOUN", head=6, deprel="nsubj"),
        Word(6, "يهدد", "هَدَّدَ", "VERB", feats={"Voice": "Act"}, head=1, deprel="ccomp"),
        Word(7, "مضيفا", "مُضِيف", "ADJ", feats={"Case": "Acc", "Definite": "Ind"}, head=1, deprel="ccomp"),
        Word(8, "الدول", "دَوْلَة", "NOUN", head=7, deprel="obl"),
        Word(9, "ب", "بِ", "ADP", head=10, deprel="case"),
        Word(10, "التدخل", "تَدَخُّل", "NOUN", head=7, deprel="obl"),
    ]
    parser.by_morphology(words)
    assert [(w.head, w.deprel) for w in words[1:4]] == [(1, "nsubj"), (6, "mark"), (6, "mark")]
    assert [w.deprel for w in words[6:]] == ["advcl:pred", "obj", "case", "obl"]


def test_what_is_joined_to_a_condition_is_its_answer():
    words = [
        Word(1, "و", "و", "CCONJ", head=3, deprel="cc"),
        Word(2, "إذا", "إِذَا", "SCONJ", "conj_sub", head=3, deprel="mark"),
        Word(3, "استمر", "اِسْتَمَرَّ", "VERB", head=0, deprel="root"),
        Word(4, "القتال", "قِتَال", "NOUN", head=3, deprel="nsubj"),
        Word(5, "ف", "ف", "CCONJ", head=6, deprel="cc"),
        Word(6, "ننسحب", "اِنْسَحَبَ", "VERB", head=3, deprel="conj"),
    ]
    parser.by_morphology(words)
    assert [w.head for w in words] == [6, 3, 6, 3, 6, 0] and words[2].deprel == "advcl"


def test_a_verb_has_one_subject_the_surest():
    names = numpy.array(["nsubj", "obj", "obl"])
    scores = numpy.array([[9, 8, 0], [9, 1, 2], [9, 0, 0]], dtype=numpy.int16)
    assert parser._chosen(scores, numpy.array([1, 1, 2]), names).tolist() == [1, 0, 0]
