"""The khabar command: the public interface, from a terminal. No logic of its own."""

from __future__ import annotations

import atexit
import gc
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

import khabar
from khabar.text.errors import KhabarError

if TYPE_CHECKING:
    from khabar.discourse.model import Discourse

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tokenize, tag and interpret Arabic diplomatic news.",
    epilog="Example: khabar read news.txt -o news.conllu",
)
exercises = typer.Typer(
    help="Release, grade and report the exercises (nbgrader: pip install 'khabar\\[teach]').",
)
app.add_typer(exercises, name="exercises")
corpora = typer.Typer(help="Many texts in one file: read, ask, repeat a study.")
app.add_typer(corpora, name="corpus")
pages = typer.Typer(help="Lessons out of texts of your own.")
app.add_typer(pages, name="course")
# The teacher's pages; nbgrader's own stay off: they run students' code in the teacher's account.
MARKING = "khabar.course.grading.marking"


@app.callback(invoke_without_command=True)
def _khabar(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which khabar this is.")] = False,
) -> None:
    if version:
        typer.echo(f"khabar {khabar.__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


@exercises.callback(invoke_without_command=True)
def _exercises(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(
    epilog="Example: khabar lab --no-browser --port 8899",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def lab(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(help="Where your copy of the lessons is, or is to be.")] = Path(
        "~/khabar"
    ),
    formgrader: Annotated[
        bool, typer.Option("--formgrader", help="Here, with nbgrader's pages: for the teacher.")
    ] = False,
) -> None:
    """Open JupyterLab on your own copy of the lessons; further arguments go to JupyterLab."""
    application = _jupyterlab()
    from khabar.course.workplace import prepare

    if formgrader:
        options = [f"--ServerApp.jpserver_extensions={MARKING}=True", f"--ServerApp.root_dir={Path.cwd()}"]
    else:
        page = prepare(folder.expanduser(), Path("exercises/release"))
        options = _on(page)
    _configure(teacher=formgrader)
    if formgrader:
        os.chdir(_course())  # where nbgrader looks for its settings
    _launch(application, options, context.args)


@app.command(
    epilog="Example: khabar desk communique.txt --by ra --no-browser",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def desk(
    context: typer.Context,
    file: Path,
    by: Annotated[str, typer.Option(help="Your name or initials; the user's name, if none is given.")] = "",
    beside: Annotated[
        Path | None, typer.Option(help="Another person's file of this text: decide where the two differ.")
    ] = None,
) -> None:
    """Open FILE at the desk, to be corrected; further arguments go to JupyterLab."""
    application = _jupyterlab()
    from khabar.course.workplace import desk_page

    page = desk_page(file, by, beside)
    _configure(teacher=False)
    _launch(application, _on(page), context.args)


def _on(page: Path) -> list[str]:
    """The options that open JupyterLab on a page, in its folder."""
    return [f"--ServerApp.root_dir={page.parent.resolve()}", f"--LabApp.default_url=/lab/tree/{page.name}"]


def _jupyterlab() -> Any:
    """The application; asked for first, so that nothing is prepared that cannot be opened."""
    try:
        from jupyterlab.labapp import LabApp
    except ImportError:
        raise KhabarError("JupyterLab is not installed: run `pip install 'khabar[lab]'`.") from None
    return LabApp


def _launch(application: Any, options: list[str], arguments: list[str]) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options = [*options, "--allow-root"]  # in a container there is often nobody else; the server is local
    # Every second Jupyter looks whether the kernel is still there: who works on is told in time.
    sys.argv = ["jupyter-lab", *options, "--KernelRestarter.time_to_dead=1", *arguments]
    application.launch_instance()


def _course() -> Path:
    for place in (Path(), Path("exercises")):
        if (place / "nbgrader_config.py").is_file():
            return place
    raise KhabarError(
        "There is no course here: go to the folder with nbgrader_config.py, or to the one above it."
    )


def _configure(teacher: bool) -> None:
    """nbgrader's menus are the teacher's: JupyterLab reads from a folder of configuration who sees them."""
    folder = Path(tempfile.mkdtemp(prefix="khabar-lab-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "labconfig").mkdir()
    told = {"disabledExtensions": {"@jupyter/nbgrader": not teacher}}
    (folder / "labconfig" / "page_config.json").write_text(json.dumps(told), encoding="utf-8")
    # The first page is to be read, not edited.
    viewers = {
        "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}}
    }
    overrides = folder / "labconfig" / "default_setting_overrides.json"
    overrides.write_text(json.dumps(viewers), encoding="utf-8")
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(folder), before]))


Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="UTF-8 text, or CoNLL-U (.conllu); - is standard input."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", help="Write here, not to the terminal: a file; for several FILEs a folder."
    ),
]


