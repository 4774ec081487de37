"""An assignment out of an annotated text: questions that the text itself and the language's ambiguity ask.

Each maker in :mod:`khabar.course.making` looks at one thing (a cut, a reading, a case, a speaker …) and yields
the questions that the annotation can answer for certain; wrong answers are the analyzer's other readings, the
text's other speakers, the letters that look like clitics. :func:`make` takes as many as are wanted, spread over
kinds and paragraphs, by how hard they are.

Nothing is asked about a word that the program doubts and nobody has looked at; of a debatable word every
defensible answer is accepted.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from khabar.course.grading.build import GRADES, Assignment
from khabar.course.making import cutting, grammar, lexicon, marked, talk
from khabar.course.making.made import Made, Text, Touched, passage, words
from khabar.discourse.model import Discourse
from khabar.text.document import Document
from khabar.text.errors import KhabarError

MAKERS: tuple[Callable[[Text], Iterator[Made]], ...] = (
    cutting.cuts, cutting.uncut, lexicon.tags, lexicon.readings, grammar.cases, grammar.vowels, lexicon.roots,
    lexicon.lemmas, grammar.adjectives, grammar.subjects, talk.speakers, talk.sources, cutting.orders,
    cutting.counts, marked.said, marked.phrases, marked.joined, marked.verbs, talk.written,
)  # fmt: skip
_STEP = 5  # a fifth of the way from easy to hard weighs as much as one question more in a paragraph
KINDS: dict[str, str] = words()["kinds"]
"""What a question can be about, with its name."""


def make(
    document: Document,
    discourse: Discourse,
    *,
    name: str,
    grade: str = "intermediate",
    questions: int = 20,
    kinds: Collection[str] = (),
    seed: int = 0,
) -> Assignment:
    """An assignment of ``questions`` on ``document`` for students of ``grade``.

    The same text and ``seed`` give the same questions. A text that bears fewer gives those that it bears.

    Args:
        grade: intermediate, advanced or researcher: harder and rarer things are asked of the later ones.
        kinds: only these of :data:`KINDS`; all, if none is given.

    Raises:
        KhabarError: an unknown grade or kind, or a text of which nothing is certain enough to be asked.

    Example:
        >>> doc = khabar.article()
        >>> made = make(doc, khabar.interpret(doc), name="aleppo", questions=8)
        >>> len(made.exercises), made.name
        (8, 'aleppo')
    """
    if grade not in GRADES:
        raise KhabarError(f"There is no grade {grade!r}: choose one of {', '.join(GRADES)}.")
    if strange := set(kinds) - set(KINDS):
        raise KhabarError(f"There is no kind {min(strange)!r}: choose of {', '.join(KINDS)}.")
    found = [made for made in possible(document, discourse, seed) if not kinds or made.about in kinds]
    return assignment(name, document, choose(found, grade, questions, seed), grade)


def possible(document: Document, discourse: Discourse, seed: int = 0) -> list[Made]:
    """All that can be asked of a text, kind by kind.

    Raises:
        KhabarError: nothing in it is certain enough.
    """
    text = Text(document, discourse, random.Random(seed))
    found = [made for maker in MAKERS for made in maker(text)]
    if not found:
        raise KhabarError(
            "Nothing in this text is certain enough to be asked: correct it at the desk first, or give a longer one."
        )
    return found


def assignment(name: str, document: Document, chosen: list[Made], grade: str) -> Assignment:
    """The assignment that asks what was chosen, in this order."""
    exercises = [replace(made.exercise, grade=grade) for made in chosen]
    title = document.text.split()
    heading = " ".join(title[:6]) + (" …" if len(title) > 6 else "")
    return Assignment(name, heading, words()["intro"], exercises, passage(document))


def save(assignment: Assignment, course: Path, *, over: bool = False, draft: bool = False) -> Path:
    """Write the questions into the course, where they can be edited, released and graded; the path.

    Args:
        over: write over what is there.
        draft: write ``NAME.draft``, which is not released.

    Raises:
        KhabarError: there is an assignment of that name already, or the course cannot be written to.
    """
    path = course / "questions" / f"{assignment.name}.{'draft' if draft else 'json'}"
    told = asdict(assignment)
    # What the text says anyway (marks) is found again when the questions are read.
    questions = [
        {key: value for key, value in each.items() if value and key != "marks"}
        for each in told.pop("exercises")
    ]
    page = {key: told[key] for key in ("title", "intro", "passage")} | {"questions": questions}
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not (over or draft):
            raise KhabarError(f"{path} is there already: give another name, or move it away first.")
        part.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise KhabarError(f"{path} cannot be written ({error.strerror}): choose another course.") from None
    return path


def choose(found: list[Made], grade: str, wanted: int, seed: int = 0) -> list[Made]:
    """As many as are wanted: from the rarest kind on, one at a time, no place twice, answers and paragraphs in
    turn."""
    aim = GRADES.index(grade) / (len(GRADES) - 1)
    found = random.Random(seed).sample(found, len(found))
    found.sort(key=lambda made: abs(made.hard - aim))
    used: set[Touched] = set()
    told: set[Touched] = set()
    kinds, paragraphs, answers = Counter[str](), Counter[int](), Counter[str]()
    chosen: list[Made] = []
    while found and len(chosen) < wanted:
        best = min(
            found,
            key=lambda m: (
                kinds[m.about], answers[m.answer] if m.answer else 0,
                paragraphs[m.paragraph] + _STEP * abs(m.hard - aim),
            ),
        )  # fmt: skip
        chosen.append(best)
        kinds[best.about] += 1
        paragraphs[best.paragraph] += 1
        answers[best.answer] += 1
        used |= best.touches
        told |= best.tells
        found = [m for m in found if m is not best and not m.repeats(used, told)]
        if kinds["written"] >= max(1, wanted // 10):
            found = [m for m in found if m.exercise.kind != "written"]
    return sorted(chosen, key=lambda made: (made.exercise.kind == "written", made.paragraph, made.about))
