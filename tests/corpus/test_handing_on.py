"""What is handed on is read again by a reader that is not ours; agreement by published examples."""

import json
import re
from html.parser import HTMLParser

import cassis
import conllu
import numpy as np
import pandas
import polars
import pytest
from lxml import etree
from rdflib import Graph

import khabar
from khabar.corpus import annotators, export
from khabar.text.errors import KhabarError


@pytest.fixture(scope="module")
def talk():
    return khabar.interpret(khabar.article())


def written(corpus, folder, format):
    id = corpus.documents()["id"][0]
    (path, *more) = corpus.export(folder, format, [id])
    return corpus.discourse(id), path, more


def test_conllu_is_read_by_the_conllu_library(corpus, tmp_path):
    talk, path, _ = written(corpus, tmp_path, "conllu")
    found = conllu.parse(path.read_text(encoding="utf-8"))
    assert [word["form"] for sentence in found for word in sentence if isinstance(word["id"], int)] == [
        word.form for word in talk.document.words
    ]


def test_tables_are_read_by_pandas_and_polars(corpus, tmp_path):
    talk, path, _ = written(corpus, tmp_path, "csv")
    frame = pandas.read_csv(path, keep_default_na=False)
    assert frame["form"].astype(str).tolist() == [word.form for word in talk.document.words]
    (path,) = corpus.export(tmp_path, "parquet")
    assert polars.read_parquet(path).height == int(corpus.sql("SELECT count(*) AS n FROM words")["n"][0])


def test_tei_is_read_by_lxml(corpus, tmp_path):
    talk, path, _ = written(corpus, tmp_path, "tei")
    names = {"t": "http://www.tei-c.org/ns/1.0"}
    root = etree.parse(path)
    assert len(root.findall(".//t:s", names)) == len(talk.document.sentences)


def test_web_annotations_are_read_as_linked_data_or_by_their_selectors(talk):
    page = json.loads(export.WRITERS["webannotation"](talk)[".jsonld"])
    text = talk.document.text
    for item in page["items"]:
        for target in item["target"]:
            by_type = {selector["type"]: selector for selector in target["selector"]}
            place, quote = by_type["TextPositionSelector"], by_type["TextQuoteSelector"]
            assert text[place["start"] : place["end"]] == quote["exact"]
    # The vocabulary itself stands on the network, which a test must not ask: a small one in its place.
    page["@context"] = {
        "@vocab": "http://www.w3.org/ns/oa#",
        "id": "@id",
        "type": "@type",
        "khabar": "urn:khabar:ns:",
    }
    graph = Graph().parse(data=json.dumps(page), format="json-ld")
    annotations = graph.query("SELECT ?a WHERE { ?a a <http://www.w3.org/ns/oa#Annotation> }")
    assert len(list(annotations)) == len(page["items"])


def test_a_cas_is_read_by_cassis(talk):
    cas = cassis.load_cas_from_json(export.to_cas(talk))
    assert cas.sofa_string == talk.document.text
    tokens = [token.get_covered_text() for token in cas.select(export.CAS_TOKEN)]
    assert tokens == [token.form for token in talk.document.tokens]
    cues = {span.get_covered_text() for span in cas.select(export.CAS_SPAN) if span.kind == "Cue"}
    assert cues == {talk.document.span_text(s) for a in talk.attributions for s in a.cue}


def test_brat_lines_follow_its_grammar_and_quote_the_text(talk):
    """The reader: the grammar of brat's own documentation."""
    text, lines = export.to_brat(talk)
    bound = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
    known = set()
    for line in lines.splitlines():
        if line.startswith("T"):
            id, _, places, quoted = bound.fullmatch(line).groups()
            spans = [tuple(map(int, place.split())) for place in places.split(";")]
            assert " ".join(text[start:end] for start, end in spans) == quoted
            known.add(id)
        elif line.startswith("R"):
            assert set(re.fullmatch(r"R\d+\t\w+ Arg1:(T\d+) Arg2:(T\d+)", line).groups()) <= known
        else:
            assert re.fullmatch(r"A\d+\t\w+ (T\d+) [\w+\-]+", line)[1] in known


