"""News texts made by rule with a seed: what the study and the benchmark of the corpus read.

Frames of Arabic news with slots (example-frames.tsv) are filled with words (example-words.tsv). No text is anybody's, no
person is named, and nothing in them happened. Three outlets write them, which differ in a way that is
known: how often each frame is taken. So a study over them can be checked: what it finds was put in.
"""

import csv
import random
import re
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
FIRST_DAY = date(2026, 1, 1)
DAYS = 365
# Outlet: words of frames and how much oftener than the others it takes them.
OUTLETS = {
    "الأفق": {"وقال": 4.0, "قالت": 3.0},  # lets speak directly
    "الميدان": {"زعم": 5.0, "{anonymous}": 3.0},  # sources not named, words held at a distance
    "الساحل": {"نقلت": 3.0, "بحسب": 3.0, "ذكرت": 3.0},  # through others
}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


FRAMES = _rows("example-frames.tsv")
WORDS: dict[str, list[str]] = {}
for _row in _rows("example-words.tsv"):
    WORDS.setdefault(_row["slot"], []).append(_row["text"])


def filled(chance: random.Random, text: str) -> str:
    """A frame with its slots filled; what fills a slot may have slots of its own."""
    while "{" in text:
        text = re.sub(r"\{(\w+)\}", lambda slot: chance.choice(WORDS[slot[1]]), text)
    return text


def article(chance: random.Random, outlet: str, sentences: int) -> str:
    """A text of so many sentences, two or three to a paragraph."""
    liking = OUTLETS[outlet]

    def frames(part: str, number: int) -> list[str]:
        texts = [frame for frame in FRAMES if frame["part"] == part]
        weights = [
            float(frame["weight"])
            * max((times for word, times in liking.items() if word in frame["text"]), default=1.0)
            for frame in texts
        ]
        return [frame["text"] for frame in chance.choices(texts, weights, k=number)]

    lines = [filled(chance, frame) for frame in frames("lead", 1) + frames("body", sentences - 1)]
    paragraphs = []
    while lines:
        size = chance.choice((2, 3))
        paragraphs.append(" ".join(lines[:size]))
        del lines[:size]
    return "\n".join(paragraphs) + "\n"


def write(folder: Path, count: int = 1000, seed: int = 1, sentences: tuple[int, int] = (3, 8)) -> None:
    """Write the texts, a folder an outlet, and metadata.csv."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "outlet", "date"])
        for number in range(count):
            outlet = chance.choice(list(OUTLETS))
            day = FIRST_DAY + timedelta(chance.randrange(DAYS))
            name = f"{list(OUTLETS).index(outlet) + 1}/{number:06d}.txt"
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(article(chance, outlet, chance.randint(*sentences)), encoding="utf-8")
            table.writerow([name, outlet, day.isoformat()])
