"""khabar is MIT: what it asks for at run time must be something that MIT software may ask for."""

import re
import sys
from pathlib import Path

import pytest

TOOLKIT = Path(__file__).parents[1] / "toolkit"
COPYLEFT = re.compile(r"GPL|General Public|EUPL|SSPL|CC.BY.(SA|NC)|Sleepycat|UNKNOWN", re.I)


def binds(licence):
    """Whether each of the licences among which one may choose (``MPL-1.1 OR GPL-2.0-only``) binds."""
    return all(COPYLEFT.search(choice) for choice in re.split(r"\bOR\b", licence))


@pytest.fixture(scope="module")
def made():
    sys.path.insert(0, str(TOOLKIT))
    import licences

    return licences


def test_nothing_copyleft_is_asked_for_at_run_time(made):
    assert made.run_time() > {"camel-tools", "nbgrader", "jupyterlab"}
    bound = {name: licence for name, licence in made.licences(made.run_time()).items() if binds(licence)}
    assert not bound, "choose another package, or make it an extra that nobody gets unasked"


def test_the_scorer_of_ud_would_be_found_out(made):
    assert all(COPYLEFT.search(licence) for licence in made.licences({"udtools", "udapi"}).values())


def test_the_table_in_the_docs_is_what_is_installed(made):
    assert made.TABLE.read_text(encoding="utf-8") == made.table(), (
        "run `make lock` and commit docs/licences.md"
    )
