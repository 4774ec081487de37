"""Assignments made out of a text: each question's own answer is right, each wrong one is told its idea."""

import json
from random import Random

import pytest

import khabar
from khabar.course import maker
from khabar.course.grading import build
from khabar.course.making.cutting import cuts
from khabar.course.making.made import Text
from khabar.course.questions import same

NEWS = """أعلنت وزارة الخارجية الأردنية، أمس الاثنين، أن الوزير بحث مع نظيره المصري سبل وقف إطلاق النار في قطاع غزة.
وقال المتحدث باسم الوزارة إن الجانبين اتفقا على مواصلة المشاورات، مشيراً إلى أن الاجتماع المقبل سيعقد في القاهرة.
وأكدت الحكومة المصرية أنها تدعم كل جهد يهدف إلى تهدئة الأوضاع، وحذرت من استمرار التصعيد في المنطقة."""


@pytest.fixture(scope="module", params=["the article", "a text of one's own"])
def text(request):
    doc = khabar.article() if request.param == "the article" else khabar.read(NEWS)
    return doc, khabar.interpret(doc)


@pytest.fixture(scope="module")
def found(text):
    """All that can be asked of it."""
    return maker.possible(*text)


def judged(exercise, answer):
    return any(same(exercise.comparer, answer, accepted, exercise.marks) for accepted in exercise.accept)


def assert_answerable(asked):
    assert judged(asked, asked.accept[0]), asked.prompt
    assert (
        json.dumps(asked.accept[0], ensure_ascii=False) not in asked.form
    )  # the form that is given as an example
    assert asked.why and asked.misconceptions, asked.prompt
    assert len(set(asked.options)) == len(asked.options)
    for known in asked.misconceptions:
        assert known["idea"] and "{" not in known["say"]
        assert not any(judged(asked, answer) for answer in known["answers"]), (asked.prompt, known)


def test_of_all_that_can_be_asked_the_answer_is_right_and_each_wrong_one_is_wrong_and_told_why(text):
    found = [made for make in maker.MAKERS for made in make(Text(*text, Random(1)))]
    assert len({made.about for made in found}) >= 10
    assert "spans" in {made.exercise.kind for made in found}
    for made in found:
        asked = made.exercise
        if asked.kind == "written":
            assert sum(float(line.split()[0]) for line in asked.rubric) == asked.points
            continue
        assert_answerable(asked)


def test_a_piece_before_a_pronoun_may_be_written_as_it_stands_alone():
    doc = khabar.read(
        "وقالت الوزارة إن الوزير يعرف قيمته، وإن الكلمة التي ألقاها أمامهم طويلة، وإن محادثاتهم مستمرة. وقال: هذا ما رأيناه."
    )
    asked = [made.exercise for made in cuts(Text(doc, khabar.interpret(doc), Random(1)))]
    accepted = [answer for exercise in asked for answer in exercise.accept]
    assert ["قيمت", "ه"] in accepted and ["قيمة", "ه"] in accepted
    assert ["ألقا", "ها"] in accepted and ["ألقى", "ها"] in accepted
    assert ["محادثات", "هم"] in accepted and ["محادثاة", "هم"] not in accepted
    assert ["رأينى", "ه"] not in accepted


