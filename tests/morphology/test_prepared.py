"""The prepared copy of the database: fast, never stale, never half, never code."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from khabar.morphology import prepared
from khabar.morphology.analyzer import Analyzer
from khabar.morphology.camel import EMBEDDED, MorphologyDB
from khabar.morphology.prepared import open_database

TEXT = "###DEFINES###\nDEFINE pos pos:noun pos:verb\nDEFINE diac diac:*open*\nDEFINE lex lex:*open*\n"
TEXT += (
    "###DEFAULTS###\nDEFAULT pos:noun diac:* lex:*\n###ORDER###\nORDER diac lex pos\n###TOKENIZATIONS###\n"
)
TEXT += "###STEMBACKOFF###\n###PREFIXES###\n\tP\tdiac: pos:-\n###SUFFIXES###\n\tS\tdiac: pos:-\n###STEMS###\n"
TEXT += "{stem}\tN\tdiac:{stem} lex:{stem} pos:noun\n###TABLE AB###\nP N\n###TABLE BC###\nN S\n###TABLE AC###\nP S\n"


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(prepared, "user_cache_path", lambda name: tmp_path / "cache" / name)
    file = tmp_path / "morphology.db"
    file.write_text(TEXT.format(stem="باب"), encoding="utf-8")
    return file


def copies(text: Path) -> list[Path]:
    return sorted((text.parent / "cache" / "khabar").iterdir())


def test_a_copy_holds_all_that_camel_tools_reads():
    ours = open_database(EMBEDDED.database, "a")
    theirs = MorphologyDB(str(EMBEDDED.database), "a")
    mine, other = vars(ours), vars(theirs)
    values_in_any_order = "defines"
    assert mine.keys() == other.keys()
    assert all(mine[name] == other[name] for name in other if name != values_in_any_order)
    assert ours.flags.analysis and not ours.flags.generation
    assert Analyzer(ours).analyze("كتاب") == Analyzer(theirs).analyze("كتاب")


def test_the_second_opening_does_not_read_the_text(text, monkeypatch):
    first = open_database(text, "a")
    monkeypatch.setattr(prepared, "_SharedValues", type("Copied", (MorphologyDB,), {"__init__": None}))
    assert open_database(text, "a").stem_hash == first.stem_hash


def test_a_changed_text_makes_a_new_copy_and_drops_the_old(text):
    open_database(text, "a")
    text.write_text(TEXT.format(stem="كتاب"), encoding="utf-8")
    assert list(open_database(text, "a").stem_hash) == ["كتاب"]
    assert len(copies(text)) == 1


def test_analysis_and_generation_have_copies_of_their_own(text):
    open_database(text, "a")
    assert list(open_database(text, "g").lemma_hash) == ["باب"]
    assert open_database(text, "a").stem_hash
    assert len(copies(text)) == 2


class Foreign:
    def __init__(self, marker: Path):
        self.marker = marker

    def __reduce__(self):
        return Path.touch, (self.marker,)


def test_a_foreign_copy_runs_nothing(text):
    open_database(text, "a")
    (copy,) = copies(text)
    marker = text.parent / "ran"
    copy.write_bytes(pickle.dumps(Foreign(marker)))
    assert open_database(text, "a").stem_hash
    assert not marker.exists()


@pytest.mark.parametrize("damage", [b"", b"no pickle", pickle.dumps({"stem_hash": {}}), pickle.dumps([1])])
def test_a_damaged_copy_is_made_again(text, damage):
    open_database(text, "a")
    (copy,) = copies(text)
    copy.write_bytes(damage)
    assert list(open_database(text, "a").stem_hash) == ["باب"]
    assert copy.read_bytes() != damage


def test_where_nothing_can_be_written_the_text_is_read(text, monkeypatch):
    blocked = text.parent / "file"
    blocked.touch()
    monkeypatch.setattr(prepared, "user_cache_path", lambda name: blocked / name)
    assert open_database(text, "a").stem_hash


def test_two_processes_may_start_at_once(tmp_path):
    code = (
        "import sys, pathlib; from khabar.morphology import prepared\n"
        "prepared.user_cache_path = lambda name: pathlib.Path(sys.argv[1])\n"
        "from khabar.morphology.camel import EMBEDDED\n"
        "print(len(prepared.open_database(EMBEDDED.database, 'a').stem_hash))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = {process.communicate()[0] for process in started}
    assert len(answers) == 1 and int(answers.pop()) > 10_000
    assert [path.suffix for path in tmp_path.iterdir()] == [".pickle"]


@pytest.mark.parametrize(
    "content", ["", "a letter home\n", TEXT.format(stem="باب").partition("###TABLE AC")[0]]
)
def test_what_is_no_whole_database_does_not_open(text, content):
    text.write_text(content, encoding="utf-8")
    with pytest.raises(Exception, match=r"invalid|ends before"):
        open_database(text, "a")
