"""Surface tokens and sentences as the press writes them, and texts that nobody should write."""

import unicodedata
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar
from khabar.text.errors import KhabarError, TextError
from khabar.text.script import bare, composed, load
from khabar.text.tokens import sentences, surface_tokens

# Each line: tokens between which a text has no space are joined by ·, the others stand apart.
TOKENS = """
القرن الـ 21 بدأ وكان في الـ84 من عمره
قمة للـ20 دولة وبـ300 و20 وCNN كـBBC الـGDP
عام·2016 ويوم·5 انتهى 2016·م 100·كم شركة·Google
5G F16 21st H1N1 2½ ① كم·²
١،٥ 3,5 103,7 3.14 ٣٫١٤ 12,500.75 ١٢٬٠٠٠ ۱۲۳ 1.234.567 ١٢،٥٠٠
1·،·2·،·3 2011·،·2012 2015·-·2016 830·–·846
10:30 10:30:15 10/2/2016 ١٠/٢/٢٠١٦ 2016-10-03 3-10-2016
50·٪ 50·% $·100 100·€ +·5 ±·2 20·°
زار https://example.org/a·، ثم (·http://a.b/c_(d)?e=f&g#h·)·. ftp://a.b/c·؟
راجع info@example.org·، أو first.last+x@mail.example.co.uk·. www.example.org/a·:
BBC.com aljazeera.net/news?x=1·؛ report.pdf
@user_1·: #وسم_عربي·، #Syria2016·.
😀·😀 👨‍👩‍👧 🇸🇾·🇱🇧 ❤️ 👍🏽 1️⃣ ☕ 🏴󠁧󠁢󠁥󠁮󠁧󠁿
Amélie Müller Čeferin Путин
مهم·...·ثم ·…· قال··:·«·نعم·»·!
المحا­دثات کردستان می‌روم محـــمد
"""


@pytest.mark.parametrize("line", TOKENS.strip().splitlines())
def test_tokens_stand_apart(line):
    line = unicodedata.normalize("NFC", line)
    expected = [form for form in line.replace("·", " ").split() if form]
    assert [form for form, _ in surface_tokens(line.replace("·", ""))] == expected


UPOS = {
    "SYM": ["٪", "%", "‰", "$", "€", "₪", "+", "=", "±", "°", "😀", "👨‍👩‍👧", "🇸🇾", "❤️", "☕", "info@a.org", "https://a.b/c", "www.a.org"],
    "PUNCT": ["،", "؛", "؟", "…", "...", "«", "-", "–", "!", "/", "٭", "۔"],
    "NUM": ["12", "١،٥", "٣٫١٤", "½", "10:30", "2016-10-03", "۵", "②"],
}  # fmt: skip


@pytest.mark.parametrize(("form", "upos"), [(form, upos) for upos, forms in UPOS.items() for form in forms])
def test_signs_have_their_class(form, upos):
    assert [w.upos for w in khabar.read(f"قال {form} هنا").tokens[1].words] == [upos]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("قمة للـ20 دولة", ["قمة", "ل", "الـ20", "دولة"]),
        ("قمة للـ 20 دولة", ["قمة", "ل", "الـ", "20", "دولة"]),
        ("في القرن والـ 21 منه", ["في", "القرن", "و", "الـ", "21", "من", "ه"]),
        ("ويوم5 غادر", ["و", "يوم", "5", "غادر"]),
    ],
)
def test_what_is_joined_to_figures_is_cut(text, forms):
    assert [word.form for word in khabar.read(text).words] == forms


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("الرئیس", "رَئِيس"), ("کتاب", "كِتَاب"), ("علی", "عَلَى"), ("إلی", "إِلَى"), ("پاریس", "بَارِيس"),
        ("المحا\u00adدثات", "مُحَادَثَة"), ("رئيـــس", "رَئِيس"), ("ﺭﺋﻴﺲ", "رَئِيس"), ("رئيس\u200f", "رَئِيس"),
    ],
)  # fmt: skip
def test_letters_of_neighbours_and_invisible_ones_are_seen_through(form, lemma):
    (word,) = [w for w in khabar.read(f"قال {form} المدينة").tokens[1].words if w.upos != "DET"]
    assert word.lemma == lemma and word.form == composed(form)


def test_marks_count_in_any_order():
    one, other = (khabar.read(f"قال مُد{marks}رِسٌ نعم").tokens[1].words[0] for marks in ("َّ", "َّ"[::-1]))
    assert one.form == other.form and one.lemma == other.lemma


SENTENCES = """
ولم تكتمل الأعمال بعد عام 2016.|وأضاف الوزير.
بلغت النسبة 3.5.|ثم ارتفعت إلى ٥٠٪.|وعادت.
بدأ عام 2016 م.|وانتهى سنة 1441 هـ.|ثم غادر.
حضر د. محمد ود. ليلى لد. علي وأ.د. سمير وأ. نادية.|ثم غادروا.
قال J. K. Rowling وDr. Smith نعم.|ثم غادر.
1. النص الأول.|2. النص الثاني.
انظر ص. 5 ومج. 2 من الكتاب.|ثم عد.
طوله 50 كم.|ونقص فيتامين د.|ثم زاد.
رفض.’|ثم غادر.›|وعاد.“|ونام.»|وقام.)|وقعد.]|ومشى."|ووصل.
قال (وصل الوفد).|ثم غادر.
غادر.\u200f|ثم عاد.|وزار example.org.|ونام.
انتهى الأمر۔|ثم غادر۔
لماذا؟|لا أدري!!|حقا؟!|نعم…|ربما.
نعم.[1]|ثم غادر.
""".replace("\\u200f", "\u200f")


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_sentences_end(line):
    assert sentences(line.replace("|", " ")) == line.split("|")


