"""Every question of the bank teaches when it is answered wrong."""

import pytest

from khabar.course import questions

GRADES = ("intermediate", "advanced", "researcher")
DIAGNOSED = ("cut", "vocalise", "spans")  # kinds whose wrong answers are explained piece by piece


@pytest.mark.parametrize("question", questions.bank().values(), ids=lambda q: q.id)
def test_a_question_has_hints_misunderstandings_and_a_grade(question):
    assert question.grade in GRADES
    assert question.hints and all(question.hints)
    assert len(question.misconceptions) >= 2 or question.kind in DIAGNOSED
    assert all(known["idea"] and known["say"] for known in question.misconceptions)


@pytest.mark.parametrize(
    "question", [q for q in questions.bank().values() if q.kind == "choose"], ids=lambda q: q.id
)
def test_each_wrong_option_is_answered_with_its_reason(question):
    foreseen = [answer for known in question.misconceptions for answer in known["answers"]]
    wrong = [option for option in question.options if option not in question.accept]
    assert set(question.accept) <= set(question.options)
    assert sorted(foreseen) == sorted(wrong)
