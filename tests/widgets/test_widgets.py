"""What the widgets know and say, without a browser."""

import json

import pytest
from traitlets import TraitError

import khabar
from khabar.text.script import strip_signs
from khabar.widgets import Reader, Segmenter, Tagger, Tree

HOSTILE = 'قال <img src=x onerror="alert(1)"> <script>alert(1)</script> وزيرها في حلب.'


@pytest.fixture(scope="module")
def doc():
    return khabar.article()


# --- segmenter -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "pieces", "said"),
    [
        ((1, 16), ["ونظيره"], "Look for a coordinating conjunction"),
        ((1, 16), ["و", "نظيره"], "Look for a pronoun"),
        ((11, 38), ["و", "ضع", "ه"], "The root of وضع is و.ض.ع"),
        ((11, 38), ["و", "ضعه"], "The root of وضع is و.ض.ع"),
        ((4, 34), ["لل", "محادثات"], "The article ال stays with its noun"),
        ((4, 34), ["ل", "ال", "محادثات"], "You cut off the article"),
    ],
)
def test_a_wrong_cut_is_named(doc, place, pieces, said):
    widget = Segmenter(doc, [place])
    key = f"{place[0]}.{place[1]}"
    widget.answers = widget.checked = {key: pieces}
    assert said in widget.feedback[key]["message"] and not widget.feedback[key]["right"]
    assert not widget.solved


def test_every_word_of_the_article_can_be_cut(doc):
    places = [(t.paragraph, t.position) for t in doc.tokens if t.is_multiword]
    widget = Segmenter(doc, places)
    assert widget.pages > 1 and len(widget.items) < len(places)
    widget.answers = {f"{p}.{n}": [w.form for w in doc.token(p, n).words] for p, n in places}
    assert widget.solved
    widget.page = 10_000
    assert widget.page == widget.pages - 1 and widget.items


def test_another_scheme_cuts_otherwise(doc):
    widget = Segmenter(doc, [(4, 34)], scheme="d3")
    assert widget.items[0]["right"] == ["ل", "ال", "محادثات"]
    signed = Segmenter(khabar.read("وبيّن الوزير موقفه."), [(1, 1)], scheme="atb")
    assert signed.items[0]["right"] == ["و", "بيّن"]


@pytest.mark.parametrize("arguments", [{"tokens": [(99, 1)]}, {"tokens": []}, {"scheme": "d9"}])
def test_a_segmenter_without_words_says_what_to_do(doc, arguments):
    with pytest.raises(khabar.KhabarError, match=r"tokens=|choose one of"):
        Segmenter(doc, **arguments)


# --- tagger ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(11))
def test_the_annotation_scores_full_marks(doc, number):
    choosing = Tagger(doc, number)
    asked = [item for item in choosing.items if item["key"]]
    assert all(item["right"] for item in asked)
    choosing.answers = {item["key"]: item["right"][0] for item in asked}
    assert choosing.score == 1.0
    assert khabar.evaluate(choosing.gold, choosing.to_document()).words.f1 == 1.0
    naming = Tagger(doc, number, task="pos")
    words = doc.sentences[number].words
    naming.answers = {
        str(w.id): {"upos": w.upos, "case": w.feats.get("Case", "_")} for w in words if w.upos != "PUNCT"
    }
    assert naming.score == 1.0
    assert khabar.evaluate(naming.gold, naming.to_document()).upos.f1 == 1.0


def test_an_unanswered_word_scores_nothing(doc):
    widget = Tagger(doc, "khabar-p06-s1", task="pos")
    assert widget.score == 0
    assert khabar.evaluate(widget.gold, widget.to_document()).upos.f1 < 0.3
    widget.answers = {"5": {"upos": "VERB", "case": "_"}}
    assert 0 < widget.score < 0.1


def test_each_defensible_answer_is_right(doc):
    words = doc.sentences[0].words
    assert words[2].form == "الخارجية" and words[2].upos == "NOUN"
    widget = Tagger(doc, 0, task="pos")
    assert widget.verdict("3", {"upos": "ADJ", "case": "Gen"})[0]
    assert widget.verdict("3", {"upos": "NOUN", "case": "Gen"})[0]
    assert not widget.verdict("3", {"upos": "VERB", "case": "_"})[0]


def test_context_is_the_reason_given(doc):
    widget = Tagger(doc, 5)
    options = widget.items[1]["options"]
    nominative = next(
        n for n, option in enumerate(options) if ["Case=Nom"] in [p[2] for p in option["parts"]]
    )
    widget.checked = {"2": nominative}
    assert "After the preposition من a genitive is wanted." in widget.feedback["2"]["message"]
    right = widget.items[1]["right"][0]
    assert options[right]["here"] > options[right]["alone"]


def test_a_text_tagged_by_the_program_is_called_so():
    assert "may be wrong" in Tagger(khabar.read("أعلنت الوزارة موقفها.")).note
    assert "may be wrong" not in Tagger(khabar.article()).note


