"""Cells of a notebook that stay alive on a page without a kernel: readers and questions."""

from __future__ import annotations

import ast
import json
from hashlib import sha256
from html import escape
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from questions import KINDS, form

from khabar.exercises import bank

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
READER = "khabar.widgets.reader.Reader"
# What every widget of Jupyter has and no reader on a page needs.
JUPYTERS_OWN = ("layout", "tabbable", "tooltip")
ONLY_THERE = "<p><em>This part needs a kernel: open the lesson in JupyterLab.</em></p>"


class Live(Preprocessor):
    """In a notebook that has been run: a Reader becomes an element that ``assets/site.js`` fills from the
    state that the kernel gave it; ``khabar.question(id)`` and ``khabar.check(id, …)`` become forms; any
    other widget leaves its HTML. The page's own code stays to be read, under a heading to open."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        widgets = nb.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
        files = resources.setdefault("outputs", {})
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            for output in cell.outputs:
                _enliven(output, widgets, files, cell)
            _ask(cell)
            _describe(cell)
        return nb, resources


def _enliven(
    output: NotebookNode, widgets: dict[str, Any], files: dict[str, bytes], cell: NotebookNode
) -> None:
    view = output.get("data", {}).pop(VIEW, None)
    if view is None:
        return
    state = widgets.get(view["model_id"], {}).get("state", {})
    page = output.data.get("text/html", "")
    # The kernel turns the pages of a long text, so such a reader stays as it is.
    if state.get("_anywidget_id") == READER and state["pages"] == 1:
        own = {k: v for k, v in state.items() if not k.startswith("_") and k not in JUPYTERS_OWN}
        output.data["text/html"] = _reader(own, page, files)
        cell.metadata["live"] = True
    else:
        output.data["text/html"] = page + ONLY_THERE


def _reader(state: dict[str, Any], page: str, files: dict[str, bytes]) -> str:
    """The element of a reader: its switches as an attribute, its text (shared by the readers that show the
    same one) in a file named for what it holds; until the script runs, the page to read."""
    text = json.dumps(state.pop("sentences"), ensure_ascii=False, separators=(",", ":")).encode()
    name = f"data/{sha256(text).hexdigest()[:12]}.json"
    files[name] = text
    switches = escape(json.dumps(state, ensure_ascii=False, separators=(",", ":")))
    return f'<div class="reader" data-text="{name}" data-state="{switches}">{page}</div>'


def _ask(cell: NotebookNode) -> None:
    """A cell that ends in a question becomes its form; one that ends in a check gets the form, with the
    cell's answer in it, in place of the feedback, which stands below as it stands in the notebook."""
    call = _last_call(cell.source)
    if call is None:
        return
    name, id, rest = call
    question = bank().get(id)
    if question is None or question.kind not in KINDS or not cell.outputs:
        return
    shown = cell.outputs[-1].get("data", {}).get("text/html", "")
    if name == "check":
        html = form(question, _literal(rest), shown)
    else:
        html = form(question)
        cell.metadata["live"] = True
    cell.outputs[-1] = new_output("display_data", {"text/html": html})


def _last_call(source: str) -> tuple[str, str, list[ast.expr]] | None:
    """Name, question and other arguments of the call of question or check that a cell ends with."""
    try:
        last = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):
        return None
    match last:
        case ast.Expr(ast.Call(func, [ast.Constant(str() as id), *rest], [])):
            name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            return (name, id, rest) if name in ("question", "check") else None
    return None


def _literal(arguments: list[ast.expr]) -> Any:
    try:
        return ast.literal_eval(arguments[0])
    except (ValueError, IndexError):
        return None


def _describe(cell: NotebookNode) -> None:
    """A figure's alternative text is what its cell prints."""
    said = " ".join(output.text.strip() for output in cell.outputs if output.get("name") == "stdout")
    for output in cell.outputs:
        if said and "image/png" in output.get("data", {}):
            output.metadata["alt"] = said