@pytest.mark.parametrize(
    "line",
    [
        "وغيرها.|وهي اللغة.|ثم",
        "عام 2016.|وأضاف",
        "لماذا؟|قال",
        "قال «رفض».|ثم",
        "انتهى.|«وقال» نعم",
        "نعم!|لا",
        "قال محلل لدى يو.بي.إس إن الأسعار ترتفع.|ثم",
    ],
)
def test_sentences_end_without_a_space(line):
    assert sentences(line.replace("|", "")) == line.split("|")
    doc = khabar.read(line.replace("|", ""))
    assert doc.text == line.replace("|", "")
    assert len(doc.sentences) == len(line.split("|")) and len(doc.offsets) == len(doc.tokens)


@pytest.mark.parametrize(
    "whole", ["أ.د.محمد", "ق.م.قال", "قال...ثم", "زار https://a.b/سوريا.حلب نعم", "م.ت.ف"]
)
def test_points_inside_are_no_ends(whole):
    assert sentences(whole) == [whole]


# --- what is no text -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "خبر.txt",
        "خبر اليوم.txt",
        "أخبار/خبر.docx",
        "C:\\أخبار\\خبر.conllu",
        "قال\ud800محمد",
        "ـ",
        "ـَـ",
        "\u064e",
    ],
)
def test_what_is_no_text_is_refused(text):
    for reads in (khabar.read, khabar.analyses, khabar.tokenize):
        with pytest.raises(TextError):
            reads(text)


def test_a_text_may_name_a_file():
    assert load("انظر report.txt في المجلد") and load("انظر خبر.txt ثم\nعد.txt")


@pytest.mark.parametrize("word", ["ﷺ ﷺ", "ب" * 1000, "😀", "قال\u200bمحمد"])
def test_what_is_no_word_has_no_analyses(word):
    with pytest.raises(KhabarError):
        khabar.analyses(word)


def test_an_open_file_of_another_encoding_and_a_closed_one_are_refused(tmp_path):
    path = tmp_path / "w1256.txt"
    path.write_bytes("أعلنت الوزارة".encode("windows-1256"))
    with path.open(encoding="utf-8") as file, pytest.raises(TextError, match="byte 1"):
        khabar.read(file)
    with pytest.raises(TextError, match="closed"):
        khabar.read(file)


def test_ids_are_safe_in_comments():
    doc = khabar.read("قال نعم.", id="خبر\nاليوم 1/2")
    assert doc.sentences[0].sent_id == "خبر_اليوم_1_2-p01-s1"
    assert khabar.Document.from_conllu(doc.to_conllu()).to_conllu() == doc.to_conllu()


# --- huge and generated ------------------------------------------------------------------------

HUGE = {
    "a word": "ب" * 100_000,
    "marks": "قال" + "\u0651\u064e\u0650\u0301" * 10_000,
    "dots": "قال" + "." * 100_000,
    "ligatures": "\ufdfa" * 20_000,
    "no space": "قالمحمد" * 100_000,
    "an address": "قال http://" + "a." * 20_000,
    "controls": "قال" + "\u200d" * 100_000 + "x",
    "clitics": "قال " + "وب" * 50_000 + "1",
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_huge_texts_are_read_and_what_is_too_long_is_marked(text):
    doc = khabar.read(text)
    assert "".join(token.form for token in doc.tokens) == composed(text).replace(" ", "")
    assert all(w.misc.get("TooLong") == "Yes" for t in doc.tokens for w in t.words if len(t.form) > 200)


@pytest.mark.parametrize(
    ("unit", "times"), [("ب", 6_000), ("[", 1_000), ("،", 200), ("قالمحمد", 500), ("مؤكدا أن الوزير ", 20)]
)
def test_time_grows_with_the_text_and_not_with_its_square(unit, times):
    """Eight times the text is about eight times the processor's work, up to 64 times where it grows by the square
    (brackets took 22 times as long before they were paired in one pass), 512 times by the cube (participles 40 times,
    while whom each describes was looked for among all that had been said). A busy machine gets three tries."""

    def work(count: int) -> float:
        start = process_time()
        khabar.interpret(khabar.read(f"قال {unit * count} نعم", tree=False))
        return process_time() - start

    work(10)
    once = max(0.004, min(work(times) for _ in range(2)))
    assert any(work(8 * times) < 16 * once for _ in range(3))


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text("اأنوبلـمدة َّ.،؟12٫\u200d\u200f\u00ad@#:/", max_size=60),
)
def test_any_text_keeps_its_characters_and_comes_back(odd, arabic):
    text = f"{odd} قال {arabic}"
    doc = khabar.read(text)
    assert "".join(t.form for t in doc.tokens) == "".join(composed(text.removeprefix("\ufeff")).split())
    written = doc.to_conllu()
    again = khabar.Document.from_conllu(written)
    assert again.to_conllu() == written and again.text == doc.text and len(doc.offsets) == len(doc.tokens)
    assert unicodedata.is_normalized("NFC", written)


@given(st.text("اب\u064b\u064c\u064e\u0650\u0651\u0301\u0323\u1ab0é", max_size=200))
def test_composed_is_nfc(text):
    assert composed(text) == unicodedata.normalize("NFC", text)
    bare(text)
