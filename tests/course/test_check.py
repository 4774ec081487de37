import re
import subprocess
import sys

import pytest

import khabar
from khabar.course import learner, questions, vowels
from khabar.course.interface import told
from khabar.text.errors import KhabarError


@pytest.fixture(autouse=True)
def fresh_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "progress.json"))


@pytest.mark.parametrize("question", questions.bank().values(), ids=lambda q: q.id)
def test_every_question_accepts_its_answers_and_names_its_misconceptions(question):
    for answer in question.accept:
        assert khabar.check(question.id, answer)
    for known in question.misconceptions:
        for answer in known["answers"]:
            feedback = khabar.check(question.id, answer)
            assert not feedback and feedback.misconception == known["idea"]
    assert question.hints and question.why


def test_spelling_is_forgiven():
    assert khabar.check("00-first-look/2", "وَ + نظـيـر + ه")
    assert khabar.check("00-first-look/2", ("و", "نَظِيرَ", "هُ"))


def test_hints_follow_each_other_and_the_answer_comes_when_asked_for():
    first, second = (khabar.check("00-first-look/2", ["ونظيره"]) for _ in range(2))
    assert first.hint != second.hint
    assert first.misconception == "missed a clitic"
    shown = khabar.check("00-first-look/2", None, show_answer=True)
    assert "نظير" in shown.message and not shown


def test_a_letter_of_the_root_is_no_clitic():
    assert khabar.check("00-first-look/2", "و+ن+ظير+ه").misconception == "took a radical for a clitic"


class EqualToEverything:
    def __eq__(self, other):
        return True

    __hash__ = None


@pytest.mark.parametrize("answer", [EqualToEverything(), [EqualToEverything()], None, object, ...])
def test_only_plain_values_can_be_right(answer):
    assert not khabar.check("00-first-look/1", answer)


def test_progress_is_kept_between_sessions_and_shown():
    khabar.check("00-first-look/2", "و+نظيره")
    elsewhere = "import khabar; khabar.check('00-first-look/1', 'Reuters said it.')"
    subprocess.run([sys.executable, "-c", elsewhere], check=True)  # a second lesson, open at the same time
    khabar.check("00-first-look/2", "و+نظير+ه")
    assert learner.tries()["00-first-look/2"] == {"tries": 2, "right": True}
    assert list(khabar.progress().to_frame().loc["00-first-look", ["tried", "solved"]]) == [2, 1]


def test_a_place_that_cannot_be_written_is_no_obstacle(monkeypatch):
    monkeypatch.setenv("KHABAR_PROGRESS", "/dev/null/progress.json")
    assert khabar.check("00-first-look/2", "و+نظير+ه")


def test_an_unknown_question_is_named():
    with pytest.raises(KhabarError, match="00-first-look/1"):
        khabar.check("00-first-look/99", "")


def test_feedback_is_escaped_and_arabic_in_it_is_isolated():
    html = questions.marked_up("<b> قال & said")
    assert html == '&lt;b&gt; <bdi lang="ar" dir="rtl">قال</bdi> &amp; said'


def test_an_arabic_passage_keeps_its_gaps_and_its_own_quotation_marks():
    html = questions.marked_up('It says … "على وشك" تعليق: but "near" is لا "الآن".')
    assert html == (
        'It says <bdi lang="ar" dir="rtl">… &quot;على وشك&quot; تعليق</bdi>: but &quot;near&quot; is '
        '<bdi lang="ar" dir="rtl">لا &quot;الآن&quot;</bdi>.'
    )


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("لوضع is ل + وضع (وضع situation).", ["لوضع", "ل + وضع", "وضع"]),
        (
            "The writer’s: وزيرة البيئة (أعلنت) [2.1]: «أن بلادها …».",
            ["وزيرة البيئة (أعلنت)", "«أن بلادها …»"],
        ),
        ("in (قال) or قال «said»: «قال (أمس) ذلك»", ["قال", "قال", "«قال (أمس) ذلك»"]),
        ("1 كلمة [1.2], 2 في 2026 أعلنت", ["كلمة", "في 2026 أعلنت"]),
        ("in سقط جرحى (12 مدنيا) في قصف (2016) جديد (2.1)", ["سقط جرحى (12 مدنيا) في قصف (2016) جديد"]),
    ],
)
def test_a_bracket_or_number_of_the_english_stays_outside_of_the_arabic(text, runs):
    assert re.findall('<bdi lang="ar" dir="rtl">(.*?)</bdi>', questions.marked_up(text)) == runs


