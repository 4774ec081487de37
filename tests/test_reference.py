"""Every public object is explained, and the example that explains it runs."""

import doctest
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from sphinx.util.inventory import InventoryFile

import khabar
from khabar import corpus, plots, widgets
from khabar.corpus import annotators

ROOT = Path(__file__).parents[1]
ROOMS = ("text.document", "text.script", "discourse.model", "scores", "course.questions")


def public():
    """Name to object: the package's own names, plots, widgets, and the classes that they give."""
    for place in (khabar, corpus, annotators, plots, widgets):
        yield from ((f"{place.__name__}.{name}", getattr(place, name)) for name in place.__all__)
    for room in ROOMS:
        module = import_module(f"khabar.{room}")
        for name, found in vars(module).items():
            if inspect.isclass(found) and found.__module__ == module.__name__ and not name.startswith("_"):
                yield f"khabar.{room}.{name}", found


OBJECTS = {name: found for name, found in public() if callable(found)}


@pytest.fixture(autouse=True)
def learner(tmp_path, monkeypatch):
    """Nobody's progress is touched, and no figure stays open."""
    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "progress.json"))
    yield
    plt.close("all")


@pytest.mark.parametrize("name", OBJECTS)
def test_the_example_of_a_public_object_runs(name):
    found = OBJECTS[name]
    inside = vars(import_module(found.__module__)) | {"khabar": khabar, "plots": plots}
    tests = [test for test in doctest.DocTestFinder().find(found, name, globs=inside) if test.examples]
    assert tests, "no example in its docstring"
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for test in tests:
        said = []
        runner.run(test, out=said.append)
        assert not said, "".join(said)


def test_the_reference_is_built_without_a_warning_and_has_every_public_object(tmp_path):
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-d", tmp_path / "trees"]
    subprocess.run([*command, ROOT / "docs/reference", tmp_path / "pages"], check=True)
    listed = InventoryFile.loads((tmp_path / "pages/objects.inv").read_bytes(), uri="")
    ends = {name.rpartition(".")[2] for kind in listed.data.values() for name in kind}
    assert not {name.rpartition(".")[2] for name in OBJECTS} - ends