def test_glosses_are_aligned_word_by_word(talk):
    class Reader(HTMLParser):
        items, divs = 0, 0

        def handle_starttag(self, tag, attrs):
            self.items += tag == "li"
            self.divs += tag == "div"

    page = Reader()
    page.feed(export.WRITERS["gloss-html"](talk)[".html"])
    words = [t for t in talk.document.tokens if t.words[0].upos != "PUNCT"]
    assert page.items == len(words) and page.divs == 3 * page.items
    for sentence in export.WRITERS["gloss-latex"](talk)[".tex"].split("\\begin{exe}")[1:]:
        latin, gloss = sentence.partition("\\gll ")[2].splitlines()[:2]
        # Leipzig rules 1 and 2: as many words, and in each as many clitics, above as below.
        pairs = list(zip(latin.split("} {"), gloss.split("} {"), strict=True))
        assert all(above.count("=") == below.count("=") for above, below in pairs)


def test_a_format_that_there_is_not_is_named(corpus, tmp_path):
    with pytest.raises(KhabarError, match="docx"):
        corpus.export(tmp_path, "docx")


def test_fleiss_kappa_is_the_papers_own():
    """The table that is given with Fleiss 1971 in handbooks: 10 units, 14 raters, kappa 0.210."""
    table = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    labels = [[str(value) for value, number in enumerate(row) for _ in range(number)] for row in table]
    assert annotators.agreement(pandas.DataFrame(labels))["fleiss"] == pytest.approx(0.210, abs=0.0005)


def test_krippendorffs_alpha_is_his_own():
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four observers, twelve
    units, with values missing: nominal alpha 0.743."""
    rows = [
        "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .",
    ]  # fmt: skip
    labels = pandas.DataFrame([[None if v == "." else v for v in row.split()] for row in rows]).T
    assert annotators.agreement(labels)["alpha"] == pytest.approx(0.743, abs=0.001)


def test_cohens_kappa_is_what_its_formula_gives():
    """Cohen 1960: (po - pe) / (1 - pe); 20 yes, 15 no together, 5 and 10 apart: 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert annotators.agreement(pandas.DataFrame(pairs))["cohen"] == pytest.approx(0.4)


def test_two_annotators_disagree_where_one_changed_something(corpus):
    first, second = (khabar.article() for _ in range(2))
    second.sentences[0].words[1].upos = "X"
    table = annotators.to_adjudicate({"a": first, "b": second}, ["upos", "case"])
    assert table[["layer", "a", "b"]].to_numpy().tolist() == [["upos", "NOUN", "X"]]
    frame = annotators.by_layer({"a": first, "b": second}, ["upos"])
    assert 0.9 < frame.loc["upos", "alpha"] < 1
    score = annotators.scored({"x": first}, {"x": second}, ["upos"]).loc["upos"]
    assert (
        score["words"] - score["right"] == 1
        and score["wilson_low"] < score["accuracy"] < score["wilson_high"]
    )


def test_a_sample_of_many_texts_is_laid_side_by_side_and_its_confusions_drawn(corpus):
    from khabar import plots

    sample = corpus.sample(3, seed=1)
    ra, mk = ({id: corpus[id] for id in sample} for _ in range(2))
    changed = [next(w for w in mk[id].words if w.upos == "NOUN") for id in sample[1:]]
    for word in changed:
        word.upos = "ADJ"
    differ = annotators.to_adjudicate({"ra": ra, "mk": mk}, ["upos"])
    assert differ["text"].tolist() == sample[1:] and set(differ["mk"]) == {"ADJ"}
    table = annotators.side_by_side({"ra": ra, "mk": mk}, "upos")
    assert "NOUN taken for ADJ 2" in plots.alt_text(plots.confusion(table["ra"], table["mk"]))
    with pytest.raises(KhabarError, match="same texts"):
        annotators.by_layer({"ra": ra, "mk": {sample[0]: mk[sample[0]]}})


def test_spans_agree_exactly_or_in_part():
    found = annotators.span_agreement({(1, 1, 3), (1, 5, 6), (2, 1, 1)}, {(1, 1, 3), (1, 6, 8)})
    assert found == {"exact": 2 / 5, "relaxed": 4 / 5}
    assert np.isnan(annotators.span_agreement(set(), set())["exact"])


def test_a_sample_is_the_same_for_the_same_seed(corpus):
    assert corpus.sample(5, seed=2) == corpus.sample(5, seed=2) != corpus.sample(5, seed=3)
    with pytest.raises(KhabarError, match="99"):
        corpus.sample(99)
