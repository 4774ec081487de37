from xml.etree import ElementTree

import pytest

import khabar
from khabar.document import ARTICLE, Document
from khabar.errors import ConlluError

LINES = (ARTICLE / "article.conllu").read_text(encoding="utf-8").split("\n")


def broken(line: int, replace: str, by: str) -> str:
    """The article with one replacement in one line (1-based)."""
    lines = list(LINES)
    assert replace in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(replace, by, 1)
    return "\n".join(lines)


def test_the_article_is_all_there():
    doc = khabar.article()
    assert doc.text == (ARTICLE / "article.txt").read_text(encoding="utf-8")
    assert (len(doc.paragraphs), len(doc.tokens)) == (11, 425)


def test_conllu_is_given_back_byte_for_byte():
    text = (ARTICLE / "article.conllu").read_bytes()
    assert khabar.article().to_conllu().encode() == text


def test_offsets_and_spans_are_those_of_the_text():
    doc = khabar.article()
    assert doc.span_text((2, 11, 13)) == '"رويترز"'
    start, end = doc.offsets[2, 12]
    assert doc.text[start:end] == "رويترز"


def test_a_table_has_a_row_a_word():
    doc = khabar.article()
    table = doc.to_frame()
    assert len(table) == len(doc.words)
    assert set(table["source"]) == {"gold"}
    assert table.loc[0, ["form", "lemma", "Vform"]].tolist() == ["قالت", "قَالَ", "قَالَتْ"]


def test_tei_holds_each_token_once():
    doc = khabar.article()
    tei = ElementTree.fromstring(doc.to_tei())
    ns = {"t": "http://www.tei-c.org/ns/1.0"}
    assert len(tei.findall(".//t:body/t:p", ns)) == 11
    tokens = [e for s in tei.findall(".//t:s", ns) for e in s]
    assert len(tokens) == 425
    inner = [e for e in tei.iter() if e.tag.endswith(("}w", "}pc")) and not len(e)]
    assert [e.text for e in inner] == [word.form for word in doc.words]


def test_tei_of_hostile_text_is_well_formed():
    doc = khabar.read("قال <script>alert(1)</script> & \x07 حلب")
    ElementTree.fromstring(doc.to_tei())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (broken(6, "\t", " "), r"line 6: 9 columns"),
        (broken(7, "2\t", "3\t"), r"line 7: the id is 3, but the next word is 2"),
        (broken(7, "\t1\tnsubj", "\t99\tnsubj"), r"line 7: the head is 99"),
        (broken(7, "\t1\tnsubj", "\tx\tnsubj"), r"line 7: the head 'x' is no number"),
        (broken(7, "Case=Nom", "Case"), r"line 7: the feature 'Case' has no value"),
        ("", "holds no sentence|cannot be read"),
        ("\n\n", "holds no sentence"),
    ],
)
def test_broken_conllu_is_refused_with_its_line(text, says):
    with pytest.raises(ConlluError, match=says):
        Document.from_conllu(text)


def test_a_document_can_be_read_from_text_path_and_file():
    path = ARTICLE / "article.conllu"
    with path.open(encoding="utf-8") as file:
        documents = [Document.from_conllu(path), Document.from_conllu(str(path)), Document.from_conllu(file)]
    assert len({doc.to_conllu() for doc in documents}) == 1