def test_a_sentence_without_arabic_asks_nothing():
    doc = khabar.read("قال الوزير. 2016! قال السفير.")
    numbers = next(n for n, s in enumerate(doc.sentences) if s.text == "2016!")
    for task in ("candidates", "pos"):
        widget = Tagger(doc, numbers, task=task)
        assert widget.score == 0 and khabar.evaluate(widget.gold, widget.to_document()).words.f1 == 1


@pytest.mark.parametrize("arguments", [(99,), ("p99",), (0, "case")])
def test_a_tagger_without_a_sentence_says_what_to_do(doc, arguments):
    with pytest.raises(khabar.KhabarError, match=r"give a number|choose"):
        Tagger(doc, *arguments)


@pytest.mark.parametrize("answers", [{"99": 0}, {"1": 999}, {"1": {"upos": "NOUN"}}])
def test_an_impossible_tag_is_refused(doc, answers):
    with pytest.raises(TraitError):
        Tagger(doc, 5).answers = answers


# --- tree ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(11))
def test_the_annotated_heads_solve_the_tree(doc, number):
    tree = Tree(doc, number, exercise=True)
    assert not tree.solved and not tree.heads
    tree.heads = {str(w.id): w.head for w in doc.sentences[number].words if w.upos != "PUNCT"}
    assert tree.solved
    tree.with_relations = True
    assert not tree.solved
    tree.relations = {str(w.id): w.deprel for w in doc.sentences[number].words}
    assert tree.solved


def test_a_wrong_arc_is_named(doc):
    tree = Tree(doc, 0, exercise=True)

    def said(word, head, **others):
        tree.heads = {**others, str(word): head}
        tree.checked = {str(word): {"head": head}}
        return tree.feedback[str(word)]["message"]

    assert "it is the root" in said(1, 2)
    assert "The root is the one word" in said(2, 0)
    assert "in Universal Dependencies في hangs from محادثة" in said(26, 25)
    assert "Go further up" in said(2, 3) or "other way round" in said(2, 3)
    assert "closes a circle" in said(26, 25, **{"25": 26})
    assert "Its i'rab: " in said(3, 1)
    assert "Go further down" in said(3, 1)


def test_an_arc_that_can_be_defended_is_right(doc):
    sentence = doc.sentences[0]
    assert sentence.words[3].defensible("head") == {"2", "3"}
    assert Tree(doc, 0, exercise=True).verdict("4", {"head": 3})[0]


def test_unparsed_text_is_said_to_be_so():
    doc = khabar.read("أعلنت الوزارة موقفها من الأزمة.", tree=False)
    assert "does not parse" in Tree(doc).note
    with pytest.raises(khabar.KhabarError, match="no arcs"):
        Tree(doc, exercise=True)


def test_a_choice_made_in_advance_is_kept(doc):
    tree = Tree(doc, 3, selection=2, collapsed=[2])
    assert tree.selection == 2 and tree.collapsed == [2]


def test_the_page_turns_to_another_sentence(doc):
    tree = Tree(doc)
    tree.current = 3
    assert [w["form"] for w in tree.words] == [w.form for w in doc.sentences[3].words]
    assert tree.heads["2"] == 0


# --- all -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        Reader,
        lambda d: Segmenter(d, [next((t.paragraph, t.position) for t in d.tokens if t.form == "وزيرها")]),
        Tagger,
        lambda d: Tagger(d, task="pos"),
        Tree,
    ],
    ids=["reader", "segmenter", "tagger", "tagger-pos", "tree"],
)
def test_a_saved_notebook_shows_the_words_and_no_markup_of_the_text(make):
    doc = khabar.read(HOSTILE)
    bundle = make(doc)._repr_mimebundle_()
    html = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]
    assert "وزير" in strip_signs(html)
    assert "<img" not in html and "<script" not in html


def test_what_the_article_sends_to_the_page_is_light(doc):
    reader = Reader(doc, khabar.interpret(doc))
    bundle = reader._repr_mimebundle_()
    sent = json.dumps([reader.get_state(), bundle], ensure_ascii=False, default=str)
    assert len(sent.encode()) < 250_000


def test_the_eye_can_be_led_to_another_page():
    doc = khabar.read("\n".join(["قالت وزارة الخارجية إن المحادثات مستمرة في مدينة حلب."] * 400))
    reader = Reader(doc)
    reader.selection = [350, 2]
    assert reader.page == reader.pages - 1 or reader.page > 0
    assert any(s["p"] == 350 for s in reader.text["sentences"])


def test_quotation_marks_do_not_hide_a_governor(doc):
    widget = Tagger(doc, 9)
    quoted = next(item for item in widget.items if item["form"] == "المستنقع")
    genitive = [o for o in quoted["options"] if o["parts"][-1][2] == ["Case=Gen"]]
    assert genitive and all("wanted after the preposition في" in " ".join(o["why"]) for o in genitive)
