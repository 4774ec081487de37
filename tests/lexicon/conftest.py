"""A database compiled from the closed classes and a few lexemes of every kind."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from khabar.morphology._camel_data import importable

with importable():
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB
    from camel_tools.morphology.generator import Generator

HERE = Path(__file__).parent
LEXICON = HERE.parents[1] / "toolkit" / "lexicon"
Analysis = dict[str, str]


@pytest.fixture(scope="session")
def compile_lexicon() -> Callable[[Path, Path], subprocess.CompletedProcess[str]]:
    """The compiler as its users run it: tables, output."""

    def run(tables: Path, output: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(LEXICON / "compile.py"), str(tables), str(output)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")

    return run


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    closed = [LEXICON / "tables" / "particles.tsv", LEXICON / "tables" / "numerals.tsv"]
    for table in (*closed, *(HERE / "tables").glob("*.tsv")):
        shutil.copy(table, folder)
    return folder


@pytest.fixture(scope="session")
def path(tables: Path, compile_lexicon) -> Path:
    output = tables / "morphology.db"
    done = compile_lexicon(tables, output)
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="session")
def database(path: Path) -> MorphologyDB:
    return MorphologyDB(str(path), "r")


@pytest.fixture(scope="session")
def analyzer(database: MorphologyDB) -> Analyzer:
    return Analyzer(database)


@pytest.fixture(scope="session")
def analyses(analyzer: Analyzer) -> Callable[[str], list[Analysis]]:
    """The analyses of a word as it is spelled, without spelling variants."""
    return lambda word: [a for a in analyzer.analyze(word) if a["source"] == "lex"]


@pytest.fixture(scope="session")
def generator(database: MorphologyDB) -> Generator:
    return Generator(database)