@pytest.mark.parametrize(
    ("kind", "given", "accepted"),
    [
        ("cut", ["ل", "الادارة"], ["ل", "الإدارة"]),
        ("cut", ["و+", "نظير", "+ه"], ["و", "نظير", "ه"]),
        ("cut", "و-نظير-ه", ["و", "نظير", "ه"]),
        ("fill", "علن", "ع.ل.ن"),
        ("fill", "ع - ل - ن", "ع.ل.ن"),
        ("fill", "هـ.د.أ", "ه.د.ء"),
        ("fill", "ه.د.ئ", "ه.د.ء"),
        ("fill", "«واشنطن  بوست»", "واشنطن بوست"),
        ("fill", "قضیه", "قضية"),  # yeh of a Persian keyboard
        ("choose", "(B)", "b"),
        ("vocalise", "تَقَدُّماً", "تَقَدُّمًا"),
        ("vocalise", "زَمَنِيّاً", "زَمَنِيًّا"),
        ("vocalise", "ناقَشا", "نَاقَشَا"),
        ("vocalise", "يُؤَدّي", "يُؤَدِّي"),
        ("vocalise", "أُسْبوع", "أُسْبُوع"),
        ("vocalise", "ذَلِكَ", "ذٰلِكَ"),
        ("vocalise", "الْجَمَاعةُ", "الْجَمَاعَةُ"),
        ("vocalise", "الْإعْلَانِ", "الْإِعْلَانِ"),
        ("vocalise", "هَٰذِهِ", "هٰذِهِ"),
        ("vocalise", "اَلْمُتَّحِدَةُ", "الْمُتَّحِدَةُ"),
        ("number", "٧٢٫٧٪", 72.727273),
        ("number", "72,727", 72.727273),
        ("number", "2,089", 2089),
        ("number", 73, 72.727273),
        ("match", {1: "C", "2": " a."}, {"1": "c", "2": "a"}),
        ("match", {"لا": "part"}, {"لا": "PART"}),
        ("order", "b, a, C", ["b", "a", "c"]),
        ("spans", (3, 27, 30), [[3, 27, 30]]),
        ("spans", [(9, 12, 37)], [[9, 11, 38]]),  # the quotation marks
        ("spans", [(7, 35, 39), (7, 41, 44)], [[7, 35, 44]]),  # a comma between
    ],
)
def test_what_a_teacher_forgives(kind, given, accepted):
    assert questions.same(kind, given, accepted)


@pytest.mark.parametrize(
    ("kind", "given", "accepted"),
    [
        ("cut", ["جهة", "ها"], ["جهت", "ها"]),
        ("cut", ["ل", "لمحادثات"], ["ل", "المحادثات"]),
        ("fill", "ه.د.ي", "ه.د.ء"),
        ("vocalise", "نَشَرَ", "نُشِرَ"),
        ("vocalise", "نُشِر", "نُشِرَ"),
        ("vocalise", "بِيْن", "بَيْن"),
        ("vocalise", "ناقِشا", "نَاقَشَا"),
        ("vocalise", "تَقَدُّمَا", "تَقَدُّمًا"),
        ("number", 240, 241),
        ("number", True, 1),
        ("number", "many", 3),
        ("order", ["b", "c", "a"], ["b", "a", "c"]),
        ("spans", [(3, 27, 29)], [[3, 27, 30]]),
        ("spans", "3, 27, 30", [[3, 27, 30]]),
    ],
)
def test_what_a_teacher_does_not_forgive(kind, given, accepted):
    assert not questions.same(kind, given, accepted)


