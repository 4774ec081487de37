import base64
import logging
import re
import warnings
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex, to_rgb

import khabar
from khabar import plots
from khabar.discourse.model import Attribution, Discourse, speakers
from khabar.plots import figures


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def doc():
    return khabar.article()


@pytest.fixture(scope="module")
def talk(doc):
    return khabar.interpret(doc)


@pytest.fixture(scope="module")
def two(doc):
    """Two annotations of the article that differ in one part of speech and one case."""
    other = khabar.Document.from_conllu(doc.to_conllu())
    noun = next(word for word in other.words if word.upos == "NOUN")
    noun.upos = "ADJ"
    noun.feats["Case"] = "Acc" if noun.feats.get("Case") != "Acc" else "Gen"
    return doc, other


def sure_of(document):
    for number, word in enumerate(document.words):
        word.misc["Sure"] = f"{number % 100 / 100:.2f}"
    return document


@pytest.fixture
def draw(doc, talk, two):
    return {
        "ambiguity": lambda **k: plots.ambiguity(doc, **k),
        "parts_of_speech": lambda **k: plots.parts_of_speech(doc, **k),
        "frequency": lambda **k: plots.frequency(doc, **k),
        "dispersion": lambda **k: plots.dispersion(doc, ["قال", "حلب"], **k),
        "certainty": lambda **k: plots.certainty(doc, sure_of(two[1]), **k),
        "confusion": lambda **k: plots.confusion(*two, **k),
        "attribution_network": lambda **k: plots.attribution_network(talk, **k),
        "timeline": lambda **k: plots.timeline(talk, **k),
        "agreement": lambda **k: plots.agreement(khabar.agreement(*two), **k),
        "voices": lambda **k: plots.voices(talk, **k),
    }


PLOTS = sorted(
    set(plots.__all__) - {"PALETTE", "HATCHES", "SPEAKERS", "alt_text", "axes", "describe", "result"}
)


def texts(ax):
    found = [text.get_text() for text in ax.texts]
    return [*found, *(tick.get_text() for tick in (*ax.get_yticklabels(), *ax.get_xticklabels()))]


@pytest.mark.parametrize("name", PLOTS)
def test_each_figure_is_drawn_without_a_warning_and_says_itself_in_words(draw, name, caplog):
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")  # a missing glyph is a warning, a missing face a line in the log
        ax = draw[name]()
        ax.figure.canvas.draw()
    assert not caplog.records
    assert (ax.get_title() or ax.get_title(loc="left")) and len(plots.alt_text(ax)) > 60
    assert getattr(plots, name).__doc__.splitlines()[0].count("``") == 2


@pytest.mark.parametrize("name", PLOTS)
def test_each_figure_can_be_drawn_into_axes_of_one_s_own(draw, name):
    ax = plt.figure().add_subplot()
    assert draw[name](ax=ax) is ax
    assert plots.alt_text(ax)


@pytest.mark.parametrize("name", PLOTS)
def test_no_two_labels_overlap(draw, name):
    ax = draw[name]()
    ax.figure.canvas.draw()
    boxes = [
        (text.get_text(), text.get_window_extent())
        for text in (*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels())
        if text.get_text() and text.get_rotation() == 0
    ]
    for number, (one, box) in enumerate(boxes):
        for other, its in boxes[number + 1 :]:
            # Faces have room above and below the letters; half a line may be shared.
            wide = min(box.x1, its.x1) - max(box.x0, its.x0)
            high = min(box.y1, its.y1) - max(box.y0, its.y0)
            assert wide <= 1 or high <= 0.5 * min(box.height, its.height), (one, other)


