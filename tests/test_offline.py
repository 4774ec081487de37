"""The whole walk in a process that cannot open a socket, with several kinds of home folder."""

import os
import subprocess
import sys

import pytest

WALK = """
import socket
def refuse(*args, **kwargs):
    raise RuntimeError("a socket was opened")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse

import khabar
import camel_tools.disambig.mle  # camel-tools' own import works after ours

doc = khabar.article()
mine = khabar.read("قالت وزارة الخارجية الروسية إن المحادثات مستمرة.")
assert {word.source for word in mine.words} <= {"lexicon", "calima", "backoff", "rule"}
for scheme in ("word", "d1", "d2", "d3", "atb", "ud"):
    assert khabar.tokenize("ونظيره الأميركي", scheme)
assert len(khabar.analyses("وقالت"))
assert khabar.interpret(doc).attributions and khabar.interpret(mine).attributions
assert khabar.evaluate(doc, doc).upos.f1 == 1
assert len(khabar.resources())
assert khabar.check("00-first-look/2", "و+نظير+ه")
import sys
assert not {"torch", "transformers"} & set(sys.modules)
print("walked")
"""


def walk(home, **env):
    clean = {k: v for k, v in os.environ.items() if k not in ("CAMELTOOLS_DATA", "KHABAR_PROGRESS")}
    done = subprocess.run(
        [sys.executable, "-c", WALK], env=clean | {"HOME": str(home)} | env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("walked\n")


def test_with_an_empty_home(tmp_path):
    walk(tmp_path)
    assert not (tmp_path / ".camel_tools" / "catalogue.json").exists()


def test_with_a_home_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    try:
        walk(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_with_no_home_at_all():
    walk("/dev/null/home")  # not even root can make a folder here


def test_a_catalogue_of_the_user_is_left_alone(tmp_path):
    folder = tmp_path / ".camel_tools"
    folder.mkdir()
    theirs = '{"version": "theirs", "packages": {}, "components": {}}'
    (folder / "catalogue.json").write_text(theirs)
    walk(tmp_path)
    assert (folder / "catalogue.json").read_text() == theirs


@pytest.mark.parametrize(
    "heavy", ["pandas", "matplotlib", "ipywidgets", "camel_tools", "torch", "transformers"]
)
def test_importing_khabar_opens_no_room(heavy):
    code = f"import sys, khabar; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


FULL = """
import shutil, json, os, pathlib, re
import khabar.morphology._camel_data as d
target = pathlib.Path(os.environ["HOME"]) / ".camel_tools"
database = target / "data" / "morphology_db" / "calima-msa-r13" / "morphology.db"
database.parent.mkdir(parents=True)
text = (d.EMBEDDED / "data" / "morphology_db" / "khabar" / "morphology.db").read_text(encoding="utf-8")
# As CALIMA writes: no vowel before its alif, lexemes with a number.
text = re.sub(r" lex:(\\S+)", r" lex:\\1_1", text.replace("\u064e\u0627", "\u0627"))
database.write_text(text, encoding="utf-8")
shutil.copytree(d.EMBEDDED / "data" / "disambig_mle" / "khabar", target / "data" / "disambig_mle" / "calima-msa-r13")
entry = lambda path: {"default": "calima-msa-r13", "datasets": {"calima-msa-r13": {"path": path}}}
(target / "catalogue.json").write_text(json.dumps({"version": "1.6.0", "packages": {}, "components": {
    "MorphologyDB": entry("morphology_db/calima-msa-r13"), "DisambigMLE": entry("disambig_mle/calima-msa-r13")}}))
"""


def test_full_data_of_the_user_is_used_and_named(tmp_path):
    """A stand-in in the official layout: the embedded data in CALIMA's spelling, under its names."""
    env = {k: v for k, v in os.environ.items() if k != "CAMELTOOLS_DATA"} | {"HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", FULL], check=True, env=env)
    code = """
import khabar
table = khabar.resources()
print(sorted(table[table.in_use & (table.kind == "morphology")].name))
doc = khabar.read("وقالت الوزارة إن المحادثات جرت في مدينة كبيرة")
print(sorted({w.source for w in doc.words}))
print([(w.vform, w.feats.get("Case")) for w in doc.words if w.upos in ("NOUN", "ADJ")])
print(khabar.tokenize("للمحادثات", "d3"))
"""
    out = subprocess.run(
        [sys.executable, "-c", code], check=True, env=env, capture_output=True, text=True
    ).stdout
    assert out.splitlines() == [
        "['calima']",
        "['calima']",
        str([("الْوِزارَةُ", "Nom"), ("الْمُحادَثاتِ", "Acc"), ("مَدِينَةٍ", "Gen"), ("كَبِيرَةٍ", "Gen")]),
        "['ل+', 'ال+', 'محادثات']",
    ]
