"""What the lessons say of the article is checked against its annotation."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

import khabar
from khabar.course import questions
from khabar.discourse.model import AUTHOR, Discourse, speakers
from khabar.text.script import bare

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))
# A word in bold is the one that the exercise asks for, an ellipsis a gap: both end a fragment.
GAP = re.compile(r"<b>.*?</b>|…")
VOCALISED = re.compile(r'<p lang="ar" dir="rtl"[^>]*>(.*?)</p>')


@pytest.fixture(scope="module")
def doc():
    return khabar.article()


@pytest.fixture(scope="module")
def talk(doc):
    return khabar.interpret(doc)


def squeezed(text):
    """The letters alone: the vocalised forms have one orthography, the article its own."""
    return re.sub(r"[\s\u0640]+", "", bare(text))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_quoted_passage_stands_in_the_article_with_these_vowels(path, doc):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    whole = squeezed(" ".join(token.vform for token in doc.tokens))
    forms = {token.vform for token in doc.tokens}
    for passage in VOCALISED.findall(prose):
        for fragment in GAP.split(passage):
            assert squeezed(fragment) in whole, fragment
            words = re.findall(r"[\u0621-\u0655\u0670\u0671]+", fragment)
            assert not [word for word in words if word not in forms], fragment


def one_day(entity):
    return re.fullmatch(r"\d{4}-\d\d-\d\d", entity.iso or "")


COUNTED = {
    "06-tagging/8": lambda doc, talk: (
        100 * sum(w.upos == "NOUN" for w in doc.words) / sum(w.upos != "PUNCT" for w in doc.words)
    ),
    "07-syntax/9": lambda doc, talk: sum(w.feats.get("Voice") == "Pass" for w in doc.words),
    "08-reference/9": lambda doc, talk: sum(e.type == "DATE" and bool(one_day(e)) for e in talk.entities),
    "10-framing/10": lambda doc, talk: 100 * Counter(speakers(talk).values())[AUTHOR] / len(speakers(talk)),
}


@pytest.mark.parametrize("id", COUNTED)
def test_an_answer_that_was_counted_is_what_counting_gives(id, doc, talk):
    assert questions.same("number", COUNTED[id](doc, talk), questions.get(id).accept[0])


def test_the_sample_and_its_annotations_are_over_one_text():
    words = khabar.Document.from_conllu(NOTEBOOKS / "sample.conllu")
    assert words.text == (NOTEBOOKS / "sample.txt").read_text(encoding="utf-8").rstrip("\n")
    page = json.loads((NOTEBOOKS / "sample.jsonld").read_text(encoding="utf-8"))
    talk = Discourse.from_jsonld(page, words)
    silent = sum(not a.source for a in talk.attributions)
    assert questions.get("11-your-article/8").accept == [silent]
