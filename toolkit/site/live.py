"""Cells of a notebook that stay alive on a page without a kernel."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from record import recorded

from khabar.course.questions import bank
from khabar.widgets import QuestionWidget
from khabar.widgets._base import WAKE
from khabar.widgets.question import LABELS

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
# Widgets of khabar that need no kernel for what they show; where one turns pages, these must be recorded.
LIVE = {"question": "", "reader": "pages", "segmenter": "pages", "tagger": "", "tree": "sentences"}
# What every widget of Jupyter has and none on a page needs.
JUPYTERS_OWN = ("layout", "tabbable", "tooltip")
LONG = 10_000  # bytes: more stand in a file of their own
ONLY_THERE = '<p><em>This part needs a kernel: <a href="{binder}">open the lesson on Binder</a>, or in JupyterLab.</em></p>'


class Live(Preprocessor):
    """In a notebook that has been run: a widget becomes an element that ``assets/site.js`` wakes with the
    state that the kernel gave it; so does a cell that ends in ``khabar.check(id, …)``; a widget that needs a
    kernel leaves what it shows. ``nb.metadata.recorded`` has the recorded answers by model id."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        widgets = nb.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
        records = nb.metadata.pop("recorded", {})
        files = resources.setdefault("outputs", {})
        names = resources.setdefault("widgets", [])
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            shown = [
                view
                for output in cell.outputs
                for view in _enliven(output, widgets, records, files, resources.get("binder", ""))
            ]
            cell.outputs = shown
            _ask(cell, files)
            cell.metadata["folded"] = _is_folded(cell)
            names += [o.metadata["live"] for o in cell.outputs if o.get("metadata", {}).get("live")]
        resources["widgets"] = sorted(set(names))
        return nb, resources


def _enliven(
    output: NotebookNode,
    widgets: dict[str, Any],
    records: dict[str, Any],
    files: dict[str, bytes],
    binder: str,
) -> Iterator[NotebookNode]:
    data = output.get("data", {})
    view = data.pop(VIEW, None)
    if "text/html" in data:
        data["text/html"] = data["text/html"].replace(WAKE, "")  # a page has no cell to be run
    if view is None:
        yield output
        return
    model, page = view["model_id"], output.data.get("text/html", "")
    if _lives(model, widgets, records):
        yield _alive(model, widgets, records, page, files)
        return
    yield from [_html(page)] if page else _contents(model, widgets, records, files)
    if page or any(_asks(leaf, widgets, records) for leaf in _leaves(model, widgets)):
        yield _html(ONLY_THERE.format(binder=escape(binder)))


def _lives(model: str, widgets: dict[str, Any], records: dict[str, Any]) -> bool:
    """Whether a widget needs no kernel for what it shows."""
    state = widgets.get(model, {}).get("state", {})
    *room, name, _ = state.get("_anywidget_id", "..").split(".")
    pages = state.get(LIVE.get(name, ""), 1)
    turns = pages == 1 or "pages" in records.get(model, {}) or state.get("exercise")
    return room == ["khabar", "widgets"] and name in LIVE and bool(turns)


def _alive(
    model: str, widgets: dict[str, Any], records: dict[str, Any], page: str, files: dict[str, bytes]
) -> NotebookNode:
    state = widgets[model]["state"]
    name = state["_anywidget_id"].split(".")[-2]
    return _element(name, state, records.get(model, {}), page, files)


def _leaves(model: str, widgets: dict[str, Any]) -> list[str]:
    """The widgets in a widget that hold no others."""
    children = widgets.get(model, {}).get("state", {}).get("children", ())
    found = [leaf for child in children for leaf in _leaves(child.removeprefix("IPY_MODEL_"), widgets)]
    return found or [model]


def _asks(leaf: str, widgets: dict[str, Any], records: dict[str, Any]) -> bool:
    """Whether a widget waits for something that only a kernel can do."""
    kind = widgets.get(leaf, {}).get("state", {}).get("_model_name", "")
    return kind not in ("OutputModel", "HTMLModel", "LabelModel") and not _lives(leaf, widgets, records)


