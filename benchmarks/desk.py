"""How long it takes to correct a text at the desk, by the keyboard alone, at the pace of a hand.

A program's own reading of a plain text is corrected in a real browser over a real JupyterLab until it equals an
annotation, in every layer. Each act waits as long as the keystroke-level model gives it (Card, Moran and Newell 1983:
a key 0.28 s, Shift and a vowel sign a key more, 1.35 s to make up one's mind before each act). The model has no figure
for reading; taken are 2 s for a word, 2 s for each of five layers of a word that the program doubts (cut, vowels,
part of speech with its features, head, relation), 4 s for an attribution, a name, an event or a choice of words, and
15 s for a question. Nobody is at the keyboard: this tells what the desk asks of a hand that knows what it wants.

    python benchmarks/desk.py communique --speed 10     # waits a tenth as long, and adds up what they stand for
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from khabar.course.corrections import TEXTS, doubt, readings_of
from khabar.discourse.model import Discourse, Item, beside
from khabar.text.document import Document, Sentence, Word
from khabar.text.places import write_spans
from khabar.widgets.desk import FURTHER, PARTS, WRITTEN

KEY, MIND = 0.28, 1.35
WORD, LAYERS, ITEM, QUESTION = 2.0, 5, 4.0, 15.0
SHIFTED = re.compile('[A-Z|+<>?:"_()\u064b-\u0652\u0670]')
FIELDS = {"Vform": "e", "Gloss": "g", "I3rab": "i", "Alt": "y", "Note": "q"}
KINDS = {"Attribution": "a", "Entity": "m", "Event": "v", "Rhetoric": "r"}


class Hand:
    """Presses keys at its pace, and keeps account of them."""

    def __init__(self, page: Page, speed: float):
        self.page, self.speed = page, speed
        self.seconds: Counter[str] = Counter()
        self.acts: Counter[str] = Counter()
        self.phase, self.arabic = "", False
        self.waits: list[float] = []  # seconds until the machine had answered

    def wait(self, what: str, seconds: float) -> None:
        self.seconds[f"{self.phase}: {what}"] += seconds
        self.acts[f"{self.phase}: {what}"] += 1
        time.sleep(seconds / self.speed)

    def think(self) -> None:
        self.wait("mind", MIND)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.wait("keys", KEY * (1 + key.count("+")))
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        arabic = bool(re.search("[\u0621-\u064a]", text))
        if arabic != self.arabic:
            self.wait("keys", 2 * KEY)  # another layout
            self.arabic = arabic
        for letter in text:
            self.wait("keys", KEY * (2 if SHIFTED.match(letter) else 1))
            self.page.keyboard.type(letter)

    def settled(self) -> None:
        """Until the kernel has answered, and the page has drawn it; what a hand that is done waits for."""
        begun = time.monotonic()
        self.page.wait_for_function("document.querySelector('.khabar-desk').ariaBusy === 'false'")
        self.waits.append(time.monotonic() - begun)
        time.sleep(0.02)
        self.page.wait_for_function("document.querySelector('.khabar-desk').ariaBusy === 'false'")


class Teacher:
    """Who knows the annotation that is wanted, and looks at what the page opens."""

    def __init__(self, hand: Hand, file: Path, wanted: Document, talk: Discourse):
        self.hand, self.file, self.wanted, self.talk = hand, file, wanted, talk
        self.changes: Counter[str] = Counter()

    # --- what stands there -------------------------------------------------------------

    @property
    def document(self) -> Document:
        return Document.from_conllu(self.file)

    def here(self) -> tuple[int, int]:
        """(sentence, word) that is open, as the page shows it."""
        desk = self.hand.page.locator(".khabar-desk")
        number = re.search(r"Page (\d+) of", desk.inner_text())
        word = desk.locator('.w[aria-current="true"]').get_attribute("data-id")
        return (int(number[1]) - 1 if number else 0), int(word or 1)

    def gold(self, number: int, word: Word) -> Word:
        """The word that is wanted in the place of a word of a token that is cut alike."""
        sentence, wanted = self.document.sentences[number], self.wanted.sentences[number]
        for token, other in zip(sentence.tokens, wanted.tokens, strict=True):
            for one, two in zip(token.words, other.words, strict=False):
                if one.id == word.id:
                    return two
        raise LookupError(word)

    # --- words -------------------------------------------------------------------------

    def words(self) -> None:
        while "Every word has been looked at." not in self.hand.page.locator(".say").inner_text():
            number, id = self.here()
            word = self.document.sentences[number].words[id - 1]
            soon = doubt(word)
            if soon == 2:
                self.rest(number)
                continue
            self.hand.wait("reading", WORD * LAYERS)
            self.hand.think()
            changed = self.mend(number, id)
            self.hand.press("n" if changed else "Enter")
            self.hand.settled()
        for number in range(len(self.wanted.sentences)):  # once more over all, for what has fallen since
            self.turn(number)
            for word in self.document.sentences[number].words:
                self.mend(number, word.id)

    def rest(self, number: int) -> None:
        """A sentence whose doubtful words have been looked at: read, mended where it is wrong, and kept as a whole."""
        waiting = [word for word in self.document.sentences[number].words if doubt(word) is not None]
        self.hand.wait("reading", WORD * len(waiting))
        for word in waiting:
            self.mend(number, word.id)
        self.hand.think()
        self.hand.press("z")
        self.hand.settled()

    def turn(self, number: int) -> None:
        here = self.here()[0]
        if here != number:
            self.hand.press("PageDown" if number > here else "PageUp", abs(number - here))
            self.hand.settled()

    def go(self, number: int, id: int) -> None:
        self.turn(number)
        here = self.here()[1]
        self.hand.press("ArrowLeft" if id > here else "ArrowRight", abs(id - here))
        self.hand.settled()

    def field(self, key: str, value: str, what: str) -> None:
        self.hand.think()
        self.hand.press(key)
        if value:
            self.hand.type(value)
        else:
            self.hand.press("Delete")
        self.hand.press("Enter")
        self.hand.settled()
        self.changes[what] += 1
        if (said := self.hand.page.locator(".say").inner_text()).startswith("✗"):
            print(f"REFUSED {what} {value!r}: {said}", flush=True)

    def mend(self, number: int, id: int) -> bool:
        """Make a word, and those written in one with it, what they are to be; whether anything was to be done."""
        sentence = self.document.sentences[number]
        token = sentence.token_of(sentence.words[id - 1])
        wanted = self.wanted.sentences[number].tokens[sentence.tokens.index(token)]
        done = False
        if [w.form for w in token.words] != [w.form for w in wanted.words]:
            self.go(number, id)
            self.field("k", "+".join(w.form for w in wanted.words), "cut")
            done = True
            token = self.document.sentences[number].tokens[sentence.tokens.index(token)]
        found = readings_of(token.form)[:9]
        costs = [cost(reading.words, wanted.words) for reading in found]
        if token.words[0].upos != "PUNCT" and costs and min(costs) < cost(token.words, wanted.words):
            self.go(number, token.words[0].id)
            self.hand.think()
            self.hand.press(str(costs.index(min(costs)) + 1))
            self.hand.settled()
            self.changes["reading"] += 1
            done = True
        first = token.words[0].id
        for each in range(first, first + len(wanted.words)):
            done |= self.values(number, each)
            done |= self.arc(number, each)
        if done:
            self.go(number, first)
        return done

    def values(self, number: int, id: int) -> bool:
        word = self.document.sentences[number].words[id - 1]
        wanted = self.gold(number, word)
        acts = [("u", wanted.upos or "", "upos")] * (word.upos != wanted.upos)
        acts += [("l", wanted.lemma or "", "lemma")] * (word.lemma != wanted.lemma)
        if word.feats != wanted.feats:
            different = {k for k in word.feats | wanted.feats if word.feats.get(k) != wanted.feats.get(k)}
            if different == {"Case"}:
                acts.append(("w", wanted.feats.get("Case", "")[:1].lower(), "Case"))
            else:
                acts.append(("f", " ".join(f"{k}={v}" for k, v in wanted.feats.items()), "features"))
        for name, key in FIELDS.items():
            if (word.misc.get(name) or "") != (wanted.misc.get(name) or ""):
                acts.append((key, wanted.misc.get(name) or "", name))
        for key, value, what in acts:
            self.go(number, id)
            self.field(key, value, what)
        return bool(acts)

    def arc(self, number: int, id: int) -> bool:
        words = self.document.sentences[number].words
        word, wanted = words[id - 1], self.gold(number, words[id - 1])
        done = False
        if word.head != wanted.head:
            done = True
            if word.head == 0:  # another word is to be the root first
                root = next(w.id for w in self.wanted.sentences[number].words if w.head == 0)
                self.mend(number, root)
            path = above(self.document.sentences[number], wanted.head or 0)
            for between in path if id in path else []:
                if between != id:
                    self.mend(number, between)
            if self.document.sentences[number].words[id - 1].head != wanted.head:
                self.go(number, id)
                self.field("h", str(wanted.head), "head")
        if self.document.sentences[number].words[id - 1].deprel != wanted.deprel:
            done = True
            self.go(number, id)
            self.field("b", wanted.deprel or "", "relation")
        return done

    # --- translation -------------------------------------------------------------------

    def translate(self) -> None:
        for number, sentence in enumerate(self.wanted.sentences):
            self.turn(number)
            english = (sentence.text_en or "").split()
            self.hand.press("/")
            for at in range(0, len(english), 5):
                self.hand.think()
                self.hand.type(" ".join(english[at : at + 5]) + " ")
            self.hand.press("Enter")
            self.hand.settled()

    # --- what is said, named and told --------------------------------------------------

    def shown(self) -> dict[str, str]:
        """The fields of the item that is open, by their names."""
        fields = self.hand.page.locator(".item input").evaluate_all(
            "all => all.map(f => [f.dataset.item, f.value])"
        )
        return {name.split(" ", 1)[1]: value for name, value in fields}

    def opened(self) -> tuple[str, str]:
        """(kind, id) of the item that is open; two empty strings where none is."""
        found = self.hand.page.locator('.talk button[aria-pressed="true"]')
        return tuple(found.inner_text().removeprefix("✓ ").split()) if found.count() else ("", "")  # type: ignore[return-value]

    def items(self) -> None:
        self.ids: dict[str, str] = {}  # of what is wanted, the id that it has here
        met = self.by_place()
        self.hand.press("j")
        self.hand.settled()
        while self.opened()[0]:
            self.sentence(met)
        for wanted in met.values():
            self.add(wanted)
        for wanted in self.talk.items():  # what names another that was to come
            for name in ("nested_in", "attribution"):
                if (refers := getattr(wanted, name, None)) and self.value(refers, name, wanted) is not None:
                    self.reopen(wanted)
                    self.fill(wanted)

    def sentence(self, met: dict[tuple[str, str], Item]) -> None:
        """What is said, named and told in a sentence: read one after the other, mended, and the rest kept at once."""
        seen: set[str] = set()
        while self.opened()[0]:
            kind, id = self.opened()
            seen.add(id)
            self.hand.wait("reading", ITEM)
            wanted = met.pop((kind, self.shown()[PARTS[kind][0]]), None) or self.alike(met, kind)
            if wanted is None:
                self.hand.think()
                self.hand.press("x")
                self.hand.settled()
                self.changes["item removed"] += 1
            else:
                self.ids[wanted.id] = id
                self.fill(wanted)
            if not self.unseen() - seen:
                break
            self.hand.press("j")
            self.hand.settled()
        self.hand.think()
        self.hand.press("z" if self.unseen() else "j")
        self.hand.settled()

    def unseen(self) -> set[str]:
        """The ids of what nobody has looked at in the sentence that is open."""
        texts = self.hand.page.locator(".talk li > button").all_inner_texts()
        return {text.split()[1] for text in texts if not text.startswith("✓")}

    def by_place(self) -> dict[tuple[str, str], Item]:
        kinds = ((type(item).__name__, item) for item in self.talk.items())
        return {(kind, write_spans(getattr(item, PARTS[kind][0]))): item for kind, item in kinds}

    def alike(self, met: dict[tuple[str, str], Item], kind: str) -> Item | None:
        """A name whose borders are other ones."""
        shown = self.shown()[PARTS[kind][0]]
        for key in met:
            if kind in ("Entity", "Rhetoric") and key[0] == kind and touch(shown, key[1]):
                return met.pop(key)
        return None

    def wanted_fields(self, item: Item) -> dict[str, str]:
        kind = type(item).__name__
        fields = {name: str(getattr(item, name) or "") for name in WRITTEN[kind]}
        for name in ("nested_in", "attribution"):
            if fields.get(name):
                fields[name] = self.ids.get(fields[name], "")
        return fields | {name: write_spans(getattr(item, name)) for name in PARTS[kind] + FURTHER[kind]}

    def value(self, refers: str, name: str, item: Item) -> str | None:
        here = next(i for i in self.kept().items() if i.id == self.ids[item.id])
        return None if getattr(here, name) == self.ids[refers] else self.ids[refers]

    def kept(self) -> Discourse:
        document = self.document
        found = beside(self.file, document)
        assert found
        return found

    def fill(self, item: Item) -> None:
        """Write the fields of the item that is open which are other ones."""
        shown = self.shown()
        for name, value in self.wanted_fields(item).items():
            if shown[name] == value or (name == "attribution" and getattr(item, name) and not value):
                continue
            self.hand.think()
            self.hand.press("e")
            self.hand.press("Tab", list(shown).index(name))
            self.hand.type(value) if value else self.hand.press("Delete")
            self.hand.press("Enter")
            self.hand.settled()
            shown = self.shown()
            self.changes[f"item: {name}"] += 1
            if (said := self.hand.page.locator(".say").inner_text()).startswith("✗"):
                print(f"REFUSED {name} {value!r}: {said}", flush=True)

    def select(self, spans: list[Any]) -> None:
        paragraph, first, last = spans[0]
        for number, sentence in enumerate(self.document.sentences):
            tokens = [t for t in sentence.tokens if t.paragraph == paragraph and first <= t.position <= last]
            if tokens:
                self.go(number, tokens[0].words[0].id)
                count = sum(len(t.words) for t in tokens) - 1
                if count:
                    self.hand.wait("keys", KEY)
                    for _ in range(count):
                        self.hand.wait("keys", KEY)
                        self.hand.page.keyboard.press("Shift+ArrowLeft")
                self.hand.settled()
                return

    def add(self, item: Item) -> None:
        kind = type(item).__name__
        self.hand.think()
        self.select(getattr(item, PARTS[kind][0]))
        self.hand.press(KINDS[kind])
        self.hand.settled()
        self.ids[item.id] = self.opened()[1]
        self.changes["item added"] += 1
        self.fill(item)

    def reopen(self, item: Item) -> None:
        """Open an item that has been looked at: with the Tab key, from the sentence."""
        self.hand.think()
        self.select(getattr(item, PARTS[type(item).__name__][0]))
        button = self.hand.page.locator(f'.talk button[data-item="{self.ids[item.id]}"]')
        self.hand.press("Tab", 3)
        button.focus()
        self.hand.press("Enter")
        self.hand.settled()
        self.hand.page.locator('.w[tabindex="0"]').focus()


def touch(one: str, other: str) -> bool:
    numbers = [[int(n) for n in re.findall(r"\d+", each)] for each in (one, other)]
    (p, a, b), (q, c, d) = ((n[0], n[1], n[-1]) for n in numbers)
    return p == q and a <= d and c <= b


def cost(words: list[Word], wanted: list[Word]) -> int:
    """How many values of the readings of a token differ."""
    if [w.form for w in words] != [w.form for w in wanted]:
        return 99
    found = 0
    for one, two in zip(words, wanted, strict=True):
        found += (one.lemma != two.lemma) + (one.upos != two.upos)
        found += sum(one.feats.get(k) != two.feats.get(k) for k in one.feats | two.feats)
        found += (one.misc.get("Vform") or "") != (two.misc.get("Vform") or "")
    return found


def above(sentence: Sentence, id: int) -> list[int]:
    """A word and those from which it hangs, up to the root."""
    heads = {word.id: word.head or 0 for word in sentence.words}
    found: list[int] = []
    while id and id not in found:
        found.append(id)
        id = heads[id]
    return found


def differences(file: Path, wanted: Document, talk: Discourse) -> list[str]:
    """What is not yet as it is to be, in every layer."""
    document = Document.from_conllu(file)
    told: list[str] = []
    for sentence, gold in zip(document.sentences, wanted.sentences, strict=True):
        if sentence.text_en != gold.text_en:
            told.append(f"{gold.sent_id}: translation")
        for token, other in zip(sentence.tokens, gold.tokens, strict=True):
            if token.vform != other.vform:
                told.append(f"{gold.sent_id} {token.form}: {token.vform} for {other.vform}")
            for one, two in zip(token.words, other.words, strict=True):
                layers = [
                    (name, getattr(one, name), getattr(two, name))
                    for name in ("form", "lemma", "upos", "xpos", "feats", "head", "deprel")
                ]
                names = ("Vform", "Gloss", "I3rab", "Note", "Alt", "Debatable", "Root", "Pattern")
                layers += [(name, one.misc.get(name), two.misc.get(name)) for name in names]
                told += [
                    f"{gold.sent_id} {two.id} {two.form}: {name} {a!r} for {b!r}"
                    for name, a, b in layers
                    if (a or None) != (b or None)
                ]
    found = beside(file, document)
    assert found

    def told_of(item: Item, whole: Discourse) -> dict[str, Any]:
        kind = type(item).__name__
        by_id = {each.id: each for each in whole.attributions}
        fields: dict[str, Any] = {name: getattr(item, name) or "" for name in WRITTEN[kind]}
        for name in {"nested_in", "attribution"} & fields.keys():
            fields[name] = write_spans(by_id[fields[name]].cue) if fields[name] else ""
        return {
            "kind": kind,
            **fields,
            **{name: write_spans(getattr(item, name)) for name in PARTS[kind] + FURTHER[kind]},
        }

    ours = [told_of(item, found) for item in found.items()]
    theirs = [told_of(item, talk) for item in talk.items()]
    told += [f"too much: {each}" for each in ours if each not in theirs]
    told += [f"missing: {each}" for each in theirs if each not in ours]
    return told


def serve(file: Path, port: int) -> subprocess.Popen[bytes]:
    command = [Path(sys.executable).with_name("khabar"), "desk", file, "--by", "teacher", "--no-browser"]
    options = [f"--port={port}", "--ServerApp.token=", "--ServerApp.port_retries=0"]
    log = (file.parent / "log").open("w")
    return subprocess.Popen(
        [*command, *options], stdout=log, stderr=log, env=os.environ | {"HOME": str(file.parent)}
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", help="the name of one of the course's texts that were corrected")
    parser.add_argument("--speed", type=float, default=1.0, help="how many times as fast as a hand")
    parser.add_argument("--port", type=int, default=8971)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="desk-"))
    file = folder / f"{asked.text}.txt"
    shutil.copy(TEXTS / file.name, file)
    wanted = Document.from_conllu(TEXTS / f"{asked.text}.conllu")
    talk = beside(TEXTS / f"{asked.text}.conllu", wanted)
    assert talk
    begun = time.monotonic()
    server = serve(file, asked.port)
    try:
        with sync_playwright() as playwright:
            path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            page.set_default_timeout(60_000)
            address = f"http://127.0.0.1:{asked.port}/lab/tree/desk.ipynb"
            for _ in range(600):
                try:
                    page.goto(address)
                    break
                except Exception:  # not there yet
                    time.sleep(0.2)
            page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
            hand = Hand(page, asked.speed)
            hand.phase = "opening"
            page.locator(".jp-Notebook .jp-Cell").first.click()
            hand.think()
            hand.press("Shift+Enter")
            page.locator(".khabar-desk .w").first.wait_for()
            page.locator('.w[aria-current="true"]').focus()
            teacher = Teacher(hand, file.with_suffix(".conllu"), wanted, talk)
            parts = {
                "words and trees": teacher.words,
                "who says what, names, events": teacher.items,
                "translation": teacher.translate,
            }
            opened = time.monotonic()
            clock = {"opening": opened - begun}
            for hand.phase, part in parts.items():
                at = time.monotonic()
                part()
                clock[hand.phase] = time.monotonic() - at
                print(
                    f"{hand.phase}: {clock[hand.phase]:.0f} s by the clock", dict(teacher.changes), flush=True
                )
            browser.close()
    finally:
        server.terminate()
        server.wait()
    for line in differences(file.with_suffix(".conllu"), wanted, talk):
        print("DIFFERS", line)
    hand.phase = "assignment, pages, release"
    at = time.monotonic()
    course = folder / "exercises"
    course.mkdir()
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'made'\n")
    conllu = file.with_suffix(".conllu").name
    for command in (
        f"khabar course make {conllu} -o course", f"khabar exercises make {conllu} --questions 20",
        f"khabar exercises release {asked.text}",
    ):  # fmt: skip
        hand.think()
        hand.wait("keys", KEY * (len(command) + 1))
        subprocess.run(
            [Path(sys.executable).with_name("khabar"), *command.split()[1:]],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    hand.wait("reading", 20 * QUESTION)
    clock[hand.phase] = time.monotonic() - at
    print(
        f"speed {asked.speed:g}; by the clock {sum(clock.values()) / 60:.1f} min: "
        + ", ".join(f"{k} {v:.0f} s" for k, v in clock.items())
    )
    for name, seconds in hand.seconds.items():
        print(f"  {name}: {hand.acts[name]} acts, {seconds:.0f} s")
    waits = sorted(hand.waits)
    print(
        f"  waits for the machine: {len(waits)}, {sum(waits):.0f} s in all, the middle one {waits[len(waits) // 2]:.2f} s, "
        f"one in twenty longer than {waits[len(waits) * 19 // 20]:.2f} s"
    )
    print(f"  all that waits stand for: {sum(hand.seconds.values()) / 60:.1f} min")
    print("  changes:", dict(teacher.changes), "in", folder)


if __name__ == "__main__":
    main()
