"""How far a learner is: a page with what is solved, what is open and where to go on, and the learner's file to
take along."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import traitlets

from khabar.course import learner
from khabar.course.interface import arabic, spoken, told
from khabar.course.questions import bank
from khabar.text.errors import KhabarError
from khabar.widgets._base import Widget, source

if TYPE_CHECKING:
    import pandas


def progress() -> Progress:
    """How far a learner is, in this session and before: shown in a notebook as a page with links, elsewhere as
    a table; :meth:`Progress.to_frame` gives the table.

    Example:
        >>> khabar.progress().to_frame().columns.tolist()
        ['questions', 'tried', 'solved']
    """
    return Progress(_lessons())


@dataclass(frozen=True)
class Item:
    """A question or another exercise: its name, where it stands ("" if that is not known), how far it is."""

    name: str
    link: str
    tried: bool
    solved: bool


@dataclass(frozen=True)
class Progress:
    """The items of each lesson, in the course's order; asked of the learner's file when it was made."""

    lessons: dict[str, list[Item]]

    def to_frame(self) -> pandas.DataFrame:
        """A row a lesson: how many questions and exercises are known, how many tried, how many solved."""
        import pandas

        rows = {
            lesson: [len(items), sum(i.tried for i in items), sum(i.solved for i in items)]
            for lesson, items in self.lessons.items()
        }
        table = pandas.DataFrame.from_dict(rows, orient="index", columns=["questions", "tried", "solved"])
        return table.rename_axis("lesson")

    def __getitem__(self, column: str) -> pandas.Series:
        """A column of :meth:`to_frame`, such as ``khabar.progress()["solved"].sum()``."""
        return self.to_frame()[column]

    def __repr__(self) -> str:
        return str(self.to_frame())

    def _repr_html_(self) -> str:
        parts = [f"<h3>{spoken('Your progress')}</h3>"]
        if said := learner.trouble():
            parts.append(f"<p><strong>{escape(told(said))}</strong></p>")
        every = [item for items in self.lessons.values() for item in items]
        parts.append(f"<p>{spoken('{} of {} solved.', sum(item.solved for item in every), len(every))}</p>")
        if onward := next((item for item in every if not item.solved), None):
            parts.append(
                f"<p><strong>{_link(onward, spoken('Continue here'))}</strong> ({escape(onward.name)})</p>"
            )
        rows = []
        for lesson, items in self.lessons.items():
            signs = " ".join(
                _link(item, f"{_sign(item)}{escape(spoken(item.name.rpartition('/')[2]))}") for item in items
            )
            count = f"{sum(i.solved for i in items)} / {len(items)}"
            whole = Item(lesson, items[0].link.partition("#")[0], False, False)
            rows.append(f"<tr><td>{_link(whole, escape(lesson))}</td><td>{count}</td><td>{signs}</td></tr>")
        heads = "".join(
            f"<th>{spoken(head)}</th>" for head in ("Lesson", "Solved", "Questions and exercises")
        )
        parts.append(f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>")
        parts.append(f"<p>{spoken('✓ solved · ◐ tried · ○ open')}</p>")
        language, direction = ("ar", "rtl") if arabic() else ("en", "ltr")
        return f'<div lang="{language}" dir="{direction}">{"".join(parts)}</div>'

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display

        display(HTML(self._repr_html_()))
        display(LearnersFile())


class LearnersFile(Widget):
    """The learner's file, to take along, to bring in, and to start over (which asks first).

    Traitlets:
        asked: what the page asks for: "export", "start over" or the text of a file to bring in.
        text: the file, after "export".
        told: what was done, or why it was not.
    """

    _esm = source("progress.js")
    _css = source("common.css")

    asked = traitlets.Dict().tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)
    told = traitlets.Unicode("").tag(sync=True)
    where = traitlets.Unicode("").tag(sync=True)

    def __init__(self, **options: Any):
        super().__init__(where=str(learner.path()), **options)

    @traitlets.observe("asked")
    def _answer(self, _change: Any) -> None:
        match self.asked:
            case {"do": "export"}:
                self.text = learner.export()
            case {"do": "bring in", "text": str(text)}:
                try:
                    count = learner.bring_in(text)
                    self.told = f"Brought in, with {count} exercises. Run the cells of a lesson to see them."
                except KhabarError as error:
                    self.told = str(error)
            case {"do": "start over"}:
                learner.start_over()
                self.told = "Everything is open again."

    def to_html(self) -> str:
        """Where the file is."""
        return f"<p>{spoken('Your work is kept in {}.', f'<code>{escape(self.where)}</code>')}</p>"


def _sign(item: Item) -> str:
    return "✓" if item.solved else "◐" if item.tried else "○"


def _link(item: Item, text: str) -> str:
    return f'<a href="{escape(item.link)}">{text}</a>' if item.link else text


def _lessons() -> dict[str, list[Item]]:
    """Every question of the bank, and the other exercises that have been worked on."""
    known = learner.tries()
    found: dict[str, list[Item]] = {}
    cells: dict[str, dict[str, str]] = {}
    for id in bank():
        lesson = id.partition("/")[0]
        places = cells.setdefault(lesson, _cells(lesson))
        tried = known.get(id, {"tries": 0, "right": False})
        found.setdefault(lesson, []).append(
            Item(id, places.get(id, places.get("", "")), tried["tries"] > 0, tried["right"])
        )
    for work in sorted(learner.works(), key=lambda work: work.at):
        if work.lesson in found and work.exercise not in bank():
            name = _KINDS.get(work.exercise.partition("-")[0], work.exercise)
            found[work.lesson].append(Item(name, cells[work.lesson].get("", ""), True, work.solved))
    return found


_KINDS = {"cut": "cutting words", "tag": "tagging", "tree": "drawing a tree", "mark": "the board"}


def _cells(lesson: str) -> dict[str, str]:
    """Links to the questions of a lesson whose notebook is in this folder, and to it itself by ""."""
    path = Path(f"{lesson}.ipynb")
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    places = {"": quote(path.name)}
    for cell in cells:
        for id in bank():
            if id.startswith(f"{lesson}/") and f'"{id}"' in "".join(cell.get("source", "")):
                places[id] = f"{quote(path.name)}#cell-id={quote(str(cell.get('id', '')))}"
    return places
