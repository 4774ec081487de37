"""Lessons 01 to 05: what they count is so, and a word can be added without harm."""

import sys
import unicodedata
from pathlib import Path

import nbformat
import pytest

import khabar
from khabar.course import questions
from khabar.text.script import fold, is_arabic

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="module")
def doc():
    return khabar.article()


def spellings(doc):
    return {token.form for token in doc.tokens if is_arabic(token.form)}


COUNTED = {
    "01-letters/4": lambda doc: len(next(t.form for t in doc.tokens if t.form.startswith("تقدم"))),
    "01-letters/9": lambda doc: sum(unicodedata.combining(c) > 0 for c in doc.text),
    "02-normalize/2": lambda doc: sum(fold(form) == "ان" for form in spellings(doc)),
    "02-normalize/10": lambda doc: len(spellings(doc)) - len({fold(form) for form in spellings(doc)}),
    "03-tokenize/6": lambda doc: len(khabar.tokenize("للتسوية", "d3")),
    "03-tokenize/10": lambda doc: sum(token.is_multiword for token in doc.tokens),
    "04-root-and-pattern/10": lambda doc: sum(w.misc.get("Root") == "ح.د.ث" for w in doc.words),
    "05-ambiguity/10": lambda doc: len(khabar.analyses("وقف").drop_duplicates(["lex", "pos"])),
}


@pytest.mark.parametrize("id", COUNTED)
def test_an_answer_that_was_counted_is_what_counting_gives(id, doc):
    assert questions.same("number", COUNTED[id](doc), questions.get(id).accept[0])


def test_the_answers_that_a_program_gives_are_right(doc):
    sizes = {
        scheme: len(khabar.tokenize("ونظيره", scheme)) for scheme in ("word", "d1", "d2", "d3", "atb", "ud")
    }
    assert khabar.check("03-tokenize/11", sizes)
    (member,) = {c for c in doc.text if unicodedata.category(c) == "Lm"}
    assert khabar.check("01-letters/10", unicodedata.name(member))


def test_the_search_of_lesson_3_is_answered_as_the_schemes_answer_it(doc):
    found = [
        s for s in ("word", "d1", "d2", "d3", "atb", "ud") if "المحادثات" in khabar.tokenize(doc.text, s)
    ]
    assert khabar.check("03-tokenize/8", "d2, atb and ud") and found == ["d2", "atb", "ud"]


@pytest.fixture
def adding_a_word():
    """The names that the cells of lesson 05 define, up to the form for a new word."""
    names = {"khabar": khabar}
    for cell in nbformat.read(NOTEBOOKS / "05-ambiguity.ipynb", as_version=4).cells:
        if cell.source.startswith("import subprocess") or "def compile_verb" in cell.source:
            exec(cell.source, names)
    return names


def test_a_word_is_added_in_a_folder_of_its_own(adding_a_word):
    database = khabar.morphology.camel.EMBEDDED.database
    before = database.stat().st_mtime_ns
    mine = adding_a_word["compile_verb"]("دَرْدَشَ", "د.ر.د.ش", form="Q1", valency="i", gloss="chat")
    assert "وَسَيُدَرْدِشُونَ" in [reading["diac"] for reading in mine.analyze("وسيدردشون")]
    assert database.stat().st_mtime_ns == before
    assert Path(adding_a_word["MINE"]).is_relative_to(Path(sys.modules["tempfile"].gettempdir()))


def test_a_mistake_in_the_line_is_named(adding_a_word, capsys):
    assert adding_a_word["compile_verb"]("دَرْدَشَ", "د.ر.د.ش", form="I", gloss="chat") is None
    assert "refused: verbs.tsv:2" in capsys.readouterr().out


def test_without_the_compiler_a_sentence_says_where_there_is_one(adding_a_word, capsys):
    adding_a_word["COMPILER"] = Path("/nowhere")
    assert adding_a_word["compile_verb"]("دَرْدَشَ", "د.ر.د.ش", form="Q1") is None
    assert "no lexicon compiler" in capsys.readouterr().out
