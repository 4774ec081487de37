"""Write the course as web pages that need no server: ``python toolkit/site/build.py OUT``.

Each notebook is run once, two at a time; nbconvert makes the pages from what it showed, and widgets answer
in the browser (``live.py``). The contents and the article get pages by the same way, from notebooks of a cell
or two that are written here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib.metadata import metadata
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bs4 import BeautifulSoup, Tag
from live import Live
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbconvert.writers import FilesWriter
from nbformat import NotebookNode, v4
from nbformat import read as read_notebook
from pygments.formatters import HtmlFormatter
from questions import facts

import khabar
from khabar.course.questions import bank
from khabar.text.script import is_arabic
from khabar.text.tables import CSS, marked_up

HERE = Path(__file__).parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
REFERENCE = HERE.parents[1] / "docs" / "reference"
PACKAGE = Path(khabar.__file__).parent
SUMMARY = metadata("khabar")["Summary"]
AT_ONCE = 2  # lessons: each kernel wants a core and a few hundred MB
# Run after the last cell: what the lesson's widgets would answer.
RECORD = f"import sys\nsys.path.insert(0, {str(HERE)!r})\nimport record\nrecord.show()"

ARTICLE = [
    v4.new_markdown_cell('# The article · <span lang="ar" dir="rtl">الخبر</span>'),
    v4.new_code_cell(
        "import khabar\nfrom khabar.widgets import Reader\n\n"
        "doc = khabar.article()\nReader(doc, khabar.interpret(doc))"
    ),
]


def main(arguments: list[str]) -> None:
    """Build the site into the one folder named; exit with one sentence if it cannot be done."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        raise SystemExit("usage: python toolkit/site/build.py OUT (the folder to write the pages to)")
    try:
        build(Path(arguments[0]))
    except OSError as error:
        raise SystemExit(
            f"The site cannot be written to {arguments[0]} ({error.strerror}): name another folder."
        ) from None


