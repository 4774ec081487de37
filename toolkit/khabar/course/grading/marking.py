"""The teacher's pages in JupyterLab: a view for marking written answers, and nbgrader's formgrader made
safe to open.

The view shows one question for all students, without names, with its rubric; it has no script at all.
Formgrader needs its own scripts; here it gets a policy that runs those and no other, shows what students
wrote as text, and no longer runs students' code in the teacher's account.

A server extension: ``khabar lab --formgrader`` starts it.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from nbconvert.exporters import HTMLExporter
from tornado import web

from khabar.course.grading import ledger, pages, versions
from khabar.course.grading.desk import harmless
from khabar.course.grading.grade import everyone
from khabar.course.grading.settings import names
from khabar.text.errors import KhabarError
from khabar.text.tables import marked_up

from nbgrader import api  # isort: skip
from nbgrader.server_extensions.formgrader import handlers  # isort: skip
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension  # isort: skip

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
# Two namings of one thing: a script of the page itself, and one that it asks another place for.
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+=\"([^\"]*)\"")
ELSEWHERE = re.compile(r"<(?:script|link)[^>]*(?:src|href)=\"https?://[^>]*>(?:\s*</script>)?")
ARABIC = f"<style>.rendered_html p, .rendered_html li {{ unicode-bidi: plaintext; text-align: start; font-family: {pages.CSS} }}</style>"


class Safe(HTMLExporter):
    """nbgrader's exporter for formgrader, to which a notebook of a student's is text and pictures."""

    def from_filename(self, filename: str, resources: Any = None, **more: Any) -> tuple[Any, Any]:
        notebook = nbformat.read(filename, as_version=4)
        for cell in notebook.cells:
            told = cell.metadata.get("nbgrader", {})
            if cell.cell_type != "code" and not (told.get("locked") and not told.get("solution")):
                cell.cell_type, cell.source = "markdown", harmless(cell.source)
                cell.pop("attachments", None)
            for output in cell.get("outputs", []):
                for mime in set(output.get("data", {})) - {"text/plain", "image/png"}:
                    del output["data"][mime]
        html, told = self.from_notebook_node(notebook, resources=resources, **more)
        return ELSEWHERE.sub("", html).replace("</head>", f"{ARABIC}</head>", 1), told

    def scripts(self, resources: Any) -> list[str]:
        """The hashes of the page's own scripts, and of what its buttons do: those of a page without anything
        of a student's."""
        empty = nbformat.v4.new_notebook(
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        )
        html, _ = self.from_notebook_node(empty, resources=dict(resources))
        html = ELSEWHERE.sub("", html)
        return [
            f"'sha256-{b64encode(hashlib.sha256(one.encode()).digest()).decode()}'"
            for one in dict.fromkeys([*INLINE.findall(html), *map(unescape, HANDLER.findall(html))])
        ]


class SafeSubmission(handlers.SubmissionHandler):
    """One submission in formgrader, under a policy by which no script of a notebook runs."""

    @property
    def exporter(self) -> Any:
        handler, inner = self, self.settings["nbgrader_exporter"]

        class Watched:
            def from_filename(self, filename: str, resources: Any) -> tuple[str, Any]:
                scripts = " ".join(inner.scripts(resources))
                handler.set_header(
                    "Content-Security-Policy",
                    f"default-src 'none'; script-src 'self' 'unsafe-hashes' {scripts}; style-src 'self' 'unsafe-inline'; "
                    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; "
                    "base-uri 'none'; frame-ancestors 'self'",
                )
                return inner.from_filename(filename, resources=resources)

        return Watched()


class Instead(handlers.BaseHandler):
    """What nbgrader's button would do in the teacher's account, khabar does apart."""

    def initialize(self, command: str) -> None:
        self.command = command

    @web.authenticated
    def post(self, *_: str) -> None:
        self.write({"success": False, "log": "", "error": f"Run `{self.command}` in a terminal: it keeps students' code "
                    "apart from this account."})  # fmt: skip


class Marking(JupyterHandler):
    """The list of written questions, and the answers to one of them."""

    def initialize(self, course: Path) -> None:
        self.course = course

    @property
    def content_security_policy(self) -> str:
        return POLICY

    @web.authenticated
    def get(self, assignment: str = "", key: str = "") -> None:
        _ = self.xsrf_token
        self._answer(assignment, key, "Saved." if self.get_argument("saved", "") else "")

    @web.authenticated
    def post(self, assignment: str = "", key: str = "") -> None:
        try:
            saved(
                self.course,
                assignment,
                {name: self.get_body_argument(name) for name in self.request.body_arguments},
            )
        except KhabarError as error:
            return self._answer(assignment, key, str(error))
        self.redirect(f"{self.request.path}?saved=1")

    def _answer(self, assignment: str, key: str, says: str) -> None:
        base = url_path_join(self.base_url, "khabar", "marking")
        try:
            html = questions(self.course, base) if not assignment else answers(
                self.course, assignment, key, base, says, self.xsrf_token.decode())  # fmt: skip
        except KhabarError as error:
            self.set_status(404)
            html = pages.page("Marking", f"<p>{escape(str(error))}</p>")
        self.finish(re.sub(r"<meta http-equiv[^>]*>", "", html, count=1))


def _written(course: Path, assignment: str) -> dict[str, tuple[int, Any]]:
    kept = versions.kept(course, assignment)
    asked = kept[-1].exercises if kept else {}
    return {
        key: (n, exercise) for n, (key, exercise) in enumerate(asked.items(), 1) if exercise.kind == "written"
    }


