import pytest

import khabar
from khabar.document import Document
from khabar.errors import KhabarError


def test_a_document_agrees_with_itself():
    doc = khabar.article()
    assert all(score.f1 == 1 for score in khabar.evaluate(doc, doc).by_name.values())
    table = khabar.agreement(doc, doc)
    assert (table["agreement"] == 1).all() and table.loc["upos", "kappa"] == 1


def test_one_wrong_tag_costs_one_word():
    doc, other = khabar.article(), khabar.article()
    other.words[0].upos = "NOUN"
    other.words[1].misc["Vform"] = "وِزَارَةِ"
    scores = khabar.evaluate(doc, other)
    assert scores.upos.f1 == pytest.approx(1 - 1 / len(doc.words))
    assert scores.vocalisation.f1 == pytest.approx(1 - 1 / len(doc.words))
    assert scores.lemmas.f1 == 1
    assert khabar.agreement(doc, other).loc["upos", "kappa"] < 1


def test_other_texts_are_refused():
    doc = khabar.article()
    with pytest.raises(KhabarError, match="not over the same text"):
        khabar.evaluate(doc, Document(doc.sentences[:1]))
    with pytest.raises(KhabarError, match="two documents or two discourses"):
        khabar.evaluate(doc, khabar.interpret(doc))


def test_attribution_is_scored_by_exact_and_by_overlapping_spans():
    talk, other = khabar.interpret(khabar.article()), khabar.interpret(khabar.article())
    assert khabar.evaluate(talk, other).attribution_exact.f1 == 1
    paragraph, first, last = other.attributions[0].content[0]
    other.attributions[0].content = [(paragraph, first, last - 1)]
    scores = khabar.evaluate(talk, other)
    assert scores.attribution_content_exact.f1 < 1
    assert scores.attribution_content_overlap.f1 == 1
    other.attributions.pop()
    assert khabar.evaluate(talk, other).attribution_cue_exact.recall < 1
