"""Trees, and how sure a word is, of a text of one's own."""

import subprocess
import sys
from pathlib import Path

import khabar
from khabar.syntax.parser import is_tree, vote
from khabar.syntax.valid import make_valid
from khabar.text.document import Word

TEXT = "أعلنت الوزارة أن المحادثات التي بدأت أمس في جنيف كانت مفيدة، وقال الوزير: «لن نتراجع عن موقفنا»."


def test_every_word_has_one_head_and_the_tree_passes_the_validator(tmp_path):
    document = khabar.read(TEXT + "\n" + khabar.article().text)
    for sentence in document.sentences:
        assert is_tree([word.head for word in sentence.words])
    path = tmp_path / "read.conllu"
    path.write_text(document.to_conllu(), encoding="utf-8")
    validate = Path(sys.executable).with_name("udvalidate")
    found = subprocess.run([validate, "--lang", "ar", "--level", "5", path], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_first_verb_is_the_root_and_its_subject_hangs_from_it():
    words = khabar.read("أعلنت الوزارة نتائج المحادثات.").sentences[0].words
    assert [(w.form, w.head, w.deprel) for w in words][:2] == [("أعلنت", 0, "root"), ("الوزارة", 1, "nsubj")]


def test_sure_is_a_probability_and_a_doubt_has_a_reason():
    words = [w for w in khabar.read(TEXT).words if w.upos != "PUNCT"]
    assert all(0 < float(w.misc["Sure"]) < 1 for w in words)
    unknown = next(w for w in khabar.read("قال زكنبرتول إن الوضع خطير.").words if w.source == "backoff")
    assert unknown.misc["Why"] == "word:unknown" and float(unknown.misc["Sure"]) < 0.9


def test_most_models_win_and_a_circle_never_does():
    assert vote([[(2, "a"), (0, "root")], [(0, "root"), (1, "b")], [(2, "c"), (0, "root")]])[0] == [
        (2, "a"),
        (0, "root"),
    ]
    circle = vote(
        [
            [(2, "a"), (3, "b"), (0, "root")],
            [(0, "root"), (3, "b"), (1, "c")],
            [(2, "a"), (0, "root"), (1, "c")],
        ]
    )
    assert is_tree([head for head, _ in circle[0]])


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
