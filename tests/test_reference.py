"""Every public object is explained, and the example that explains it runs. (Its page: ``browser/test_site.py``.)"""

import doctest
import inspect
from importlib import import_module

import matplotlib.pyplot as plt
import pytest

import khabar
from khabar import corpus, plots, widgets
from khabar.corpus import annotators

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