def test_kinds_that_a_reader_struck_are_not_asked():
    doc = khabar.read(
        "ونقلت الوكالة عن ناج هندي قوله إن القبطان رفض العودة. تدرك موسكو أنها لا تستطيع أن تخسر حليفا بهذا الحجم. وقال سفير دولة فرنسية إن الصمت أبلغ من الكلام في الطرق "
        "المؤدية إلى البلاد، وقدم باحثون أوراقا إلى وزير العمل ولجنة مع لجنة السلام. وتوقفت القوافل عند معبر أدري يوم "
        "الاثنين إلى جانب طاولة صغيرة، ووعد بأن تصرف الرواتب في السياسة، وشكر للجزائر حكومة ذي قار."
    )
    for word in doc.words:  # all that is read is taken for certain, so that only the kinds decide
        word.misc["Sure"] = "0.99"
    asked = {made.exercise.prompt: made for made in maker.possible(doc, khabar.interpret(doc))}
    for made in asked.values():
        assert_answerable(made.exercise)
    about = lambda kind: [m.exercise for m in asked.values() if m.about == kind]  # noqa: E731
    assert [each.accept for each in about("uncut")] == [[["لجنة"]]]  # nobody cuts ف + رنسية, س + فير, و + زير
    lemmas = {answer for each in about("lemma") for answer in each.accept}
    assert {"وَرَق", "وَرَقَة"} <= lemmas and not {"بَلَد", "بِلَاد", "مُؤَدِّي"} & lemmas
    assert not any("تدرك" in each.prompt for each in [*about("said"), *about("source"), *about("speaker")])
    assert not any("أبلغ" in each.why or "أدري" in each.why for each in about("verbs"))
    assert "اثْنَان" not in lemmas
    tagged = " ".join(each.why for each in about("tag"))
    assert not {"طاولة", "تصرف", "ذي"} & set(tagged.split())
    (algeria,) = [each for each in about("cut") if each.prompt.startswith("Cut للجزائر")]
    assert "island" not in algeria.why and [["ل", "ال", "جزائر"], ["ل", "جزائر"]] in [
        m["answers"] for m in algeria.misconceptions
    ]
    (weak,) = [each for each in about("root") if "السياسة" in each.prompt]
    assert weak.misconceptions[0]["idea"] == "took a weak radical as it is written"


def test_one_person_is_not_offered_under_two_names_nor_a_place_of_a_dateline_for_who_speaks():
    doc = khabar.read(
        "نيويورك - حذرت المبعوثة الأممية إلى ليبيا هانا تيتيه من أن استمرار الجمود السياسي يهدد وحدة البلاد.\n"
        "وقالت تيتيه إن الليبيين ينتظرون الانتخابات منذ سنوات. وأضافت المبعوثة أن نحو مئة ألف مهاجر يعيشون في ظروف قاسية.\n"
        "وأكد مندوب روسيا أن بلاده تدعم الحوار بين الأطراف الليبية."
    )
    asked = [made.exercise for made in maker.possible(doc, khabar.interpret(doc)) if made.about == "speaker"]
    assert asked
    for each in asked:
        assert sum("تيتيه" in option or "المبعوثة" in option for option in each.options) <= 1
        assert not any("نيويورك" in option for option in each.options)


def test_the_same_is_not_asked_twice_in_other_words(found):
    """The subject of a verb, and why it is a nominative: one of the two."""
    asked = {about: [made for made in found if made.about == about] for about in ("subject", "case")}
    pairs = [(a, b) for a in asked["subject"] for b in asked["case"] if a.touches & b.touches]
    assert pairs
    assert all(len(maker.choose([a, b], "intermediate", 2)) == 1 for a, b in pairs)


@pytest.mark.parametrize("grade", build.GRADES)
def test_twenty_questions_of_many_kinds_and_nothing_asked_twice(text, found, grade):
    made = maker.assignment("mine", text[0], maker.choose(found, grade, 20), grade)
    assert len(made.exercises) >= (20 if len(text[0].tokens) > 100 else 16)  # sixty words bear no twenty
    assert len({exercise.kind for exercise in made.exercises}) >= 6
    assert len({exercise.prompt for exercise in made.exercises}) == len(made.exercises)
    if grade == build.GRADES[0]:  # the same again
        assert made == maker.make(*text, name="mine", grade=grade)


def test_what_the_program_doubts_and_nobody_has_looked_at_is_not_asked():
    doc = khabar.read(NEWS)
    for word in doc.words:
        word.misc["Sure"] = "0.50"
    asked = [made for make in maker.MAKERS[:10] for made in make(Text(doc, khabar.interpret(doc), Random(1)))]
    assert not asked


def test_a_made_assignment_is_kept_under_its_name(tmp_path):  # test_publish.py releases one
    course = tmp_path / "course"
    doc = khabar.read(NEWS)
    path = maker.save(maker.make(doc, khabar.interpret(doc), name="cairo"), course)
    with pytest.raises(khabar.KhabarError, match="another name"):
        maker.save(maker.make(doc, khabar.interpret(doc), name="cairo"), course)
    assert build.read(path).passage[0][0] == "أعلنت"
