import pandas

import khabar
from khabar.text.tables import _html, in_words, right_to_left


def test_a_table_of_arabic_runs_from_the_right_and_shows_text_as_text():
    html = right_to_left(pandas.DataFrame({"<i>": ["<b>قال"]}, index=["<u>"])).to_html()
    assert 'lang="ar" dir="rtl"' in html
    assert '&lt;b&gt;<bdi lang="ar" dir="rtl">قال</bdi>' in html
    assert not {"<b>", "<i>", "<u>"} & set(html.replace(">", "> ").split())


def test_a_table_without_rows_says_so():
    page = _html(pandas.DataFrame(columns=["word", "<kind>"]))
    assert "no rows" in page and "لا صفوف" in page and "&lt;kind&gt;" in page and "<th" not in page


def test_codes_are_words_and_what_is_no_code_stays():
    table = pandas.DataFrame(
        {
            "Vform": ["وَقْفِ"], "upos": ["NOUN"], "Case": ["Gen"], "Definite of head": ["Cons"], "cas": ["na"],
            "Gloss": ["stopping;ceasefire+[def.gen.]"], "analysis_source": ["backoff"], "Person": [None], "mine": ["g"],
        }
    )  # fmt: skip
    told = in_words(table)
    assert list(told.columns[:5]) == ["vocalised", "part of speech", "case", "definiteness of head", "case"]
    assert told.iloc[0].tolist() == [
        "وَقْفِ", "noun", "genitive", "construct", "", "stopping; ceasefire (definite genitive)",
        "a guess: the word is in no lexicon", "", "g",
    ]  # fmt: skip


def test_every_value_that_the_analyzer_gives_for_the_article_has_a_word():
    for form in ("وقف", "إن", "بين", "الذي", "ونظيره", "لم"):
        told = in_words(khabar.analyses(form)[["pos", "cas", "stt", "gloss"]])
        assert not {"na", "g", "noun_prop"} & {cell for row in told.to_numpy() for cell in row}
        assert not any("[" in text or "_" in text or "<" in text for text in told["meaning"])


def test_a_number_beside_arabic_in_an_english_note_keeps_its_place():
    note = "Or the clause that begins at تدعم (11.1–11.19)."
    html = right_to_left(pandas.DataFrame({"note": [note], "rate": [0.5]})).to_html()
    assert '<bdi lang="ar" dir="rtl">تدعم</bdi> (11.1–11.19).' in html and ">0.500000<" in html
    assert ">0.500<" in _html(pandas.DataFrame({"word": ["قال"], "rate": [0.5]}))
    assert "&lt;img" in _html(pandas.DataFrame({"word": ["<img>"]}))
