"""The database with stems that are read when they are asked for: camel-tools' own, never half."""

from pathlib import Path

import pytest

from khabar.morphology.analyzer import Analyzer
from khabar.morphology.camel import EMBEDDED, MorphologyDB
from khabar.morphology.database import open_database

TEXT = "###DEFINES###\nDEFINE pos pos:noun pos:verb\nDEFINE diac diac:*open*\nDEFINE lex lex:*open*\n"
TEXT += (
    "###DEFAULTS###\nDEFAULT pos:noun diac:* lex:*\n###ORDER###\nORDER diac lex pos\n###TOKENIZATIONS###\n"
)
TEXT += "###STEMBACKOFF###\n###PREFIXES###\n\tP\tdiac: pos:-\n###SUFFIXES###\n\tS\tdiac: pos:-\n###STEMS###\n"
TEXT += "{stem}\tN\tdiac:{stem} lex:{stem} pos:noun\n###TABLE AB###\nP N\n###TABLE BC###\nN S\n###TABLE AC###\nP S\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "morphology.db"
    file.write_text(TEXT.format(stem="باب"), encoding="utf-8")
    return file


def test_it_holds_all_that_camel_tools_reads():
    ours, theirs = open_database(EMBEDDED.database, "r"), MorphologyDB(str(EMBEDDED.database), "r")
    values_in_any_order = "defines"
    read_later = ("stem_hash", "lemma_hash")
    for name, value in vars(theirs).items():
        if name in read_later:
            mine = getattr(ours, name)
            assert list(mine) == list(value)
            assert all(mine[key] == value[key] for key in [*value][::20])
        else:
            assert name == values_in_any_order or getattr(ours, name) == value
    assert Analyzer(ours).analyze("كتاب") == Analyzer(theirs).analyze("كتاب")


def test_a_stem_is_read_when_it_is_asked_for_and_then_kept(text):
    text.write_text(TEXT.format(stem="باب").replace("lex:باب pos", "lex:باب no_pair pos"), encoding="utf-8")
    database = open_database(text, "ag")
    assert list(database.stem_hash) == list(database.lemma_hash) == ["باب"]
    with pytest.raises(Exception, match="no_pair"):
        database.stem_hash["باب"]
    text.write_text(TEXT.format(stem="باب"), encoding="utf-8")
    stems = open_database(text, "a").stem_hash
    assert stems["باب"][0][1] is stems["باب"][0][1]
    assert stems.get("كتاب") is None and "كتاب" not in stems


@pytest.mark.parametrize(
    "content",
    [
        "",
        "a letter home\n",
        TEXT.format(stem="باب").partition("###TABLE AC")[0],
        TEXT.format(stem="باب").partition("diac:باب")[0],
        TEXT.format(stem="باب").replace("باب\tN\tdiac", "باب\tN diac"),
    ],
)
def test_what_is_no_whole_database_does_not_open(text, content):
    text.write_text(content, encoding="utf-8")
    with pytest.raises(Exception, match=r"invalid|ends before"):
        open_database(text, "a")