class Format(StrEnum):
    """What a text can be written as."""

    CONLLU = "conllu"
    TEI = "tei"
    CSV = "csv"
    JSONLD = "jsonld"


# Of a text and its file's name.
WRITERS: dict[Format, Callable[[khabar.Document, str], str]] = {
    Format.CONLLU: lambda document, _: document.to_conllu(),
    Format.TEI: lambda document, _: document.to_tei(),
    Format.CSV: lambda document, _: document.to_frame().to_csv(index=False),
    Format.JSONLD: lambda document, file: _jsonld(_discourse(document, file)),
}


Tree = Annotated[
    bool | None,
    typer.Option(help="Heads and relations; if neither is said, for texts that are not too long."),
]
Vowels = Annotated[
    bool, typer.Option(help="Ask the neural diacritizer too; without it a text is read three times as fast.")
]


@app.command(epilog="Example: khabar read morning.txt evening.txt --format csv -o tables")
def read(
    files: Files,
    output: Output = None,
    format: Format = Format.CONLLU,
    tree: Tree = None,
    vowels: Vowels = True,
) -> None:
    """Tokenize and tag each FILE: as CoNLL-U, TEI, a table of words (CSV) or Web Annotation (JSON-LD)."""
    _each(files, WRITERS[format], output, format, tree=tree, vowels=vowels)


@app.command(epilog="Example: khabar interpret article.conllu, or: cat news.txt | khabar interpret -")
def interpret(
    files: Files,
    output: Output = None,
    as_json: Annotated[bool, typer.Option("--json", help="As W3C Web Annotation (JSON-LD).")] = False,
) -> None:
    """Say who says what in each FILE, by which word, and through whom."""
    kind = Format.JSONLD if as_json else "txt"
    _each(files, WRITERS[Format.JSONLD] if as_json else _told, output, kind)


@app.command(epilog="Example: khabar evaluate gold.conllu mine.conllu")
def evaluate(gold: Path, predicted: Path) -> None:
    """Score PREDICTED against GOLD (both CoNLL-U, over the same text)."""
    typer.echo(
        str(khabar.evaluate(khabar.Document.from_conllu(gold), khabar.Document.from_conllu(predicted)))
    )


@app.command(epilog="Example: khabar resources")
def resources() -> None:
    """Say which morphology, models and fonts are there and in use."""
    typer.echo(khabar.resources().to_string(index=False))


Course = Annotated[Path, typer.Option(help="The folder with nbgrader_config.py.")]
OfAssignment = Annotated[bool, typer.Option("--assignment", help="It is an assignment, no student.")]
Assignments = Annotated[
    list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="All of them if none is named.")
]


@exercises.command(epilog="Example: khabar exercises make communique.conllu --grade advanced --questions 20")
def make(
    file: str,
    grade: Annotated[str, typer.Option(help="intermediate, advanced or researcher.")] = "intermediate",
    questions: Annotated[int, typer.Option(min=1, help="How many; fewer if the text bears fewer.")] = 20,
    name: Annotated[str | None, typer.Option(help="Of the assignment; the file's, if none is given.")] = None,
    course: Course = Path("exercises"),
) -> None:
    """Make an assignment on FILE: its questions, to be edited, released and graded like any other."""
    from khabar.course.corrections import opened
    from khabar.course.maker import make, save

    if file == "-":
        document = _document(file)
        talk = khabar.interpret(document)
    else:
        document, talk = opened(file)
    made = make(document, talk, name=name or Path(file).stem, grade=grade, questions=questions)
    typer.echo(f"{save(made, course)}: {len(made.exercises)} questions")