def test_colours_of_the_palette_differ_in_lightness():
    def lightness(colour):
        red, green, blue = to_rgb(colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    shades = [lightness(colour) for colour in plots.PALETTE]
    assert len(set(plots.PALETTE)) == len(set(plots.HATCHES)) == 8
    assert max(shades) - min(shades) > 0.7


def test_a_notebook_hands_the_alternative_text_to_screen_readers(draw):
    ax = draw["voices"]()
    bundle, metadata = ax.figure._repr_mimebundle_()
    assert metadata["image/png"]["alt"] == plots.alt_text(ax)
    assert f'alt="{plots.alt_text(ax)}"' in bundle["text/html"]
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")


def test_names_in_an_alternative_text_are_escaped(doc):
    hostile = '"><img src=x onerror=alert(1)>'
    talk = Discourse(doc, [Attribution("a1", [], [(1, 1, 1)], [(1, 2, 5)], "direct", source_name=hostile)])
    ax = plots.voices(talk)
    assert hostile in plots.alt_text(ax)
    assert "<img src=x" not in ax.figure._repr_mimebundle_()[0]["text/html"]


def test_axes_of_others_have_no_words():
    assert plots.alt_text(plt.figure().add_subplot()) == ""


def test_ambiguity_counts_the_readings_of_the_analyzer(doc):
    ax = plots.ambiguity(doc)
    bars, lexemes = ax.containers
    tokens = [token for token in doc.tokens if token.words[0].upos != "PUNCT"]
    assert len(bars) == len(lexemes) == len(tokens)
    table = khabar.analyses(tokens[0].form)
    assert bars[0].get_height() == len(table[["lex", "pos", "diac"]].drop_duplicates())
    assert lexemes[0].get_height() == len(table[["lex", "pos"]].drop_duplicates())
    assert all(low.get_height() <= high.get_height() for low, high in zip(lexemes, bars, strict=True))
    highest = max(zip(tokens, bars, strict=True), key=lambda pair: pair[1].get_height())[0].form
    assert highest in texts(ax) and highest in plots.alt_text(ax)


def test_parts_of_speech_are_counted_without_punctuation(doc):
    ax = plots.parts_of_speech(doc)
    nouns = sum(word.upos == "NOUN" for word in doc.words)
    assert f"NOUN {nouns}" in plots.alt_text(ax) and "PUNCT" not in texts(ax)
    assert sum(bar.get_width() for bar in ax.patches) == sum(word.upos != "PUNCT" for word in doc.words)


def test_frequency_shows_the_top_lemmas_and_hatches_function_words(doc):
    ax = plots.frequency(doc, top=10)
    assert len(ax.get_yticklabels()) == len(ax.patches) == 10
    content, function = ax.containers
    assert all(bar.get_hatch() for bar in function) and not any(bar.get_hatch() for bar in content)
    number = sum(word.lemma == "فِي" for word in doc.words)
    assert f"فِي {number}" in plots.alt_text(ax)
    with pytest.raises(khabar.KhabarError, match="at least 1"):
        plots.frequency(doc, top=0)


def test_dispersion_marks_each_place_and_measures_spread(doc):
    ax = plots.dispersion(doc, ["قَالَ", "حلب"])
    said, aleppo = ax.lines[:2]
    words = [word for word in doc.words if word.upos != "PUNCT"]
    assert list(said.get_xdata()) == [n for n, word in enumerate(words, 1) if word.lemma == "قَالَ"]
    assert re.search(rf"{len(aleppo.get_xdata())} × · DP 0\.\d\d", "\n".join(texts(ax)))
    assert plots.alt_text(plots.dispersion(doc, "حلب")).count(" times") == 1
    with pytest.raises(khabar.KhabarError, match="باريس"):
        plots.dispersion(doc, ["باريس"])
    with pytest.raises(khabar.KhabarError, match="at least one"):
        plots.dispersion(doc, [])


def test_deviation_of_proportions_is_0_where_a_lemma_is_spread_evenly():
    doc = khabar.read("قالت روسيا\nقالت روسيا\nقالت روسيا")
    ax = plots.dispersion(doc, doc.words[0].lemma)
    assert "3 × · DP 0.00" in texts(ax)


def test_certainty_shows_how_often_each_band_is_right(doc):
    other = sure_of(khabar.Document.from_conllu(doc.to_conllu()))
    wrong = [word for word in other.words if float(word.misc["Sure"]) < 0.5]
    for word in wrong:
        word.misc["Vform"] = "؟"
    said = plots.alt_text(plots.certainty(doc, other))
    assert f"right 0% of {len(wrong)};" in said and said.count("right 100%") == 6
    with pytest.raises(khabar.KhabarError):
        plots.certainty(doc, doc)


def test_confusion_counts_what_was_taken_for_what(two):
    ax = plots.confusion(*two)
    assert "NOUN taken for ADJ 1" in plots.alt_text(ax)
    words = sum(word.upos != "PUNCT" for word in two[0].words)
    assert ax.get_title().startswith(f"{words - 1} of {words}")
    assert "no confusion" in plots.alt_text(plots.confusion(two[0], two[0]))
    with pytest.raises(khabar.KhabarError, match="share no word"):
        plots.confusion(two[0], khabar.read("باريس"))


def test_agreement_shows_share_and_kappa_by_layer(two):
    table = khabar.agreement(*two)
    ax = plots.agreement(table)
    share, kappa = table.loc["upos", ["agreement", "kappa"]]
    assert f"upos {share:.1%} (kappa {kappa:.2f})" in plots.alt_text(ax)
    assert "nan" not in plots.alt_text(ax)
    assert [tick.get_text() for tick in ax.get_yticklabels()][-1] in table.index
    with pytest.raises(khabar.KhabarError, match=r"khabar\.agreement"):
        plots.agreement(table[["kappa"]])


def test_the_network_tells_the_outlet_from_the_source(talk):
    said = plots.alt_text(plots.attribution_network(talk))
    assert "the writer → Reuters → Mark Toner" in said
    assert "Reuters → Ministry of Foreign Affairs of Russia" in said
    with pytest.raises(khabar.KhabarError, match="no attribution"):
        plots.attribution_network(Discourse(talk.document))


def test_relations_that_nest_in_a_ring_are_drawn(doc):
    def relation(id, name, nested_in, **rest):
        return Attribution(id, [], [], [], "indirect", source_name=name, nested_in=nested_in, **rest)

    ring = Discourse(doc, [relation("a1", "A", "a2", via="Outlet"), relation("a2", "B", "a1")])
    assert "B → Outlet → A" in plots.alt_text(plots.attribution_network(ring))


def test_the_timeline_puts_events_under_their_day(talk):
    ax = plots.timeline(talk)
    days = [tick.get_text() for tick in ax.get_xticklabels()]
    assert {"2016-09-30", "2016-10-01", "2016-10-02"} <= set(days) and days[-1] == "day not told"
    dated = [event for event in talk.events if event.time]
    assert sum(talk.text(event.trigger) in texts(ax) for event in dated) == len(dated)
    assert "يحرزا CT-" in plots.alt_text(ax)
    key = [text.get_text() for text in ax.get_legend().get_texts()]
    assert "CT-: certain: it did not happen" in key
    with pytest.raises(khabar.KhabarError, match="no event"):
        plots.timeline(Discourse(talk.document))


def test_voices_add_up_to_the_words_of_the_article(talk):
    ax = plots.voices(talk)
    words = sum(token.words[0].upos != "PUNCT" for token in talk.document.tokens)
    assert sum(bar.get_width() for bar in ax.patches) == words
    assert "the writer" in texts(ax)


def test_a_speaker_has_the_colour_that_the_reader_gives(talk):
    css = (Path(khabar.__file__).parent / "widgets" / "colours.css").read_text()
    named = dict(re.findall(r"--(\w+): (#\w+)", css)) | {"currentColor": "#000000"}
    given = re.findall(r'\[data-colour="\d"\] \{ text-decoration-color: (?:var\(--)?(\w+)', css)
    ax = plots.voices(talk)
    names = [label.get_text() for label in ax.get_yticklabels()]
    drawn = {name: to_hex(bar.get_facecolor()).upper() for name, bar in zip(names, ax.patches, strict=True)}
    heard = list(dict.fromkeys(speakers(talk).values()))
    assert len(drawn) > 3 and drawn == {name: named[given[heard.index(name) % 8]].upper() for name in drawn}


def test_arabic_labels_are_set_in_the_face_for_arabic(doc):
    label = plots.dispersion(doc, "حلب").get_yticklabels()[0]
    assert label.get_fontfamily()[0] == figures.available()[0][0]


def test_a_speaker_has_the_same_colour_in_the_figures_and_in_the_reader():
    css = (Path(khabar.__file__).parent / "widgets" / "colours.css").read_text(encoding="utf-8")
    values = dict(re.findall(r"--(\w+): (#\w{6})", css))
    names = re.findall(r'data-colour="\d"\] \{ text-decoration-color: (?:var\(--(\w+)\)|currentColor)', css)
    assert tuple(values.get(name, "#000000") for name in names) == plots.SPEAKERS
