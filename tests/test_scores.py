import copy

import pytest

import khabar
from khabar.text.document import Document
from khabar.text.errors import KhabarError


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
    with pytest.raises(KhabarError, match="two documents, two discourses or two files"):
        khabar.agreement(doc, khabar.interpret(doc))
    # Some words of the other text stand by chance where the article has them.
    with pytest.raises(KhabarError, match="not over the same text"):
        khabar.agreement(doc, khabar.read("قالت وزارة الخارجية إن الحوار مستمر."))


def test_scores_can_be_copied_and_name_what_there_is():
    doc = khabar.article()
    scores = copy.deepcopy(khabar.evaluate(doc, doc))
    assert scores.upos == scores["upos"]
    with pytest.raises(AttributeError, match="There is no score 'bleu': tokens"):
        scores.bleu  # noqa: B018


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


def test_each_name_is_scored_with_its_type():
    talk, other = khabar.interpret(khabar.article()), khabar.interpret(khabar.article())
    other.entities[0].type = "LOC"
    scores = khabar.evaluate(talk, other)
    assert scores.entities_exact.precision == scores.entities_overlap.f1 == 1 - 1 / len(talk.entities)


def test_as_many_items_as_possible_are_paired():
    # The first of the two relations overlaps with both of the other annotator's.
    talk, other = khabar.interpret(khabar.article()), khabar.interpret(khabar.article())
    outer, inner = talk.attributions[:2]
    outer.content, inner.content = [(1, 1, 20)], [(1, 1, 5)]
    talk.attributions, other.attributions = [outer, inner], other.attributions[:2]
    other.attributions[0].content, other.attributions[1].content = [(1, 1, 5)], [(1, 10, 20)]
    assert khabar.evaluate(talk, other).attribution_content_overlap.f1 == 1


def test_a_source_that_is_not_expressed_may_be_given_as_its_antecedent():
    talk, other = khabar.interpret(khabar.article()), khabar.interpret(khabar.article())
    added = next(a for a in other.attributions if other.text(a.cue) == "وأضافت")
    added.source, added.antecedent = added.antecedent, []
    assert khabar.evaluate(talk, other).attribution_exact.f1 == 1
    added.source = [(1, 13, 14)]
    assert khabar.evaluate(talk, other).attribution_overlap.f1 < 1


def test_agreement_on_a_discourse_counts_what_both_mark_and_how():
    talk, other = khabar.interpret(khabar.article()), khabar.interpret(khabar.article())
    other.rhetoric = other.rhetoric[:-1]
    other.events[0].factuality = "Uu"
    table = khabar.agreement(talk, other)
    n, m = len(talk.rhetoric), len(talk.events)
    assert table.loc["rhetoric", "agreement"] == pytest.approx(2 * (n - 1) / (2 * n - 1))
    assert table.loc["events: factuality", "agreement"] == pytest.approx(1 - 1 / m)
    assert table.loc["attributions: mode", "kappa"] == 1 > table.loc["events: factuality", "kappa"]
    with pytest.raises(KhabarError, match="two documents, two discourses or two files"):
        khabar.agreement(talk, talk.document)
    with pytest.raises(KhabarError, match="not over the same text"):
        khabar.agreement(talk, khabar.interpret(khabar.read("قالت الوزارة إن المحادثات مستمرة.")))
