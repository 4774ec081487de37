"""The pages that come out of grading: HTML without a script, in which everything that a student wrote is
text. They open from a disk, and ask nobody for anything."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from khabar.text.tables import CSS, marked_up

if TYPE_CHECKING:
    import pandas

    from khabar.course.grading.build import Exercise
    from khabar.course.grading.grade import Outcome

STYLE = f"""
body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }}
[lang=ar] {{ font-family: {CSS}; font-size: 1.25em; line-height: 1.9 }}
table {{ border-collapse: collapse }} th, td {{ text-align: start; padding: .25rem .75rem; border-bottom: 1px solid #999; vertical-align: top }}
section {{ border-inline-start: 4px solid #0072B2; padding: .1rem 1rem; margin: 1rem 0 }}
section.wrong {{ border-color: #B34700; border-inline-start-style: double }}
section.waiting {{ border-color: #555; border-inline-start-style: dotted }} img {{ max-width: 100% }}
blockquote {{ white-space: pre-wrap; margin: .5rem 0; padding: .25rem .75rem; border-inline-start: 2px solid #999; unicode-bidi: plaintext;
  font-family: {CSS}; line-height: 1.9; overflow-wrap: anywhere; max-height: 40em; overflow: auto; contain: paint }}
label {{ display: block; margin: .5rem 0 }} textarea {{ width: 100%; min-height: 4em; font: inherit }} input {{ font: inherit }}
@media (prefers-color-scheme: dark) {{ body {{ color: #eee; background: #181818 }} a {{ color: #6cb6ff }}
  textarea, input, button {{ color: inherit; background: #2a2a2a }} img {{ background: #fff }} }}
"""
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"


def page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>
<h1>{escape(title)}</h1>
{body}
</main></body></html>
"""


def table(rows: list[list[str]], head: list[str]) -> str:
    """A table of cells that are HTML already."""
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    heads = "".join(f'<th scope="col">{h}</th>' for h in head)
    return f"<table><thead><tr>{heads}</tr></thead>\n<tbody>{cells}</tbody></table>"


def words(text: str) -> str:
    """What a student wrote, as text; each paragraph in its own direction."""
    return f'<blockquote dir="auto">{escape(text)}</blockquote>'


def answer(told: dict[str, Any] | None, exercise: Exercise | None) -> str:
    """An answer as it is shown to people, not to Python."""
    if told is None:
        return "(could not be read: its cell did not run)"
    if "value" not in told:
        return f"(could not be read: an object of the kind {told.get('type', '?')}, not text, a number, a list or a dict)"
    value = told["value"]
    if value is None:
        return "(empty)"
    text = _value(value, exercise)
    return text if len(text) <= 300 else text[:299] + "…"


def _value(value: Any, exercise: Exercise | None) -> str:
    kind = exercise.kind if exercise else ""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(one, None)}" for key, one in value.items())
    if kind == "spans" and isinstance(value, list):
        return "; ".join(
            f"paragraph {span[0]}, words {span[1]} to {span[2]}"
            if isinstance(span, list) and len(span) == 3
            else str(span)
            for span in value
        )
    if isinstance(value, list):
        return (" + " if kind == "cut" else ", ").join(_value(one, None) for one in value)
    options = exercise.options if exercise and kind == "choose" else []
    letter = str(value).strip().lower()
    if len(letter) == 1 and letter in "abcdefgh"[: len(options)]:
        return f"{letter}: {options['abcdefgh'.index(letter)]}"
    return str(value)


def feedback(
    title: str,
    student: str,
    outcome: Outcome,
    mine: pandas.DataFrame,
    asked: dict[str, Exercise],
    summary: str,
) -> str:
    """One student's page. ``mine``: the student's rows of the marks, by key of the question."""
    body = f"<p>{escape(student)}: {summary}</p>\n"
    if outcome.notes:
        body += (
            "<h2>What happened</h2>\n<ul>"
            + "".join(f"<li>{escape(n)}</li>" for n in outcome.notes)
            + "</ul>\n"
        )
    if not outcome.graded:
        return page(f"Feedback: {title}", body)  # who has handed in nothing is shown no answers
    for number, (key, exercise) in enumerate(asked.items(), 1):
        if key not in mine.index:
            continue
        row = mine.loc[key]
        if f"test-{key}" in outcome.new or f"answer-{key}" in outcome.new:
            body += (
                f'<section class="waiting"><h2>Question {number}</h2>\n<p>{marked_up(exercise.prompt)}</p>\n'
                "<p>Your release did not have this question: it does not count.</p></section>\n"
            )
            continue
        body += _question(number, key, exercise, row, outcome)
    return page(f"Feedback: {title}", body)


def _question(number: int, key: str, exercise: Exercise, row: Any, outcome: Outcome) -> str:
    if exercise.kind == "written":
        kind, says = ("waiting", "To be marked.") if row.to_mark else ("", "")
        text = outcome.words.get(f"answer-{key}", "")
        given = f"<p>Your answer:</p>{words(text)}" if text else "<p>Your answer: (empty)</p>"
        if exercise.rubric:
            given += (
                "<p>How it is marked:</p><ul>"
                + "".join(f"<li>{marked_up(r)}</li>" for r in exercise.rubric)
                + "</ul>"
            )
        if row.comment:
            given += f"<p>Your teacher writes:</p>{words(row.comment)}"
    else:
        told = outcome.answers.get(f"answer_{key}")
        right, part = row.points >= row.most, 0 < row.points < row.most
        kind = "" if right else "wrong"
        mark = "✓ Right." if right else "◐ Partly right." if part else "✗ Not right."
        says = " ".join(filter(None, [mark, (told or {}).get("say", "") if not right else "", exercise.why]))
        given = f"<p>Your answer: {marked_up(answer(told, exercise))}</p>\n"
    options = "".join(
        f"<li>{letter}: {marked_up(option)}</li>"
        for letter, option in zip("abcdefgh", exercise.options, strict=False)
    )
    return (
        f'<section class="{kind}"><h2>Question {number}: {row.points:g} of {row.most:g}</h2>\n'
        f"<p>{marked_up(exercise.prompt)}</p>\n" + (f"<ul>{options}</ul>\n" if options else "") + f"{given}"
        f"<p>{marked_up(says)}</p></section>\n"
    )
