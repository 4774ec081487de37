"""One small corpus for all tests of the room: made once, with a seed."""

import pytest

import khabar
from khabar.corpus.example import write


@pytest.fixture(scope="session")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("news")
    write(folder, 24, seed=7, sentences=(8, 20))
    return folder


@pytest.fixture(scope="session")
def corpus(source, tmp_path_factory):
    return khabar.Corpus.read(source, tmp_path_factory.mktemp("corpus") / "news.parquet")