def questions(course: Path, base: str) -> str:
    """The page that lists the written questions, with how many answers wait."""
    rows = []
    for name in names(course, []):
        written = _written(course, name)
        if not written or not everyone(course, name):
            continue
        with ledger.gradebook(course, name) as book:
            waiting = [g.name for s in book.assignment_submissions(name) for n in s.notebooks for g in n.grades
                       if g.needs_manual_grade]  # fmt: skip
        for key, (number, exercise) in written.items():
            link = f'<a href="{base}/{quote(name)}/{quote(key)}">{escape(name)}, question {number}</a>'
            rows.append([link, marked_up(exercise.prompt), str(waiting.count(f"answer-{key}"))])
    body = (
        pages.table(rows, ["Question", "Prompt", "Answers to mark"])
        if rows
        else "<p>There is no written answer to mark.</p>"
    )
    return pages.page("Written answers", body)


def answers(course: Path, assignment: str, key: str, base: str, says: str, token: str) -> str:
    """The page with all answers to one question, in an order that tells nothing, and without names."""
    if assignment not in names(course, []) or key not in (written := _written(course, assignment)):
        raise KhabarError("There is no such written question.")
    number, exercise = written[key]
    name = f"answer-{key}"
    outcomes = everyone(course, assignment)
    forms = []
    with ledger.gradebook(course, assignment) as book:
        for submission in book.assignment_submissions(assignment):
            outcome = outcomes.get(submission.student.id)
            if outcome is None or not outcome.graded or name in outcome.new:
                continue
            for notebook in submission.notebooks:
                grade = next((g for g in notebook.grades if g.name == name), None)
                comment = next((c for c in notebook.comments if c.name == name), None)
                if grade is not None and comment is not None:
                    forms.append(
                        (
                            hashlib.sha256(grade.id.encode()).hexdigest(),
                            grade,
                            comment,
                            outcome.words.get(name, ""),
                        )
                    )
        body = [
            f'<p><a href="{base}">All written questions</a></p><p role="status">{escape(says)}</p>',
            f"<p>{marked_up(exercise.prompt)}</p><ul>{''.join(f'<li>{marked_up(line)}</li>' for line in exercise.rubric)}</ul>",
            f'<form method="post"><input type="hidden" name="_xsrf" value="{escape(token)}">',
        ]
        for place, (_, grade, comment, text) in enumerate(sorted(forms, key=lambda form: form[0]), 1):
            score = (
                grade.manual_score
                if grade.manual_score is not None
                else ("" if grade.needs_manual_grade else grade.score)
            )
            shown = pages.words(text) if text else "<p>(empty)</p>"
            body.append(
                f'<section class="{"waiting" if grade.needs_manual_grade else ""}"><h2>Answer {place}</h2>{shown}'
                f'<label>Points, of {exercise.points:g} <input name="points-{grade.id}" type="number" min="0" '
                f'max="{exercise.points:g}" step="0.25" value="{score}"></label>'
                f'<label>Comment for the student <textarea name="comment-{comment.id}" dir="auto">'
                f"{escape(comment.manual_comment or '')}</textarea></label></section>"
            )
        body.append(
            '<p><button type="submit">Save all</button></p></form>'
            if forms
            else "<p>Nobody has answered yet.</p>"
        )
    return pages.page(f"{assignment}, question {number}", "\n".join(body))


def saved(course: Path, assignment: str, fields: dict[str, str]) -> None:
    """Write points and comments of the marking view into the gradebook, all or none.

    Raises:
        KhabarError: a number is none, or out of range; or the gradebook cannot be written now.
    """
    with ledger.alone(course), ledger.gradebook(course, assignment) as book:
        for name, value in fields.items():
            what, _, identity = name.partition("-")
            if what == "points" and value.strip():
                grade = book.db.get(api.Grade, identity)
                try:
                    points = float(value.replace(",", "."))
                except ValueError:
                    raise KhabarError(f"{value!r} is no number of points: nothing was saved.") from None
                if grade is None or not 0 <= points <= grade.max_score:
                    raise KhabarError(
                        f"Points go from 0 to the most of the question, not {value}: nothing was saved."
                    )
                grade.manual_score, grade.needs_manual_grade = points, False
            elif what == "comment":
                comment = book.db.get(api.Comment, identity)
                if comment is not None:
                    comment.manual_comment = value.strip() or None
        book.db.commit()


# --- the extension -------------------------------------------------------------------------


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "khabar.course.grading.marking"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Put the pages into a Jupyter server whose working folder is the course."""
    course = Path.cwd()
    former = FormgradeExtension(parent=server)
    former.root_dir, former.log, former.debug = server.root_dir, server.log, False
    former.initialize([])

    def at(pattern: str) -> str:
        return url_path_join(server.web_app.settings["base_url"], pattern)

    ours: list[tuple[Any, ...]] = [(at(r"/khabar/marking(?:/([^/]+)/([^/]+))?/?"), Marking, {"course": course}),
            (at(r"/formgrader/submissions/([^/]+)/?"), SafeSubmission)]  # fmt: skip
    for what, command in (("autograde", "grade"), ("assign", "release"), ("generate_feedback", "report")):
        ours.append(
            (at(rf"/formgrader/api/.*/{what}/?"), Instead, {"command": f"khabar exercises {command}"})
        )
    server.web_app.add_handlers(".*$", ours)  # before nbgrader's own, so that these are found first
    former.init_tornado_settings(server.web_app)
    config = former.config.copy()
    server.web_app.settings["nbgrader_exporter"] = Safe(config=config, mathjax_url="")
    former.init_handlers(server.web_app)