def build(out: Path) -> None:
    """Write all pages to ``out``; files of an earlier site there are overwritten.

    Raises:
        OSError: ``out`` cannot be written.
        SystemExit: a cell of a notebook fails; the message names the notebook and the error.
    """
    out.mkdir(parents=True, exist_ok=True)
    pages = {"article": v4.new_notebook(cells=ARTICLE)}
    pages |= {path.stem: read_notebook(path, as_version=4) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    pages = {"index": contents(pages)} | pages
    with TemporaryDirectory() as folder:
        # Neither a learner's progress nor the lessons' folder is written to.
        os.environ["KHABAR_PROGRESS"] = str(Path(folder) / "progress.json")
        lessons = Path(folder) / "notebooks"
        shutil.copytree(NOTEBOOKS, lessons)
        run(pages, lessons)
        writer = FilesWriter(build_directory=str(out))
        names = list(pages)
        index: list[dict[str, str]] = []
        for place, (name, notebook) in enumerate(pages.items()):
            neighbours = {
                "previous": link(names[place - 1], pages) if place else None,
                "next": link(names[place + 1], pages) if place + 1 < len(names) else None,
            }
            html, resources = convert(name, worded(notebook), neighbours)
            html = finish(html, names)
            index += searched(name, html) if name != "index" else []
            writer.write(html, resources, notebook_name=name)
    assets(out / "assets")
    found = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (out / "assets" / "search.json").write_text(found, encoding="utf-8")
    reference(out / "reference")
    print(f"{len(pages)} pages in {out}: open them through a web server, for example python -m http.server")


SEARCH = (
    '<form role="search" id="search"><label>Search lessons and glossary · <span lang="ar" dir="rtl">ابحث</span> '
    '<input type="search" autocomplete="off" dir="auto"></label><p role="status"></p><ul></ul></form>'
)
# What a lesson says of running cells, and what is so on a page. Patterns, from the longest.
WORDING = (
    (r"choose \*Run → Run All Cells\* in the menu and read on; the code is folded away\.", "read on: what can be touched answers by itself."),
    (r"choose \*Run → Run All Cells\*; the code is folded away", "read on: everything here answers by itself, the code is folded away"),
    (r"run each cell with <kbd>Shift</kbd>\+<kbd>Enter</kbd>[^;.]*", "read on"),
)  # fmt: skip
BINDER = f"https://mybinder.org/v2/gh/{os.environ.get('GITHUB_REPOSITORY', 'OWNER/REPOSITORY')}/HEAD"


def worded(notebook: NotebookNode) -> NotebookNode:
    """The notebook with a page's wording in the place of a notebook's."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for pattern, here in WORDING:
                cell.source = re.sub(pattern, here, cell.source)
    return notebook


def searched(name: str, html: str) -> list[dict[str, str]]:
    """What the first page's search finds in a page: its sections with their text, and its glossary."""
    page = BeautifulSoup(html, "html.parser")
    title = page.title.get_text().removesuffix(" · khabar") if page.title else name
    for drawn in page.select("main script, main style, main .anchor-link, main details.source, main .widget"):
        drawn.decompose()
    found: list[dict[str, str]] = []
    for part in page.select("main :is(h1, h2, h3), main p, main li, main tr"):
        if part.name in ("h1", "h2", "h3"):
            address = f"{name}.html#{part.get('id', '')}"
            found.append({"at": address, "in": title, "head": part.get_text(" ", strip=True), "text": ""})
        elif found:
            found[-1]["text"] += " " + " ".join(part.get_text(" ").split())
            cells = [cell.get_text(" ", strip=True) for cell in part.select("td")]
            if len(cells) == 3 and "خلاصة" in found[-1]["head"]:
                term = {
                    "at": found[-1]["at"],
                    "in": title,
                    "head": f"{cells[0]} · {cells[1]}",
                    "text": cells[2],
                }
                found.insert(len(found) - 1, term | {"term": "1"})
    return found


def contents(pages: dict[str, NotebookNode]) -> NotebookNode:
    """The first page: what this is, and each page with what its reader can do afterwards."""
    lines = ['# khabar · <span lang="ar" dir="rtl">خبر</span>', "", f"{SUMMARY}.", "", SEARCH, ""]
    for name, notebook in pages.items():
        asked = sum(id.startswith(f"{name}/") for id in bank())
        told = f' <span class="progress" data-lesson="{name}" data-asked="{asked}"></span>' if asked else ""
        lines.append(f"- [{heading(notebook)}]({name}.html){told}")
        lines += [f"    {line}" for line in notebook.cells[0].source.splitlines() if line.startswith("- ")]
    if find_spec("sphinx"):
        lines += [
            "",
            "For those who program: [the reference](reference/index.html) of classes and functions.",
        ]
    licence = "#" + (PACKAGE / "data" / "LICENSE.md").read_text(encoding="utf-8")
    return v4.new_notebook(cells=[v4.new_markdown_cell("\n".join(lines)), v4.new_markdown_cell(licence)])


def heading(notebook: NotebookNode) -> str:
    """The notebook's first heading, Markdown and HTML as they stand there."""
    found = re.search(r"^#\s+(.+)$", notebook.cells[0].source, re.M)
    return found[1].strip() if found else ""


def link(name: str, pages: dict[str, NotebookNode]) -> dict[str, str]:
    return {"href": f"{name}.html", "text": heading(pages[name])}


def run(pages: dict[str, NotebookNode], folder: Path) -> None:
    """Run all notebooks in ``folder``, and say of each how long it took."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {
            pool.submit(run_cells, name, page, folder): name
            for name, page in pages.items()
            if any(cell.cell_type == "code" for cell in page.cells)
        }
        try:
            for done, lesson in enumerate(as_completed(running), 1):
                print(f"{done}/{len(running)} {running[lesson]}: {lesson.result():.0f} s", flush=True)
        except ValueError as error:
            pool.shutdown(cancel_futures=True)
            raise SystemExit(str(error)) from None


def run_cells(name: str, notebook: NotebookNode, folder: Path) -> float:
    """Run a notebook and keep, in its metadata, what its widgets would answer; the seconds that it took.

    Raises:
        ValueError: a cell fails; the message names the notebook.
    """
    start = time.perf_counter()
    notebook.cells.append(v4.new_code_cell(RECORD))
    client = NotebookClient(
        notebook,
        timeout=90,  # a reply that nbclient overlooks, as it does once in some hundred runs, is seen then
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=ERROR"],
    )
    try:
        client.execute(env=dict(os.environ))
    except CellExecutionError as error:
        said = f"{error.ename}: {error.evalue}"
    except (CellTimeoutError, DeadKernelError):
        said = f"its kernel died, or a cell took more than {client.timeout} s"
    else:
        notebook.metadata["recorded"] = notebook.cells.pop().outputs[-1]["data"]["application/json"]
        return time.perf_counter() - start
    raise ValueError(f"{name}.ipynb cannot be run ({said}): open it in JupyterLab and correct the cell.")


def convert(name: str, notebook: NotebookNode, neighbours: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The page of a notebook that has been run, and nbconvert's resources with the files beside it."""
    title = BeautifulSoup(heading(notebook), "html.parser").get_text()
    notebook.metadata["title"] = title if name == "index" else f"{title} · khabar"
    exporter = HTMLExporter(
        template_name="template",
        extra_template_basedirs=[str(HERE)],
        preprocessors=[Live],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    resources = {"metadata": {"name": name, "path": str(NOTEBOOKS)}, "summary": SUMMARY, "fonts": CSS}
    resources["binder"] = f"{BINDER}?urlpath=lab/tree/notebooks/{name}.ipynb"
    return exporter.from_notebook_node(notebook, resources | neighbours)


def finish(html: str, names: list[str]) -> str:
    """What nbconvert leaves open: links between lessons, pictures beside them (its ``embed_images`` closes
    each inline tag at once, and Arabic would stand outside its span), the language of cells in tables."""
    page = BeautifulSoup(html, "html.parser")
    for anchor in page.select("a[href]"):
        target, _, fragment = str(anchor["href"]).partition("#")
        if re.match(r"\w+:", target):
            continue  # another site
        if Path(target).suffix == ".ipynb" and Path(target).stem in names:
            anchor["href"] = f"{Path(target).stem}.html" + (f"#{fragment}" if fragment else "")
        elif target and not re.match(r"\w+:|[\w/-]+\.html$", target):
            anchor.unwrap()  # a file of the repository that is no page here
    for image in page.select("img[src]"):
        if not re.match(r"\w+:", source := str(image["src"])):
            content = b64encode((NOTEBOOKS / source).read_bytes()).decode()
            image["src"] = f"data:{guess_type(source)[0]};base64,{content}"
    for cell in page.select(".shown td, .shown th"):
        set_language(cell)
    return str(page)


def set_language(cell: Tag) -> None:
    """An Arabic cell is marked as a whole, a mixed one run by run."""
    text = cell.get_text()
    if cell.find(True) is not None or not is_arabic(text):
        return
    if re.search("[A-Za-z]", text):
        cell.clear()
        cell.append(BeautifulSoup(marked_up(text), "html.parser"))
    else:
        cell["lang"], cell["dir"] = "ar", "rtl"


def reference(folder: Path) -> None:
    """The reference of the interface, from its docstrings, where Sphinx is installed (the extra docs).

    Raises:
        SystemExit: a docstring cannot be set; Sphinx has said which.
    """
    if not find_spec("sphinx"):
        print("without the reference: it needs the extra docs (make docs)")
        return
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--builder", "html"]
    doctrees = ["--doctree-dir", str(folder.parent / ".doctrees")]
    if subprocess.run([*command, *doctrees, str(REFERENCE), str(folder)]).returncode:
        raise SystemExit("The reference cannot be built: see the lines above.")
    shutil.rmtree(folder.parent / ".doctrees")


def assets(folder: Path) -> None:
    """Scripts and styles: ours, the package's widgets as they are, and what is made from the package."""
    widgets = PACKAGE / "widgets"
    shutil.copytree(HERE / "assets", folder, dirs_exist_ok=True)
    shutil.copytree(
        widgets, folder / "widgets", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "__*")
    )
    (folder / "facts.js").write_text(f"export default {facts()};\n", encoding="utf-8")
    day, night = (HtmlFormatter(style=style) for style in ("default", "github-dark"))
    (folder / "code.css").write_text(
        f"{day.get_style_defs('.highlight')}\n"
        f"@media (prefers-color-scheme: dark) {{\n{night.get_style_defs('.highlight')}\n}}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
