"""Other people's CoNLL-U: given back byte for byte, or refused with the line that is wrong."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar
from khabar.text.conllu import in_circles
from khabar.text.document import Document
from khabar.text.errors import ConlluError, KhabarError
from khabar.widgets import Tree

ROOT = Path(__file__).parents[2]


def row(id, form, head="0", rel="root", upos="NOUN", feats="_", deps="_", misc="_", lemma="_"):
    return "\t".join([str(id), form, lemma, upos, "_", feats, str(head), rel, deps, misc]) + "\n"


# --- what the format allows --------------------------------------------------------------

OTHERS = {
    "empty nodes, also before the first word and twice": "# text = قرأ كتابا\n"
    + row("0.1", "_", "_", "_", deps="1:conj")
    + row(1, "قرأ", deps="0:root|1.2:obj")
    + row("1.1", "هو", "_", "_", "PRON", deps="1:nsubj", misc="Understood=Yes")
    + row("1.2", "_", "_", "_", deps="1:obj")
    + row(2, "كتابا", 1, "obj", deps="1.2:obj:enh")
    + "\n",
    "empty nodes at and inside a range": row("0.1", "_", "_", "_")
    + row("1-2", "وقرأ", "_", "_", "_", "Typo=Yes", misc="Gloss=a=b|SpaceAfter=No")
    + row(1, "و", 2, "cc")
    + row("1.1", "_", "_", "_")
    + row(2, "قرأ")
    + row("2.1", "_", "_", "_")
    + row("3-3", "كتب", "_", "_", "_")
    + row(3, "كتب", 2)
    + "\n",
    "comments of every kind": "# note = one\n# note = two\n#nospace\n#\n#  wide   =  spaces \n# a = b = c\n"
    "# text = قرأ\n# global.columns = ID FORM\n" + row(1, "قرأ") + "\n",
    "MISC as it comes": row(1, "قرأ", misc="Ref=http://a.b/?q=1&p=2|Flag|Empty=|Twice=1|Twice=2|=|a||b")
    + "\n",
    "Stanza": "# text = وقرأ.\n# sent_id = 0\n# constituency = (ROOT (S قرأ))\n"
    + row("1-2", "وقرأ", "_", "_", "_", misc="start_char=0|end_char=4|ner=O|SpaceAfter=No")
    + row(1, "و", 2, "cc", "CCONJ")
    + row(2, "قرأ", misc="multi_ner=O")
    + row(3, ".", 2, "punct", misc="start_char=4|end_char=5|SpacesAfter=\\n")
    + "\n",
    "UDPipe": "# generator = UDPipe 2, https://lindat.mff.cuni.cz/services/udpipe\n# udpipe_model = arabic-padt\n"
    "# newdoc\n# newpar\n# sent_id = 1\n# text = قرأ\n"
    + row(1, "قرأ", misc="SpacesBefore=\\s\\s|TokenRange=0:3|SpacesAfter=\\r\\n\\t")
    + "\n",
    "CamelParser": "# text = وقرأ الكتاب\n# treeTokens = و+ قرأ الكتاب\n"
    + row(1, "و+", 2, "MOD", "PRT", "ud=CCONJ|pos=conj")
    + row(2, "قرأ", 0, "---", "VRB", "ud=VERB|pos=verb|stt=na")
    + row(3, "الكتاب", 2, "OBJ", "NOM", "ud=NOUN|pos=noun|prc0=Al_det")
    + "\n",
    "a document with paragraphs": "".join(
        f"# newpar id = p{n}\n# sent_id = {n}\n# text = قرأ\n" + row(1, "قرأ") + "\n" for n in (1, 2, 3)
    ),
    "forms and lemmas with spaces, and underscores": row(1, "10 000", lemma="10 000")
    + row(2, "_", 1, lemma="_")
    + "\n",
    "DEPS that are no list": row(1, "قرأ", deps="root") + "\n",
    "two roots, no head": row(1, "قرأ") + row(2, "كتب") + row(3, "هنا", "_", "_") + "\n",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_what_the_format_allows_is_given_back_and_used(text):
    doc = Document.from_conllu(text)
    assert doc.to_conllu() == text
    assert len(doc.offsets) == len(doc.tokens)
    assert all(doc.text[slice(*doc.offsets[t.paragraph, t.position])] == t.form for t in doc.tokens)
    repr(doc), doc.to_tei(), doc.to_frame(), Tree(doc, 0).to_html()


def test_paragraphs_open_with_and_without_ids():
    assert len(Document.from_conllu(OTHERS["a document with paragraphs"]).paragraphs) == 3


def test_what_was_changed_is_written_and_nothing_else():
    doc = Document.from_conllu(OTHERS["empty nodes at and inside a range"] + OTHERS["comments of every kind"])
    word = doc.sentences[0].words[1]
    word.misc["Vform"], word.feats["Number"], word.head, word.deps = "قَرَأَ", "Sing", 3, [("obj", "1.1")]
    doc.sentences[1].comments["note"] = "changed"
    doc.sentences[1].comments["new"] = None
    text = doc.to_conllu()
    assert "2\tقرأ\t_\tNOUN\t_\tNumber=Sing\t3\troot\t1.1:obj\tVform=قَرَأَ\n" in text
    assert "# note = changed\n#nospace\n#\n" in text and "# new\n1\t" in text and "two" not in text
    assert "Typo=Yes" in text and text.count(".1\t") == 3


def test_byte_order_marks_line_ends_and_a_missing_last_line_are_mended(tmp_path):
    text = "# text = قرأ\n" + row(1, "قرأ") + "\n"
    for odd in (
        "\ufeff" + text,
        text.replace("\n", "\r\n"),
        text.rstrip("\n"),
        text[:-1],
        "\n" + text + "\n\n",
    ):
        path = tmp_path / "a.conllu"
        path.write_bytes(odd.encode())
        with path.open("rb") as binary, path.open(encoding="utf-8", newline="") as file:
            documents = [Document.from_conllu(each) for each in (odd, odd.encode(), path, binary, file)]
        assert {doc.to_conllu() for doc in documents} == {text}


TREEBANKS = sorted(path for place in ("toolkit", "benchmarks") for path in (ROOT / place).rglob("*.conllu"))


@pytest.mark.parametrize("path", TREEBANKS, ids=lambda path: path.name)
def test_every_treebank_here_is_given_back(path):
    assert Document.from_conllu(path).to_conllu().encode() == path.read_bytes()


def test_columns_of_the_table_are_not_overwritten():
    text = row(1, "قرأ", feats="Number=Sing|upos=x", misc="form=x|head=9|Number=Plur|Gloss=read") + "\n"
    first = Document.from_conllu(text).to_frame().iloc[0]
    assert first[["form", "head", "upos", "Number", "Gloss"]].tolist() == ["قرأ", 0, "NOUN", "Sing", "read"]
    assert first[["misc:form", "misc:head", "misc:Number", "feats:upos"]].tolist() == ["x", "9", "Plur", "x"]


# --- what it forbids -----------------------------------------------------------------------

FORBIDDEN = {
    "line 3: the range 2-3 overlaps the one that ends at 2": row("1-2", "وقرأ")
    + row(1, "و", 2) + row("2-3", "قرأه") + row(2, "قرأ") + row(3, "ه", 2),
    "line 2: the range 1-1 overlaps": row("1-2", "ab") + row("1-1", "a") + row(1, "a") + row(2, "b", 1),
    "line 1: the range 2-1 does not begin": row("2-1", "ab") + row(1, "a"),
    "line 2: a multiword range ends at 5": row("1-5", "ab") + row(1, "a"),
    "line 1: the heads close a circle through word 1": row(1, "a", 2) + row(2, "b", 1) + row(3, "c"),
    "line 3: the heads close a circle through word 2 ": "# x\n" + row(1, "a") + row(2, "b", 2),
    "line 2: the id is 3, but the next word is 2": row(1, "a") + row(3, "b", 1),
    "line 2: the id is 1, but": row(1, "a") + row(1, "b"),
    "line 1: the id '01' is no number": row("01", "a"),
    "line 1: the id '١' is no number": row("١", "a"),
    "line 1: the head '²' is no number": row(1, "a", "²"),
    "line 1: the head '-1' is no number": row(1, "a", "-1"),
    "line 2: the id of the empty node is 1.2, but the next is 1.1": row(1, "a") + row("1.2", "b", "_"),
    "line 1: the id of the empty node is 5.1": row("5.1", "a", "_") + row(1, "b"),
    "line 1: FEATS is empty": row(1, "a", feats=""),
    "line 1: FORM is empty": row(1, ""),
    "line 1: UPOS is empty": row(1, "a", upos=" "),
    "line 1: the feature Case stands there twice": row(1, "a", feats="Case=Nom|Case=Acc"),
    "line 3: a comment without a sentence": row(1, "a") + "\n# end\n",
    "line 1: a comment without a sentence": "# lonely\n\n" + row(1, "a"),
    "line 2: a comment stands between": row(1, "a") + "# x\n" + row(2, "b", 1),
    "line 1: half a character": row(1, "a\ud800"),
    "line 1: 2 columns instead of 10": "1\ta\n",
}  # fmt: skip


@pytest.mark.parametrize("says", FORBIDDEN)
def test_what_the_format_forbids_is_named_with_its_line(says):
    with pytest.raises(ConlluError) as error:
        Document.from_conllu(FORBIDDEN[says] + "\n")
    assert says in str(error.value)


@pytest.mark.parametrize("nothing", [None, b"x", 3, b"\xff\t", "no\0name", [], Path("/")])
def test_what_is_no_source_is_refused(nothing):
    with pytest.raises(ConlluError):
        Document.from_conllu(nothing)


def test_a_closed_file_and_one_of_another_encoding_are_refused(tmp_path):
    path = tmp_path / "old.conllu"
    path.write_bytes(row(1, "قرأ").encode("cp1256"))
    with path.open(encoding="utf-8") as file, pytest.raises(ConlluError, match="not UTF-8"):
        Document.from_conllu(file)
    with pytest.raises(ConlluError, match="cannot be read"):
        Document.from_conllu(file)


@pytest.mark.parametrize("exercise", [True, False])
def test_a_tree_bears_a_circle(exercise):
    """A document that was changed in memory can have what no file may have."""
    doc = Document.from_conllu("".join(row(n, "قرأ", n and 1 if n > 1 else 0) for n in range(1, 6)) + "\n")
    words = doc.sentences[0].words
    words[0].head, words[1].head, words[2].head = 2, 3, 1
    assert in_circles({word.id: word.head for word in words}) == {1, 2, 3}
    tree = Tree(doc, 0, exercise=exercise)
    tree.checked = {str(n): {"head": head} for n in range(1, 6) for head in range(6)}
    assert tree.to_html().count("<li>") == 5


def test_the_scorer_says_that_deps_are_broken():
    doc = Document.from_conllu("# text = قرأ\n" + row(1, "قرأ", deps="root") + "\n")
    with pytest.raises(KhabarError, match="DEPS"):
        khabar.evaluate(doc, doc)


# --- generated documents -------------------------------------------------------------------

_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"], exclude_characters="|=_#"), min_size=1
)
_ITEM = st.one_of(_TEXT, st.tuples(_TEXT, st.text("ab=&?/:é ه", max_size=6)).map("=".join))
_MISC = st.one_of(st.just("_"), st.lists(_ITEM, min_size=1, max_size=4).map("|".join))
_FEATS = st.one_of(
    st.just("_"),
    st.dictionaries(_TEXT, _TEXT, min_size=1, max_size=3).map(lambda d: "|".join(map("=".join, d.items()))),
)


@st.composite
def sentences(draw):
    count = draw(st.integers(1, 8))
    lines = [
        f"#{draw(st.sampled_from(['', ' ', '  ']))}{draw(_ITEM)}\n" for _ in range(draw(st.integers(0, 4)))
    ]
    inside = 0
    for number in range(count + 1):
        if number:
            if number > inside and draw(st.booleans()):
                inside = draw(st.integers(number, count))
                lines.append(
                    row(f"{number}-{inside}", draw(_TEXT), "_", "_", "_", draw(_FEATS), misc=draw(_MISC))
                )
            head = draw(st.one_of(st.just("_"), st.integers(0, number - 1)))
            deps = draw(st.sampled_from(["_", "0:root", "1:obj|0.1:nsubj:x", "root"]))
            lines.append(row(number, draw(_TEXT), head, feats=draw(_FEATS), deps=deps, misc=draw(_MISC)))
        for place in range(1, draw(st.integers(1, 3))):
            lines.append(row(f"{number}.{place}", "_", "_", "_", feats=draw(_FEATS), misc=draw(_MISC)))
    return "".join(lines) + "\n"


@settings(max_examples=150, deadline=None)
@given(st.lists(sentences(), min_size=1, max_size=3).map("".join))
def test_any_document_is_given_back(text):
    doc = Document.from_conllu(text)
    assert doc.to_conllu() == text
    assert len(doc.offsets) == len(doc.tokens)


@settings(max_examples=200, deadline=None)
@given(st.lists(sentences(), min_size=1, max_size=2).map("".join), st.data())
def test_a_damaged_document_is_read_or_refused_in_a_sentence(text, data):
    lines = text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    columns = lines[at].split("\t")
    column = data.draw(st.integers(0, len(columns) - 1))
    columns[column] = data.draw(
        st.sampled_from(["", "0", "-1", "1-2", "2.1", "9", "1\t1", "#", " ", "\ufeff", "x|y"])
    )
    try:
        doc = Document.from_conllu("\n".join([*lines[:at], "\t".join(columns), *lines[at + 1 :], ""]))
    except ConlluError:
        return
    repr(doc), doc.to_tei(), doc.to_frame(), doc.offsets
