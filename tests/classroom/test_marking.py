"""Formgrader's page of one submission: what a student wrote is text, and the policy knows none of its scripts."""

import re
from base64 import b64encode
from hashlib import sha256

import nbformat
from traitlets.config import Config

from khabar.course.grading.marking import INLINE, Safe

from nbgrader.server_extensions.formgrader import handlers  # isort: skip

RESOURCES = {
    "base_url": "", "index": 0, "total": 1, "notebook_id": "m", "submission_id": "x", "assignment_id": "a", "student": "e",
    "last_name": "", "first_name": "", "notebook_path": "p",
}  # fmt: skip
EVIL = "<script>steal()</script> <img src=x onerror=steal()> [c](javascript:steal()) ![i](http://192.0.2.1/x.png)\n\n- جواب"


def test_nothing_of_a_student_runs_or_is_fetched(tmp_path):
    told = {
        "grade_id": "answer-01",
        "grade": True,
        "solution": True,
        "locked": False,
        "points": 1,
        "schema_version": 3,
        "task": False,
    }
    html_output = nbformat.v4.new_output("display_data", {"text/html": EVIL, "text/plain": "plain"})
    cells = [
        nbformat.v4.new_markdown_cell(EVIL, metadata={"nbgrader": told}),
        nbformat.v4.new_raw_cell(EVIL, metadata={"raw_mimetype": "text/html"}),
        nbformat.v4.new_code_cell("1", outputs=[html_output]),
    ]
    path = tmp_path / "m.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    config.Exporter.default_preprocessors = []
    exporter = Safe(config=config, mathjax_url="")
    html, _ = exporter.from_filename(str(path), resources=dict(RESOURCES))
    assert "جواب" in html and "plain" in html
    assert not any("steal" in script for script in INLINE.findall(html))
    assert "<img" not in html and 'href="javascript' not in html
    assert not re.search(r'(?:\bsrc=|<link[^>]*href=)"https?://', html)
    # The page's own scripts are all known to the policy, or saving a mark would not work.
    known = exporter.scripts(RESOURCES)
    own = [*INLINE.findall(html), "toggle_name(true);", "toggle_name(false);"]
    assert {f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in own} == set(known)
    assert 'onclick="toggle_name(true);"' in html
