import re
from xml.etree import ElementTree

import pytest

import khabar
from khabar.text.document import ARTICLE, Document
from khabar.text.errors import ConlluError

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


@pytest.mark.parametrize("name", ["a", "b"])
def test_any_conllu_is_given_back_byte_for_byte(name):
    path = ARTICLE.parents[2] / "annotation" / "passes" / f"{name}.conllu"
    assert Document.from_conllu(path).to_conllu().encode() == path.read_bytes()


def test_what_is_read_is_given_back_too():
    text = khabar.read("قالت وزارة الخارجية، اليوم، إنها سترد.\n\nلن ينسحبوا منها.").to_conllu()
    assert Document.from_conllu(text).to_conllu() == text


def test_a_table_has_a_row_a_word():
    doc = khabar.article()
    table = doc.to_frame()
    assert len(table) == len(doc.words)
    assert set(table["source"]) == {"gold"}
    assert table.loc[0, ["form", "lemma", "Vform"]].tolist() == ["قالت", "قَالَ", "قَالَتْ"]


def test_the_table_is_tidy():
    doc = khabar.article()
    table = doc.to_frame()
    assert table.columns.is_unique
    assert not table.duplicated(["sent_id", "id"]).any()
    assert {"Case", "Definite", "Gender", "Number", "Mood", "Gloss", "Root", "I3rab"} <= set(table.columns)
    # One value a cell, and what a word has not is missing, not an empty text.
    assert not table.map(lambda cell: isinstance(cell, list | dict | set) or cell == "").any(axis=None)
    places = table[["paragraph", "position", "token"]].drop_duplicates()
    assert len(places) == len(doc.tokens)
    assert [doc.token(p, n).form for p, n in zip(places.paragraph, places.position, strict=True)] == list(
        places.token
    )
    word = table[table.form == "يحرزا"].iloc[0]
    assert word[["Mood", "Number", "upos"]].tolist() == ["Sub", "Dual", "VERB"]


# TEI P5: what each element may hold, of the elements that are written, and its attributes
# (att.global, att.linguistic). The whole of tei_all.rng 4.3.0 agrees; it is not installed here.
TEI = {
    "TEI": (["teiHeader", "text"], set()),
    "teiHeader": (["fileDesc"], set()),
    "fileDesc": (["titleStmt", "publicationStmt", "sourceDesc"], set()),
    "titleStmt": (["title"], set()),
    "publicationStmt": (["p"], set()),
    "sourceDesc": (["p"], set()),
    "title": ([], set()),
    "text": (["body"], {"{http://www.w3.org/XML/1998/namespace}lang"}),
    "body": (["p"], set()),
    "p": (["s"], {"n"}),
    "s": (["w", "pc"], {"n"}),
    "w": (["w", "pc"], {"lemma", "pos", "msd", "join", "norm", "orig"}),
    "pc": ([], {"pos", "msd", "join"}),
}
ONCE = ("TEI", "teiHeader", "fileDesc", "titleStmt", "publicationStmt", "sourceDesc", "text")


@pytest.mark.parametrize("text", [None, 'قال Obama 😀 في 10/2 إن "وال" ﷺ سيكتبونها <b>\x07.'])
def test_tei_is_built_as_p5_allows(text):
    tei = ElementTree.fromstring((khabar.read(text) if text else khabar.article()).to_tei())
    for element in tei.iter():
        namespace, tag = element.tag[1:].split("}")
        assert namespace == "http://www.tei-c.org/ns/1.0"
        children = [child.tag.split("}")[1] for child in element]
        allowed, attributes = TEI[tag]
        if tag in ONCE:
            assert children == allowed
        assert set(children) <= set(allowed), tag
        assert set(element.attrib) <= attributes, tag
        # teidata.word and teidata.enumerated: no spaces
        assert all(value and not re.search(r"\s", value) for name, value in element.items() if name != "n")
        assert element.get("join", "right") == "right"


def test_tei_holds_each_token_once():
    doc = khabar.article()
    tei = ElementTree.fromstring(doc.to_tei())
    ns = {"t": "http://www.tei-c.org/ns/1.0"}
    assert len(tei.findall(".//t:body/t:p", ns)) == 11
    tokens = [e for s in tei.findall(".//t:s", ns) for e in s]
    assert len(tokens) == 425
    inner = [e for e in tei.iter() if e.tag.endswith(("}w", "}pc")) and not len(e)]
    assert [e.text for e in inner] == [word.form for word in doc.words]
    assert [e.get("lemma") for e in inner if e.tag.endswith("}w")] == [
        word.lemma for word in doc.words if word.upos != "PUNCT"
    ]
    # The text comes back from the tokens and what joins them.
    spelt = "".join((e.get("orig") or e.text) + ("" if e.get("join") else " ") for e in tokens)
    assert spelt.split() == doc.text.split()


def test_tei_of_hostile_text_is_well_formed():
    doc = khabar.read("قال <script>alert(1)</script> & \x07 حلب")
    ElementTree.fromstring(doc.to_tei())


def test_tei_of_hostile_annotation_is_well_formed():
    text = '# sent_id = \x01<\n# text = ab\n1\ta\x07b\tl\x08"\tX\t_\tA=B\t0\troot\t_\tVform=a\x0b&\n\n'
    tei = ElementTree.fromstring(Document.from_conllu(text).to_tei())
    (word,) = [e for e in tei.iter() if e.tag.endswith("}w")]
    assert word.attrib == {"pos": "X", "lemma": 'l\ufffd"', "msd": "A=B", "norm": "a\ufffd&"}


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
