"""One small corpus for all tests of the room: made once, with a seed."""

import sys
from pathlib import Path

import pytest

import khabar

sys.path.insert(0, str(Path(__file__).parents[2] / "toolkit"))
from study.texts import write


@pytest.fixture(scope="session")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("news")
    write(folder, 24, seed=7)
    return folder


@pytest.fixture(scope="session")
def corpus(source, tmp_path_factory):
    return khabar.Corpus.read(source, tmp_path_factory.mktemp("corpus") / "news.parquet")
