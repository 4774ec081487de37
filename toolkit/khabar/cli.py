"""The khabar command: the public interface, from a terminal. No logic of its own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

import khabar
from khabar.text.errors import KhabarError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tokenize, tag and interpret Arabic diplomatic news.",
)
exercises = typer.Typer(
    no_args_is_help=True, help="Release, grade and report the exercises (needs khabar[teach])."
)
app.add_typer(exercises, name="exercises")
# nbgrader's pages; the set-up leaves them out of an ordinary start, which they slow down.
FORMGRADER = [
    f"nbgrader.server_extensions.{page}"
    for page in ("formgrader", "course_list", "assignment_list", "validate_assignment")
]


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(
    context: typer.Context,
    formgrader: Annotated[
        bool, typer.Option("--formgrader", help="With nbgrader's pages, for the teacher.")
    ] = False,
) -> None:
    """Open JupyterLab on the first notebook; further arguments go to JupyterLab."""
    try:
        from jupyterlab.labapp import LabApp
    except ImportError:
        raise KhabarError("JupyterLab is not installed: run `pip install 'khabar[lab]'`.") from None
    options = [f"--ServerApp.jpserver_extensions={page}=True" for page in FORMGRADER] if formgrader else []
    if first := next(iter(sorted(Path("notebooks").glob("00-*.ipynb"))), None):
        # By its address and not as a file, so that the exercises beside the lessons can be opened too.
        options.append(f"--LabApp.default_url=/lab/tree/{first.as_posix()}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")  # in a container there is often nobody else; the server is local
    sys.argv = ["jupyter-lab", *options, *context.args]
    LabApp.launch_instance()


@app.command()
def read(
    file: Path,
    output: Annotated[
        Path | None, typer.Option("-o", help="Write CoNLL-U here instead of to the terminal.")
    ] = None,
) -> None:
    """Tokenize and tag FILE (UTF-8 text) as CoNLL-U."""
    _write(khabar.read(file).to_conllu(), output)


@app.command()
def interpret(
    file: Path,
    as_json: Annotated[bool, typer.Option("--json", help="As W3C Web Annotation (JSON-LD).")] = False,
) -> None:
    """Say who says what in FILE (UTF-8 text, or CoNLL-U if it ends in .conllu)."""
    discourse = khabar.interpret(_document(file))
    if as_json:
        typer.echo(json.dumps(discourse.to_jsonld(), ensure_ascii=False, indent=1))
        return
    for attribution in discourse.attributions:
        source = attribution.source_name or discourse.text(attribution.source) or "(not named)"
        via = f", via {attribution.via}" if attribution.via else ""
        typer.echo(f"{attribution.id}  {source}{via}")
        typer.echo(f"     {discourse.text(attribution.cue)} | {discourse.text(attribution.content)}")
        typer.echo(f"     {attribution.mode}, {attribution.speech_act}; {attribution.provenance}")


@app.command()
def evaluate(gold: Path, predicted: Path) -> None:
    """Score PREDICTED against GOLD (both CoNLL-U, over the same text)."""
    typer.echo(
        str(khabar.evaluate(khabar.Document.from_conllu(gold), khabar.Document.from_conllu(predicted)))
    )


@app.command()
def resources() -> None:
    """Say which morphology, models and fonts are there and in use."""
    typer.echo(khabar.resources().to_string(index=False))


Course = Annotated[Path, typer.Option(help="The folder with nbgrader_config.py.")]
Assignments = Annotated[
    list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="All of them if none is named.")
]


@exercises.command()
def release(assignments: Assignments = None, course: Course = Path("exercises")) -> None:
    """Make the students' version of the assignments, in COURSE/release."""
    from khabar.course.grading.course import release

    for path in release(course, assignments or []):
        typer.echo(path)


@exercises.command()
def grade(assignments: Assignments = None, course: Course = Path("exercises")) -> None:
    """Grade what is in COURSE/submitted/STUDENT/ASSIGNMENT, apart from this machine."""
    from khabar.course.grading.grade import grade
    from khabar.course.grading.sandbox import LEVELS

    graded = grade(course, assignments or [], tell=lambda level: typer.echo(f"Running {LEVELS[level]}."))
    for name, outcomes in graded.items():
        done = sum(outcome.graded for outcome in outcomes.values())
        typer.echo(f"{name}: {done} of {len(outcomes)} graded")
        for student, outcome in outcomes.items():
            for note in outcome.notes:
                typer.echo(f"  {student}: {note}")


@exercises.command()
def report(assignments: Assignments = None, course: Course = Path("exercises")) -> None:
    """Write marks, item statistics and a feedback page for each student."""
    from khabar.course.grading.report import report

    typer.echo(report(course, assignments or []))


def _document(file: Path) -> khabar.Document:
    return khabar.Document.from_conllu(file) if file.suffix == ".conllu" else khabar.read(file)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    temporary = output.with_name(output.name + ".part")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(output)
    except OSError as error:
        raise KhabarError(f"{output} cannot be written ({error.strerror}): choose another place.") from None


def main() -> None:
    """Run the command; bad input is one line on standard error and exit status 2."""
    try:
        app()
    except KhabarError as error:
        print(f"khabar: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
