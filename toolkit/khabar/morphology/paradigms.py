"""Families, conjugations and declensions, by camel-tools' generator over the database in use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from khabar.morphology.camel import analyzer, database, generator
from khabar.morphology.context import contradicts
from khabar.text.errors import KhabarError
from khabar.text.script import TATWEEL, bare, composed, fold, is_arabic, without_controls

if TYPE_CHECKING:
    import pandas

_PERSONS = ["3ms", "3fs", "3md", "3fd", "3mp", "3fp", "2ms", "2fs", "2md", "2mp", "2fp", "1s", "1p"]
_TENSES = [
    ("perfect", {"asp": "p"}),
    ("indicative", {"asp": "i", "mod": "i"}),
    ("subjunctive", {"asp": "i", "mod": "s"}),
    ("jussive", {"asp": "i", "mod": "j"}),
    ("imperative", {"asp": "c"}),
]
_NOMINALS = ("noun", "adj", "adj_comp", "adj_num", "noun_quant", "noun_num", "noun_prop")
_STATES = {"i": "indefinite", "d": "definite", "c": "construct"}
_CASES = {"n": "nominative", "a": "accusative", "g": "genitive"}
_NUMBERS = {"s": "singular", "d": "dual", "p": "plural"}


def family(root: str) -> pandas.DataFrame:
    """All lexemes of a root, such as ``"ق.و.ل"`` or ``"قول"``: lemma, pos, pattern, gloss.

    Raises:
        KhabarError: the lexicon has no lexeme of the root.

    Example:
        >>> {"قَالَ", "قَوْل"} <= set(khabar.family("ق.و.ل")["lemma"])
        True
    """
    import pandas

    wanted = radicals(root) if isinstance(root, str) else ""
    if not 3 <= len(wanted) <= 5:
        raise KhabarError(f"A root has three to five radicals, such as ق.و.ل or قول; {root!r} has not.")
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    stems = database("g").lemma_hash
    lemmas = (lemma for lemma, written in stems.written("root") if _letters(written) == wanted)
    for lemma in dict.fromkeys(lemmas):
        for stem in stems[lemma]:
            if _letters(stem.get("root") or "") == wanted:
                gloss = (
                    (stem.get("stemgloss") or stem.get("gloss") or "").replace("_", " ").replace(";", "; ")
                )
                pattern = stem.get("pattern") or ""
                row = {"lemma": lemma, "pos": stem["pos"], "pattern": pattern, "gloss": gloss}
                rows.setdefault((lemma, stem["pos"]), row)
    if not rows:
        raise KhabarError(f"The lexicon has no word of the root {root}: give its radicals, such as ق.و.ل.")
    return pandas.DataFrame(rows.values()).sort_values(["pos", "lemma"], ignore_index=True)


def _letters(root: str) -> str:
    return root.replace(".", "").replace("ء", "ا")


def radicals(root: str) -> str:
    """The letters of a root, however it is written: ``"ق.و.ل"`` and ``"قول"`` are the same."""
    return "".join(letter for letter in fold(root).replace("ء", "ا") if letter.isalpha())


def conjugate(lemma: str, voice: str = "active") -> pandas.DataFrame:
    """The conjugation of a verb: a row a person, a column a tense and mood.

    ``lemma`` is the perfect, third person masculine singular; without vowels it may stand for
    several verbs, whose tables then follow each other (index: lemma, person). Variant forms of
    one cell are joined by " / ".

    Raises:
        KhabarError: the lexicon has no such verb, or the voice is neither active nor passive.

    Example:
        >>> khabar.conjugate("قَالَ").loc[("قَالَ", "3fs"), "perfect"]
        'قَالَتْ'
    """
    import pandas

    if voice not in ("active", "passive"):
        raise KhabarError(f"The voice is active or passive, not {voice!r}.")
    rows = {}
    for name in _lemmas(lemma, ("verb",)):
        forms = generator().generate(name, {"pos": "verb", "vox": voice[0]})
        for person in _PERSONS:
            cells = {}
            for tense, wanted in _TENSES:
                matching = (f for f in forms if _person(f) == person and wanted.items() <= f.items())
                cells[tense] = _cell(matching)
            if any(cells.values()):
                rows[name, person] = cells
    if not rows:
        raise KhabarError(f"The verb {lemma} has no {voice} forms in the lexicon.")
    table = pandas.DataFrame.from_dict(rows, orient="index")
    table.index = pandas.MultiIndex.from_tuples(rows, names=["lemma", "person"])
    return table


def _person(form: dict[str, Any]) -> str:
    number = "" if form["per"] == "1" and form["gen"] == "na" else form["gen"]
    person = form["per"] + number + form["num"]
    return {"1ms": "1s", "1mp": "1p", "2fd": "2md"}.get(person, person)


def decline(lemma: str) -> pandas.DataFrame:
    """The declension of a noun or adjective: rows by lemma, gender, number and state (definite
    forms with the article), a column a case.

    Raises:
        KhabarError: the lexicon has no such noun or adjective.

    Example:
        >>> table = khabar.decline("كِتَاب")
        >>> "كِتَابٌ" in set(table["nominative"])
        True
    """
    import pandas

    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for name in _lemmas(lemma, _NOMINALS):
        for pos in dict.fromkeys(stem["pos"] for stem in database("g").lemma_hash[name]):
            if pos not in _NOMINALS:
                continue
            forms = [*generator().generate(name, {"pos": pos})]
            forms += generator().generate(name, {"pos": pos, "prc0": "Al_det"})
            for number, number_name in _NUMBERS.items():
                for gender in "mf":
                    for state, state_name in _STATES.items():
                        wanted = {"num": number, "gen": gender, "stt": state}
                        chosen = [f for f in forms if wanted.items() <= f.items()]
                        cells = {
                            c_name: _cell(f for f in chosen if f["cas"] == c) for c, c_name in _CASES.items()
                        }
                        if any(cells.values()):
                            rows[name, pos, number_name, gender, state_name] = cells
    table = pandas.DataFrame.from_dict(rows, orient="index")
    table.index = pandas.MultiIndex.from_tuples(rows, names=["lemma", "pos", "number", "gender", "state"])
    return table


def _cell(forms: Iterator[dict[str, Any]]) -> str:
    return " / ".join(dict.fromkeys(form["diac"] for form in forms))


def _lemmas(wanted: str, parts: tuple[str, ...]) -> list[str]:
    """The lexicon's lemmas that ``wanted`` may stand for: exactly, if it has vowels.

    Raises:
        KhabarError: there is none; if ``wanted`` is an inflected form, the message names its lemma.
    """
    if not isinstance(wanted, str) or not is_arabic(wanted):
        raise KhabarError(f"Give a lemma in Arabic letters, such as كَتَبَ or كِتَاب, not {wanted!r}.")
    stems = database("g").lemma_hash
    citation = _citation(wanted, parts)

    def known(name: str) -> bool:
        return name in stems and any(stem["pos"] in parts for stem in stems[name])

    for level in (bare, fold):
        plain = level(citation)
        same = [name for name in stems if level(name) == plain and known(name)]
        if citation != bare(citation):
            same = [name for name in same if sounds(name) == sounds(citation)]
        if same:
            return same
    kind = "verb" if parts == ("verb",) else "noun or adjective"
    # Only what the vowels that were typed allow: كُبْرَى is of أَكْبَر, not of كِبْر.
    found = (form for form in analyzer().analyze(bare(wanted)) if form["pos"] in parts)
    forms = [form for form in found if not contradicts(citation, form["diac"])]
    forms = [form for form in forms if bare(form["diac"]) == bare(citation)] or forms
    lemmas = [name for name in dict.fromkeys(form["lex"] for form in forms) if known(name)]
    hint = "a verb: perfect, he; a noun: singular"
    if lemmas:
        hint = f"{wanted} can be a form of {' or '.join(lemmas)}"
    raise KhabarError(f"The lexicon has no {kind} {wanted}: give its lemma ({hint}).")


def _citation(written: str, parts: tuple[str, ...]) -> str:
    """The lexicon's way to cite what dictionaries write اِسْتَقْبَلَ، قَاضٍ، مُسْتَشْفًى، كِتَابٌ."""
    text = re.sub(
        "^[ٱا][\u064e-\u0650]?", "ا", composed(without_controls(written).replace(TATWEEL, "")).strip()
    )
    if parts != ("verb",):
        text = re.sub("\u064d$", "ِي", text)  # قَاضٍ
        text = re.sub("\u064b(?=[اى]$)", "\u064e", text)  # مُسْتَشْفًى
        text = re.sub("[\u064b-\u0650]$", "", text)
    return text


def sounds(text: str) -> str:
    """The vocalised word without what editions write or leave out: sukun, vowels before their letters."""
    text = unicodedata.normalize("NFC", text).replace("\u0652", "").replace("\u0670", "")
    return re.sub("\u064e(?=[اى])|\u064f(?=و)|\u0650(?=ي)", "", text)
