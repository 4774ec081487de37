"""The gold discourse annotation: how it is built, and the file that it is kept in."""

import importlib.util
import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

import khabar
from khabar.discourse.model import NAMESPACE, Discourse
from khabar.text.document import ARTICLE
from khabar.text.errors import DataError, KhabarError

ANNOTATION = Path(__file__).parents[2] / "toolkit" / "annotation"
IRI = re.compile(r"urn:khabar:khabar:\w+(#data)?$")


@pytest.fixture(scope="module")
def builder():
    spec = importlib.util.spec_from_file_location("discourse_builder", ANNOTATION / "discourse.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page():
    return json.loads((ARTICLE / "discourse.json").read_text(encoding="utf-8"))


def test_the_gold_is_what_the_passes_and_the_decisions_give(builder, page):
    assert builder.build(khabar.article()).to_jsonld() == page


def test_each_difference_between_the_passes_is_decided_with_a_reason(builder):
    doc = khabar.article()
    decided = Counter()
    for row in builder.decisions():
        assert row["reason"]
        for a, b in builder.zip_longest(row["a"].split(), row["b"].split(), fillvalue=""):
            decided[row["layer"], a, b, row["field"]] += 1
    assert max(decided.values()) == 1
    added = {(layer, b) for layer, a, b, field in decided if a and b and field == "item"}
    for layer, a, b, field, _, _ in builder.differences(builder.read("a", doc), builder.read("b", doc)):
        assert (layer, a, b, field) in decided or (layer, b) in added, (layer, a, b, field)


def test_the_passes_agree_as_the_guide_says(builder):
    doc = khabar.article()
    table = khabar.agreement(builder.read("a", doc), builder.read("b", doc))
    guide = (ANNOTATION.parents[1] / "docs" / "annotation.md").read_text(encoding="utf-8")
    for row in table.itertuples():
        kappa = "–" if row.kappa != row.kappa else f"{row.kappa:.3f}"
        assert f"| {row.Index} | {row.items} | {row.agreement:.3f} | {kappa} |" in guide


def test_every_target_quotes_the_article(page):
    text = (ARTICLE / "article.txt").read_text(encoding="utf-8")
    for annotation in page["items"]:
        for target in annotation["target"]:
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])


def test_the_file_is_a_web_annotation_page(page):
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["@context"][1]["khabar"] == NAMESPACE
    assert page["type"] == "AnnotationPage" and IRI.match(page["id"])
    ids = [annotation["id"] for annotation in page["items"]]
    assert len(set(ids)) == len(ids)
    references = {key for key in page["@context"][1] if key != "khabar"}
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation" and IRI.match(annotation["id"]) and annotation["target"]
        data, *texts = annotation["body"]
        assert IRI.match(data["id"]) and data["type"][0] == "Dataset"
        assert all(key in ("id", "type") or key.startswith("khabar:") for key in data)
        for key in references & data.keys():
            named = data[key] if isinstance(data[key], list) else [data[key]]
            assert set(named) <= set(ids)
        for text in texts:
            assert text["type"] == "TextualBody" and text["value"] and text["language"] in ("ar", "en")
        for target in annotation["target"]:
            assert target["type"] == "SpecificResource" and target["source"] == "urn:khabar:khabar"


def test_the_file_is_given_back_unchanged(page):
    assert Discourse.from_jsonld(page, khabar.article()).to_jsonld() == page


def test_a_quotation_that_the_text_does_not_have_is_refused(page):
    broken = json.loads(json.dumps(page))
    broken["items"][0]["target"][0]["selector"][0]["start"] += 1
    with pytest.raises(DataError, match="The annotation quotes"):
        Discourse.from_jsonld(broken, khabar.article())


TEXT = "أعلنت الوزارة أن المحادثات مستمرة. وقال الوزير إن الوفد غادر."


@pytest.fixture(scope="module")
def own():
    doc = khabar.read(TEXT, id="my text: 1/2")
    return doc, khabar.interpret(doc).to_jsonld()


def test_the_annotation_of_a_text_of_ones_own_names_that_text(own):
    doc, found = own
    assert {t["source"] for item in found["items"] for t in item["target"]} == {
        "urn:khabar:my%20text%3A%201%2F2"
    }
    assert not any(" " in item["id"] for item in found["items"])
    assert Discourse.from_jsonld(found, doc).to_jsonld() == found


def without(kind):
    def strip(target):
        target["selector"] = next(each for each in target["selector"] if each["type"] != kind)

    return strip


@pytest.mark.parametrize(
    "change",
    [
        lambda target: target["selector"].reverse(),
        without("TextQuoteSelector"),
        without("TextPositionSelector"),
    ],
)
def test_selectors_are_read_in_any_order_and_one_is_enough(own, change):
    doc, found = own
    page = json.loads(json.dumps(found))
    for item in page["items"]:
        for target in item["target"]:
            change(target)
        if len(item["target"]) == 1:
            item["target"] = item["target"][0]
    assert Discourse.from_jsonld(page, doc).to_jsonld() == found


@pytest.mark.parametrize(
    "page",
    [
        {}, [], None, "x", {"items": None}, {"items": [None]}, {"items": {"id": "a"}}, {"items": [{"body": []}]},
        {"items": [{"id": "urn:a", "body": {"type": "TextualBody", "value": "x"}, "target": "http://a.b"}]},
        {"items": [{"id": 1, "body": [{"type": ["Dataset", "khabar:Entity"], "khabar:odd": 1}], "target": []}]},
    ],
)  # fmt: skip
def test_pages_of_other_tools_are_refused_in_a_sentence(own, page):
    with pytest.raises(DataError):
        Discourse.from_jsonld(page, own[0])


def test_a_day_may_come_with_its_hour_and_what_is_no_document_is_refused():
    doc = khabar.read("أعلنت وزارة الخارجية الروسية أمس الأحد أن المحادثات مستمرة.")
    entities = khabar.interpret(doc, datetime(2016, 10, 3, 8)).entities
    assert [each.iso for each in entities if each.type == "DATE"] == ["2016-10-02"]
    for wrong in (lambda: khabar.interpret(TEXT), lambda: khabar.interpret(doc, "2016-10-03")):
        with pytest.raises(KhabarError):
            wrong()