@pytest.mark.parametrize(
    ("given", "right", "asks"),
    [
        ("وِزَارَةِ", "وِزَارَةُ", "case"),
        ("يُحْرِزُ", "يُحْرِزَ", "mood"),
        ("نُشِرُ", "نُشِرَ", "neither case nor mood"),
        ("ذَكَرَتَ", "ذَكَرَتْ", "neither case nor mood"),
        ("كَتَبُ", "كَتَبَ", "neither case nor mood"),
        ("بَعْدَ", "بَعْدُ", "no case"),
        ("الْكِتَابُ", "الْكِتَابَ", "case"),
    ],
)
def test_a_wrong_ending_is_asked_only_what_such_a_word_has(given, right, asks):
    idea, message = vowels.vowel_mistake(given, right)
    assert idea == "wrong ending" and asks in message
    assert vowels.vowel_mistake("وَزَارة", "وِزَارة")[0] == "wrong vowels"


def test_an_ending_left_out_is_told_so():
    feedback = khabar.check("06-tagging/3", "نُشِر")
    assert not feedback and "no sign yet" in feedback.message and "neither case nor mood" in feedback.message


@pytest.mark.parametrize(
    ("id", "answer"),
    [
        ("04-root-and-pattern/5", "المناقشة"),
        ("04-root-and-pattern/2", "الاستفعال"),
        ("08-reference/2", "Saturday 1 October 2016"),
        ("08-reference/2", "السبت 1 أكتوبر 2016"),
        ("08-reference/2", "١ تشرين الأول ٢٠١٦"),
        ("08-reference/3", "Fri, Sep 30th 2016"),
        ("08-reference/3", "9/30/2016"),
        ("01-letters/10", "ـ"),
    ],
)
def test_a_right_answer_in_another_form_is_right(id, answer):
    assert khabar.check(id, answer)


@pytest.mark.parametrize("answer", ["Sunday 1 October 2016", "31/9/2016", "1 October", "October"])
def test_a_day_that_contradicts_itself_is_no_day(answer):
    assert not khabar.check("08-reference/2", answer)


@pytest.mark.parametrize("nothing", ["", "  ", "\u200f", [], {}, None])
def test_an_empty_answer_is_no_try(nothing):
    assert "empty" in str(khabar.check("00-first-look/2", nothing))
    assert khabar.progress()["tried"].sum() == 0


def test_words_of_another_text_are_marked_with_or_without_its_own_punctuation():
    comma = [[1, 2]]
    assert questions.same("spans", [(1, 1, 3)], [[1, 1, 1], [1, 3, 3]], comma)
    assert not questions.same("spans", [(1, 1, 3)], [[1, 1, 1], [1, 3, 3]], [])
    assert not questions.same("spans", [[1, 1, 10**9]], [[1, 1, 1]], comma)
    assert not questions.same("spans", [[1, 1]] * 500, [[1, 1, 1]], comma)


def test_what_khabar_says_of_an_answer_is_arabic_where_that_is_chosen():
    learner.choose("language", "ar")
    page = khabar.check("00-first-look/2", "x")._repr_html_()
    assert "ليس بعد." in page and "حرفاً حرفاً" in page and "letter by letter" not in page
    assert '<bdi lang="en" dir="ltr">' in page  # the hint is the question's own
    assert "Nothing was counted" not in khabar.check("00-first-look/2", None)._repr_html_()
    assert told("The root of وضع is و.ض.ع. Look again.") == "جذر وضع هو و.ض.ع. انظر ثانية."
    assert told("Of a kind that no table has.") == "Of a kind that no table has."