def _html(text: str, **metadata: str) -> NotebookNode:
    return new_output("display_data", {"text/html": text}, metadata=metadata)


def _contents(
    model: str, widgets: dict[str, Any], records: dict[str, Any], files: dict[str, bytes]
) -> Iterator[NotebookNode]:
    """What Jupyter's own widgets show, without them: the text in a field, what a cell displays in one, and the
    widgets of khabar that live in it."""
    state = widgets.get(model, {}).get("state", {})
    if _lives(model, widgets, records):
        yield _alive(model, widgets, records, "", files)
        return
    for child in state.get("children", ()):
        yield from _contents(child.removeprefix("IPY_MODEL_"), widgets, records, files)
    if state.get("_model_name") == "OutputModel":
        yield from map(NotebookNode, state["outputs"])
    elif state.get("_model_name") in ("TextModel", "TextareaModel"):
        # A field with its label in the label's direction, a text in its own.
        label = f"{escape(state['description'])}: " if state.get("description") else ""
        lines = state["value"].splitlines()
        if label:
            yield _html("".join(f'<p>{label}<bdi lang="ar">{escape(line)}</bdi></p>' for line in lines))
        else:
            yield _html("".join(f'<p lang="ar" dir="auto">{escape(line)}</p>' for line in lines))


def _element(
    name: str, state: dict[str, Any], record: dict[str, Any], page: str, files: dict[str, bytes]
) -> NotebookNode:
    """The element of a widget: its state and its recorded answers as JSON, which the browser does not run;
    until the script has run, the page to read."""

    def kept(value: Any) -> Any:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        if len(text) < LONG:
            return value
        path = f"data/{sha256(text).hexdigest()[:12]}.json"
        files[path] = text
        return {"$at": path}

    own = {k: kept(v) for k, v in state.items() if not k.startswith("_") and k not in JUPYTERS_OWN}
    data = json.dumps({"state": own, "recorded": kept(record)}, ensure_ascii=False, separators=(",", ":"))
    script = f'<script type="application/json">{data.replace("<", chr(92) + "u003c")}</script>'
    return _html(f'<div class="widget" data-name="{name}">{page}{script}</div>', live=name)


def _ask(cell: NotebookNode, files: dict[str, bytes]) -> None:
    """A cell that ends in a check gets the question, with the cell's answer and its feedback, in place of
    the feedback alone."""
    call = _last_check(cell.source)
    if call is None or call[0] not in bank() or not cell.outputs:
        return
    id, given = call
    widget = QuestionWidget(bank()[id])
    if widget.question.kind in LABELS and given is not None:
        given = " + ".join(given) if isinstance(given, list) else str(given)
    if given is not None:
        widget.answer = given
        widget.checked = {"answer": given}
    cell.outputs[-1] = _element("question", widget.get_state(), recorded(widget), widget.to_html(), files)


def _last_check(source: str) -> tuple[str, Any] | None:
    """Question and answer of the check that a cell ends with; None for an answer that is not written there."""
    try:
        *before, last = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    match last:
        case ast.Expr(ast.Call(ast.Attribute(attr="check"), [ast.Constant(str() as id), answer], [])):
            return id, _literal(answer, before)
    return None


def _literal(answer: ast.expr, before: list[ast.stmt]) -> Any:
    if isinstance(answer, ast.Name):
        named = [
            s.value for s in before if isinstance(s, ast.Assign) and ast.unparse(s.targets[0]) == answer.id
        ]
        answer = named[-1] if named else answer
    try:
        return ast.literal_eval(answer)
    except ValueError:
        return None


def _is_folded(cell: NotebookNode) -> bool:
    """Whether code is there to be opened, not read: as the lesson says, and where its widget is alive."""
    hidden = cell.metadata.get("jupyter", {}).get("source_hidden", False)
    return bool(hidden) or any(output.get("metadata", {}).get("live") for output in cell.outputs)