@exercises.command(
    epilog="Example: khabar exercises preview communique.conllu --grade advanced",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def preview(
    context: typer.Context,
    file: Path,
    grade: Annotated[str, typer.Option(help="intermediate, advanced or researcher.")] = "intermediate",
    questions: Annotated[int, typer.Option(min=1, help="How many; fewer if the text bears fewer.")] = 20,
    name: Annotated[str, typer.Option(help="Of the assignment; the file's, if none is given.")] = "",
    course: Course = Path("exercises"),
) -> None:
    """Choose, edit and order the questions on FILE on a page, then write them; further arguments go to JupyterLab."""
    application = _jupyterlab()
    from khabar.course.workplace import maker_page

    page = maker_page(file, course, name, grade, questions)
    _configure(teacher=False)
    _launch(application, _on(page), context.args)


@exercises.command(epilog="Example: khabar exercises release morphology")
def release(assignments: Assignments = None, course: Course = Path("exercises")) -> None:
    """Make the students' version of the assignments, in COURSE/release."""
    from khabar.course.grading.course import release

    for path in release(course, assignments or [], tell=typer.echo):
        typer.echo(path)


@exercises.command(epilog="Example: khabar exercises grade morphology --course exercises")
def grade(assignments: Assignments = None, course: Course = Path("exercises")) -> None:
    """Grade what is in COURSE/submitted/STUDENT/ASSIGNMENT, apart from this machine."""
    from khabar.course.grading.sandbox import LEVELS, PROMISES, Sandbox

    def tell(promise: str) -> None:
        typer.echo(f"{'Submissions run ' if promise in LEVELS else ''}{PROMISES[promise]}")

    with Sandbox(course) as sandbox:  # which warms up while nbgrader is being imported
        gc.disable()  # nothing of an import is to be collected, and looking for it takes a fifth of the time
        from khabar.course.grading.grade import grade

        gc.freeze()
        gc.enable()
        graded = grade(course, assignments or [], tell=tell, sandbox=sandbox, progress=True)
    for name, outcomes in graded.items():
        done = sum(outcome.graded for outcome in outcomes.values())
        typer.echo(f"{name}: {done} of {len(outcomes)} graded")
        for student, outcome in outcomes.items():
            for note in outcome.notes:
                typer.echo(f"  {student}: {note}")


@exercises.command(epilog="Example: khabar exercises report")
def report(assignments: Assignments = None, course: Course = Path("exercises")) -> None:
    """Write marks, item statistics and a feedback page for each student."""
    from khabar.course.grading.report import report

    typer.echo(report(course, assignments or []))


@exercises.command(epilog="Example: khabar exercises take ~/Downloads/submissions.zip")
def take(source: Path, assignment: str = "", course: Course = Path("exercises")) -> None:
    """Take in SOURCE, a zip file or folder from Moodle, Canvas or your mail program."""
    from khabar.course.grading.taking import take

    for line in take(course, source, assignment):
        typer.echo(line)


@exercises.command(epilog="Example: khabar exercises roster class.csv")
def roster(file: Path, course: Course = Path("exercises")) -> None:
    """Enter the class from FILE: CSV with the columns id, first name, last name, email."""
    from khabar.course.grading.roster import read

    typer.echo(f"{read(course, file)} students.")


@exercises.command(epilog="Example: khabar exercises rename amal amal.k")
def rename(old: str, new: str, assignment: OfAssignment = False, course: Course = Path("exercises")) -> None:
    """Call the student OLD (or the assignment) from now on NEW, with all work and marks."""
    from khabar.course.grading import roster, syllabus

    (syllabus if assignment else roster).rename(course, old, new)
    typer.echo(f"{old} is now {new}: run `khabar exercises report` again.")


@exercises.command(epilog="Example: khabar exercises drop amal")
def drop(name: str, assignment: OfAssignment = False, course: Course = Path("exercises")) -> None:
    """Take the student NAME (or the assignment) out; what was handed in is kept in COURSE/backup."""
    from khabar.course.grading import roster, syllabus

    typer.echo(f"Kept in {(syllabus if assignment else roster).drop(course, name)}.")


@exercises.command(epilog="Example: khabar exercises due morphology '2026-03-01 23:59'")
def due(assignment: str, when: str, course: Course = Path("exercises")) -> None:
    """Set when ASSIGNMENT is due, in local time."""
    from khabar.course.grading.roster import due

    typer.echo(f"{assignment} is due {due(course, assignment, when).astimezone():%Y-%m-%d %H:%M %Z}.")


@exercises.command(epilog="Example: khabar exercises extend amal morphology --days 2")
def extend(student: str, assignment: str, days: float = 1, course: Course = Path("exercises")) -> None:
    """Give STUDENT more time for ASSIGNMENT; --days 0 takes it back."""
    from khabar.course.grading.roster import extend

    extend(course, student, assignment, days)
    typer.echo(f"{student} has {days:g} days more for {assignment}.")


@exercises.command(epilog="Example: khabar exercises mails morphology --sender teacher@example.org")
def mails(assignments: Assignments = None, sender: str = "", course: Course = Path("exercises")) -> None:
    """Prepare a mail with the feedback for each student, as drafts in COURSE/mails; nothing is sent."""
    from khabar.course.grading.roster import mails

    typer.echo(f"{len(mails(course, assignments or [], sender))} drafts in {course / 'mails'}.")


@pages.callback(invoke_without_command=True)
def _pages(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@corpora.callback(invoke_without_command=True)
def _corpora(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@pages.command("make", epilog="Example: khabar course make communique.conllu analysis.conllu -o course")
def make_course(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Texts, or CoNLL-U as the desk keeps it.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder of the course.")],
    grade: Annotated[str, typer.Option(help="intermediate, advanced or researcher.")] = "intermediate",
    questions: Annotated[int, typer.Option(min=1, help="How many; fewer if the text bears fewer.")] = 20,
    release: Annotated[
        Path | None,
        typer.Option(help="A folder of exercises: the questions are released there as an assignment."),
    ] = None,
) -> None:
    """Make lessons on each FILE: reader page, glossary, handout to print, notebook; and a first page."""
    from khabar.course.publish import make

    typer.echo(make(files, output, grade=grade, questions=questions, course=release))


Kept = Annotated[Path, typer.Argument(help="The corpus: a Parquet file.")]


@corpora.command("read", epilog="Example: khabar corpus read news.zip news.parquet")
def read_corpus(
    source: Path, output: Kept, discourse: bool = True, tree: bool = False, vowels: Vowels = True
) -> None:
    """Read a folder, a zip or a table into a corpus; what has not changed is not read again."""
    corpus = khabar.Corpus.read(source, output, discourse=discourse, tree=tree, vowels=vowels)
    typer.echo(repr(corpus))
    report = corpus.report
    for row in report[report["status"] != "read"].itertuples():
        typer.echo(f"  {row.status}: {row.name}: {row.reason}")


@corpora.command("find", epilog='Example: khabar corpus find news.parquet \'[lemma="قال"] []{0,3} "إن"\'')
def find(corpus: Kept, query: str, most: int = 100) -> None:
    """The lines that QUERY finds: text, what stands before, the match, what stands after."""
    lines = khabar.Corpus(corpus).concordance(query, most=most)
    typer.echo(lines[["id", "before", "match", "after"]].to_csv(sep="\t", index=False), nl=False)


@corpora.command("export", epilog="Example: khabar corpus export news.parquet tei --format tei")
def export(corpus: Kept, folder: Path, format: Annotated[str, typer.Option()]) -> None:
    """Write the texts for other programs: conllu, csv, parquet, tei, webannotation, cas, brat, gloss-latex, gloss-html."""
    typer.echo(f"{len(khabar.Corpus(corpus).export(folder, format))} files in {folder}")


@corpora.command("run", epilog="Example: khabar corpus run study.toml")
def run_study(settings: Path) -> None:
    """Repeat the study that SETTINGS (TOML) describes; its tables are written as CSV."""
    from khabar.corpus import run

    for name, table in run(settings).items():
        typer.echo(f"{name}: {len(table)} rows")


def _document(file: str, **chosen: Any) -> khabar.Document:
    if file == "-":
        return khabar.read(sys.stdin.buffer, id="stdin", **chosen)
    path = Path(file)
    return khabar.Document.from_conllu(path) if path.suffix == ".conllu" else khabar.read(path, **chosen)


def _discourse(document: khabar.Document, file: str) -> Discourse:
    """Who says what: as it was corrected, where that stands beside the file."""
    path = Path(file)
    if path.suffix != ".conllu" or not path.with_suffix(".jsonld").exists():
        return khabar.interpret(document)
    from khabar.course.corrections import opened

    return opened(path)[1]


def _jsonld(discourse: Discourse) -> str:
    return json.dumps(discourse.to_jsonld(), ensure_ascii=False, indent=1) + "\n"


def _told(document: khabar.Document, file: str) -> str:
    discourse = _discourse(document, file)
    lines = []
    for attribution in discourse.attributions:
        source = attribution.source_name or discourse.text(attribution.source) or "(not named)"
        via = f", via {attribution.via}" if attribution.via else ""
        whom = f", to or of: {discourse.text(attribution.addressee)}" if attribution.addressee else ""
        lines.append(f"{attribution.id}  {source}{via}{whom}")
        lines.append(f"     {discourse.text(attribution.cue)} | {discourse.text(attribution.content)}")
        lines.append(f"     {attribution.mode}, {attribution.speech_act}; {attribution.provenance}")
    return "".join(line + "\n" for line in lines)


def _each(
    files: list[str],
    written: Callable[[khabar.Document, str], str],
    output: Path | None,
    kind: str,
    **chosen: bool | None,
) -> None:
    """Write each file's result: all to the terminal or, with ``-o``, one to a file, several into a folder.

    ``chosen``: as for :func:`khabar.read`.
    """
    if output is None and len(files) > 1 and kind in (Format.TEI, Format.JSONLD):
        raise KhabarError(f"Several texts as {kind} cannot stand in one stream: add -o with a folder.")
    targets: list[Path | None] = [output] * len(files)
    if output is not None and len(files) == 1 and output.is_dir():
        raise KhabarError(f"{output} is a folder: name a file in it, such as {output / f'result.{kind}'}.")
    if output is not None and len(files) > 1:
        names = [f"{'stdin' if file == '-' else Path(file).stem}.{kind}" for file in files]
        if twice := {name for name in names if names.count(name) > 1}:
            raise KhabarError(f"Two files would both be written to {output / min(twice)}: rename one.")
        targets = [output / name for name in names]
    for file, target in zip(files, targets, strict=True):
        _write(written(_document(file, **chosen), file), target)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    temporary = output.with_name(output.name + ".part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(output)
    except OSError as error:
        raise KhabarError(f"{output} cannot be written ({error.strerror}): choose another place.") from None


def main() -> None:
    """Run the command; whatever is wrong is one line on standard error and exit status 2."""
    for stream in (sys.stdout, sys.stderr):  # Arabic, whatever the console's own encoding
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(app(standalone_mode=False))
    except KhabarError as error:
        _refuse(str(error))
    except typer.TyperException as error:  # words that are no command, no option, no value of one
        _refuse(f"{str(error).removeprefix('Value error, ').rstrip('.')} (khabar --help says more).")
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # who read us has gone: not a word more
    except OSError as error:
        _refuse(f"{error.filename or 'The system'}: {error.strerror}.")


def _refuse(sentence: str) -> NoReturn:
    print(f"khabar: {' '.join(sentence.split())}", file=sys.stderr)
    sys.exit(2)
