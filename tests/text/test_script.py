from io import BytesIO, StringIO
from pathlib import Path

import pytest

from khabar.text.errors import TextError
from khabar.text.script import bare, fold, load, transliterate
from khabar.text.tokens import sentences, surface_tokens


@pytest.mark.parametrize(
    ("vocalised", "latin"),
    [
        ("وِزَارَةُ", "wizāratu"),
        ("الرُّوسِيَّةُ", "ar-rūsiyyatu"),
        ("وَالسُّورِيُّ", "wa-s-sūriyyu"),
        ("بِالِانْسِحَابِ", "bi-l-insiḥābi"),
        ("اسْتِئْنَافِ", "istiʾnāfi"),
        ("الَّتِي", "allatī"),
        ("أَسَاسًا", "asāsan"),
        ("قَالُوا", "qālū"),
        ("هٰذِهِ", "hāḏihi"),
        ("يَوْم", "yawm"),
    ],
)
def test_transliteration_follows_din_31635(vocalised, latin):
    assert transliterate(vocalised) == latin


def test_surface_tokens_lose_no_character():
    text = 'قال\u200f: "ﻻ" ـ <b>حلب</b> 3,5% كتـــاب \u064b، https://a.b/ج'
    assert "".join(form for form, _ in surface_tokens(text)) == "".join(text.split())


def test_numbers_stay_whole_and_punctuation_stands_apart():
    assert [form for form, _ in surface_tokens("بلغ 3,5 (تقريبا)،")] == [
        "بلغ",
        "3,5",
        "(",
        "تقريبا",
        ")",
        "،",
    ]


def test_bare_forms_of_presentation_forms_tatweel_controls_and_signs():
    assert bare("ﻻ") == "لا"
    assert bare("كتـــابٌ\u202b") == "كتاب"
    assert fold("أُمَّةٍ ٢٠") == "امه 20"


def test_sentences_are_cut_after_final_punctuation_only():
    assert sentences("قال د. أحمد ذلك. ثم ذهب؟ نعم") == ["قال د. أحمد ذلك.", "ثم ذهب؟", "نعم"]


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff"])
def test_empty_text_is_refused(text):
    with pytest.raises(TextError, match="empty"):
        load(text)


def test_text_without_arabic_is_refused_and_a_file_name_is_recognised():
    with pytest.raises(TextError, match=r"no Arabic letter.*pathlib\.Path"):
        load("article.txt")


def test_files_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(TextError, match="no file"):
        load(tmp_path / "none.txt")
    with pytest.raises(TextError, match="folder"):
        load(tmp_path)
    Path(tmp_path / "old.txt").write_bytes("سلام".encode("cp1256"))
    with pytest.raises(TextError, match=r"not UTF-8 \(byte 1\).*windows-1256"):
        load(tmp_path / "old.txt")


def test_open_files_of_both_kinds_are_read():
    assert load(StringIO("سلام")) == load(BytesIO("سلام".encode())) == "سلام"
