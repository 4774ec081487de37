"""An assignment in the making: what a teacher changes is kept, taken back, and asked as it was written."""

from pathlib import Path

import pytest

import khabar
from khabar.course.draft import Draft, said, understood
from khabar.course.grading import build
from khabar.course.workplace import maker_page


@pytest.fixture
def draft(tmp_path):
    return Draft("communique", tmp_path, questions=8)


def prompts(made):
    return [exercise.prompt for exercise in made.exercises]


def test_what_is_dropped_moved_added_and_edited_is_kept_taken_back_and_written(draft, tmp_path):
    first = prompts(draft)
    draft.drop(0)
    draft.move(0, 2)
    assert prompts(draft) == [*first[2:4], first[1], *first[4:]]
    draft.add("tag")
    draft.own("choose")
    draft.edit(
        8, prompt="Who speaks?", options=["the ministry", "nobody"], accept=["a"], why="See 5.1.", points=2
    )
    assert prompts(Draft("communique", tmp_path)) == prompts(draft)  # another day
    assert draft.undoable == 5 and draft.undo() and prompts(draft)[-1] == "Your question."
    draft.edit(8, prompt="Who speaks?", options=["the ministry", "nobody"], accept=["a"])
    path = draft.write()
    assert prompts(build.read(path)) == prompts(draft) and not draft.draft_path.exists()
    again = Draft("communique", tmp_path)
    again.choose("advanced", 5, ["case"])
    assert {exercise.prompt.partition(" has ")[0] for exercise in again.exercises} == {"Which case"}
    assert len(build.read(again.write()).exercises) == 5


@pytest.mark.parametrize(
    "act, told",
    [
        (lambda d: d.drop(99), "no question 100"),
        (lambda d: d.choose("child", 5), "grade"),
        (lambda d: d.choose("advanced", 0), "at least one"),
        (lambda d: d.own("essay"), "of your own"),
        (lambda d: d.edit(0, prompt=" "), "needs words"),
        (lambda d: d.edit(0, accept=[]), "right answer"),
        (lambda d: d.edit(0, points=0), "points"),
        (lambda d: d.edit(0, accept=said_of(d, 0)), "right and wrong"),
        (lambda d: d.edit(0, colour="red"), "no colour"),
        (lambda d: understood("match", "1"), "matches nothing"),
        (lambda d: understood("number", "many"), "no number"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_changes_nothing(draft, act, told):
    before = draft.draft_path.read_text(encoding="utf-8")
    with pytest.raises(khabar.KhabarError, match=told):
        act(draft)
    assert draft.draft_path.read_text(encoding="utf-8") == before and not draft.undoable


def said_of(draft, number):
    wrong = draft.exercises[number].misconceptions[0]["answers"][0]
    return [said(draft.exercises[number].kind, wrong)]


def test_each_answer_of_each_kind_is_read_as_it_is_shown(draft):
    draft.choose("researcher", 60)
    for exercise in draft.exercises:
        wrong = [answer for each in exercise.misconceptions for answer in each["answers"]]
        for answer in (*exercise.accept, *wrong):
            assert understood(exercise.kind, said(exercise.kind, answer)) == answer


def test_questions_of_another_text_are_not_taken_for_this_ones(draft, tmp_path):
    draft.write()
    with pytest.raises(khabar.KhabarError, match="another text"):
        Draft("analysis", tmp_path, name="communique")


def test_a_page_is_made_for_the_lab(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = maker_page(Path("communique"), tmp_path / "exercises", questions=5)
    assert "Maker('communique'" in page.read_text(encoding="utf-8")
    assert len(Draft("communique", tmp_path / "exercises").exercises) == 5
