"""The treebank's own ways of writing are no errors of khabar's; another cutting, class or case is one."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "treebank.py"
# A sentence of our own in PADT's writing: hamza left out in the text, ة before the pronoun, DET, اَل, no sukun.
WORDS = """\
1 قالت قَال VERB VP-A-3FS-- Vform=قَالَت
2 الوزارة وِزَارَة NOUN N------S1D Vform=اَلوِزَارَةُ
3 التي اَلَّذِي DET SR----FS1- Vform=اَلَّتِي
4 زارها _ _ _ _
4 زار زَار VERB VP-A-3MS-- Vform=زَارَ
5 ها هُوَ PRON SP---3FS4- Vform=هَا
6 الوزير وَزِير NOUN N------S1D Vform=اَلوَزِيرُ
7 ان إِنَّ SCONJ C--------- Vform=إِنَّ
8 حكومتها _ _ _ _
8 حكومة حُكُومَة NOUN N------S4R Vform=حُكُومَةَ
9 ها هُوَ PRON SP---3FS2- Vform=هَا
10 سافرت سَافَر VERB VP-A-3FS-- Vform=سَافَرَت
"""


def written(words: str) -> str:
    rows, forms = [], []
    for line in words.splitlines():
        number, form, lemma, upos, xpos, misc = line.split()
        joined = lemma == "_"
        if joined or not (rows and rows[-1].split("\t")[0].endswith(f"-{number}")):
            forms.append(form)
        name = f"{number}-{int(number) + 1}" if joined else number
        rows.append("\t".join([name, form, lemma, upos, xpos, *"____", misc]))
    text = "قالت الوزارة التي زارها الوزير ان حكومتها سافرت"
    return "\n".join(["# sent_id = s1", f"# text = {text}", *rows]) + "\n\n"


def shares(path: Path, words: str) -> list[str]:
    path.write_text(written(words), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(path)], capture_output=True, text=True, check=True
    )
    (line,) = [line for line in done.stdout.splitlines() if path.name in line]
    return [cell.strip() for cell in line.split("│")[2:-1]]


def test_what_only_is_written_otherwise_is_right(tmp_path):
    assert shares(tmp_path / "own.conllu", WORDS) == ["8", *["100.0 %"] * 6]


@pytest.mark.parametrize(
    ("right", "wrong", "column"),
    [
        ("6 الوزير وَزِير NOUN", "6 الوزير وَزِير ADJ", 3),
        ("6 الوزير وَزِير", "6 الوزير وِزَارَة", 4),
        ("N------S1D Vform=اَلوِزَارَةُ", "N------S4D Vform=اَلوِزَارَةُ", 5),
        ("Vform=سَافَرَت", "Vform=سُوفِرَت", 6),
    ],
)
def test_what_is_otherwise_counts_in_its_column(tmp_path, right, wrong, column):
    assert right in WORDS
    found = shares(tmp_path / "own.conllu", WORDS.replace(right, wrong))
    assert [n for n, share in enumerate(found) if n and share != "100.0 %"] == [column]
