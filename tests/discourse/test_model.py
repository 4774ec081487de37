import khabar
from khabar.discourse.model import LAYERS

FACTUALITY = {"CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "CTu", "Uu"}
SEARLE = {"assertive", "directive", "commissive", "expressive", "declaration"}


def inside(span, others):
    return any(o[0] == span[0] and o[1] <= span[1] and span[2] <= o[2] for o in others)


def test_every_span_of_the_gold_is_words_of_the_article_and_every_value_is_of_its_scheme():
    talk = khabar.interpret(khabar.article())
    ids = {item.id for item in talk.items()}
    assert len(ids) == sum(len(getattr(talk, layer)) for layer in LAYERS)
    for a in talk.attributions:
        assert talk.text(a.content) and (a.cue or a.note)
        assert a.source or a.source_name
        assert a.explanation and a.explanation_ar
        assert a.mode in ("direct", "indirect", "mixed") and a.speech_act in SEARLE
        assert a.stance in ("acknowledge", "endorse", "distance")
        assert a.nested_in is None or a.nested_in in ids
        assert all(inside(q, a.content) for q in a.quoted)
        assert (a.mode == "indirect") == (not a.quoted)
    for e in talk.entities:
        assert e.type in ("PER", "ORG", "GPE", "LOC", "DATE") and e.name
        assert e.type != "DATE" or e.iso or e.note
    assert all(set(m.refers_to) <= ids and m.refers_to for m in talk.mentions)
    assert all(v.factuality in FACTUALITY and v.reporter for v in talk.events)
    assert all(v.attribution is None or v.attribution in ids for v in talk.events)
    assert all(r.explanation and r.explanation_ar and r.whose for r in talk.rhetoric)


def test_the_relations_that_a_hasty_reader_misses_are_there():
    talk = khabar.interpret(khabar.article())
    cues = {talk.text(a.cue) for a in talk.attributions}
    assert {"قالت", "إعلان", "وفق", "بحسب", "مشيرة إلى", "تأكيد"} <= cues
    reuters = next(a for a in talk.attributions if talk.text(a.content) == "أن المحادثة أجريت أمس السبت")
    assert (reuters.source_name, reuters.via) == ("Ministry of Foreign Affairs of Russia", "Reuters")
    days = {talk.text(e.span): e.iso for e in talk.entities if e.type == "DATE"}
    assert days["اليوم الأحد"] == "2016-10-02" and days["أمس السبت"] == "2016-10-01"


def test_a_new_text_gets_a_proposal_that_says_so():
    doc = khabar.read(
        'قالت وزيرة الخارجية الألمانية إن المحادثات "بناءة". وأضافت أن الوفد سيعود غداً، بحسب وكالة رويترز.'
    )
    talk = khabar.interpret(doc)
    said, added, phrase = talk.attributions
    assert talk.text(said.source) == "وزيرة الخارجية الألمانية" and talk.text(said.cue) == "قالت"
    assert talk.text(said.content) == 'إن المحادثات "بناءة"' and said.mode == "mixed"
    assert added.source == [] and added.source_name == said.source_name
    assert talk.text(phrase.source) == "وكالة رويترز"
    assert {item.provenance for item in talk.items()} == {"rule"}


def test_a_chain_leads_from_the_outlet_to_the_speaker():
    talk = khabar.interpret(khabar.article())
    by_cue = {talk.text(a.cue): a for a in talk.attributions}
    ministry = "Ministry of Foreign Affairs of Russia"
    assert talk.chain(by_cue["وأضافت"]) == ["Reuters", ministry]
    assert talk.chain(by_cue["أبدى"]) == [
        f"statement on the website of the {ministry}",
        ministry,
        "Sergey Lavrov",
    ]
    assert talk.chain(by_cue["قال"]) == ["The Washington Post", "Barack Obama"]


def test_relations_that_point_at_each_other_do_not_hang_the_chain():
    talk = khabar.interpret(khabar.article())
    first, second = talk.attributions[:2]
    first.nested_in, second.nested_in = second.id, first.id
    assert len(talk.chain(first)) == 2


def test_every_word_has_one_speaker():
    talk = khabar.interpret(khabar.article())
    shares = talk.shares()
    assert abs(sum(shares.values()) - 1) < 1e-9
    assert next(iter(shares)) == "the writer" and shares["Maria Zakharova"] > shares["Kremlin"]


def test_what_stands_on_a_word_is_found():
    talk = khabar.interpret(khabar.article())
    layers = {type(item).__name__ for item in talk.at(10, 43)}
    assert layers == {"Attribution", "Event", "Rhetoric"}
    assert [talk.text(e.span) for e in talk.at(1, 30) if e in talk.entities] == ["حلب"]
