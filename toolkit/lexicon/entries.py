"""From rows of the tables to lexical entries: a lexeme's features with one of its stems."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import nouns
import verbs
from affixes import SERIES_GROUPS, suffixes
from nouns import DIPTOTE, TRIPTOTE, Nominal
from orthography import NON_CONNECTING, SIGNS, SUKUN, A, U, letters
from stems import Stem
from tables import Row

#: log10 of a lexeme's probability. A band stands for the rank in its middle (band 5: ranks 500 to 2,000, so 1,000;
#: bands 8 and 9 are for the particles that head every list), and by Zipf's law the lexeme of rank r among
#: some 30,000 has the probability 1 / (r * (ln 30000 + 0.58)), that is 1 / (10.9 r).
LOGPROB = {"9": -1.5, "8": -2.1, "7": -2.7, "6": -3.4, "5": -4.0, "4": -4.5, "3": -4.9, "2": -5.4, "1": -5.9}

_RARER_SPELLING = -0.5
_PLURAL = -0.3  # a lexeme is rather met in its singular
_LESS = -1.5  # a plural that is mostly another lexeme's, or rare

_TAGS = {
    "noun": "NOUN",
    "noun_quant": "NOUN_QUANT",
    "noun_num": "NOUN_NUM",
    "noun_prop": "NOUN_PROP",
    "adj": "ADJ",
    "adj_comp": "ADJ_COMP",
    "adj_num": "ADJ_NUM",
}
_PREFIXES = {
    "-": ("X0",),
    "conj": ("C",),
    "emph": ("N0", "CL"),
    "ques": ("N0",),
    "prep": ("N0", "NB", "NL"),
    "bi": ("N0", "NB"),
    "li": ("NL",),
    "verb": ("PV",),
}
_BOUND = ("en", "ea", "eg", "e1")
_SERIES = {
    "tri": (*TRIPTOTE, "cn", "ca", "cg", *_BOUND),
    "dip": (*DIPTOTE, "cn", "ca", "cg", *_BOUND),
    "dual": ("An", "Ay"),
    "plural": ("wn", "yn"),
}
_SUFFIXES = frozenset(affix.category for affix in suffixes())


@dataclass(frozen=True)
class Entry:
    """A line of the stem lexicon to be."""

    lemma: str
    root: str
    pos: str
    gloss: str
    logprob: float
    stem: Stem


def entries(row: Row) -> Iterator[Entry]:
    """The entries of one row; raises ValueError where the row contradicts itself."""
    for lemma, pos, stem in _spellings(_READERS[row.kind](row)):
        root = stem.feats.get("root") or row.fields.get("root", "-")
        gloss = re.sub(r"\s*;\s*", ";", row["gloss"]).replace(" ", "_")
        yield Entry(lemma, root, pos, gloss, round(LOGPROB[row["freq"]] + stem.penalty, 2), stem)


def _spellings(found: Iterator[tuple[str, str, Stem]]) -> Iterator[tuple[str, str, Stem]]:
    """Beside شُؤُون and رُؤُوس of the Levant and the Maghreb the شُئُون and رُءُوس of Egypt; verbs have theirs."""
    for lemma, pos, stem in found:
        yield lemma, pos, stem
        before, seat, after = stem.diac.partition(f"ؤ{U}و")
        if seat and pos != "verb":
            egyptian = "ء" if letters(before)[-1:] in NON_CONNECTING else "ئ"
            yield lemma, pos, replace(stem, diac=f"{before}{egyptian}{U}و{after}", penalty=_RARER_SPELLING)


def _verb(row: Row) -> Iterator[tuple[str, str, Stem]]:
    if (row["form"] == "I") == (row["vowels"] == "-"):
        raise ValueError("form I, and no other, has vowels")
    verb = verbs.Verb(row["lemma"], row["root"], row["form"], row["vowels"], row["valency"])
    for stem in verbs.stems(verb):
        yield verb.lemma, "verb", replace(stem, pattern=verb.pattern)


def _noun(row: Row) -> Iterator[tuple[str, str, Stem]]:
    lemma, tag = row["lemma"], _TAGS[row["pos"]]
    both = row["gender"] == "mf"  # a person who may be a woman, too
    gender = row["gender"][0]
    feminine_form = lemma.endswith("ة")
    feats = {
        "rat": "y" if len(row["gender"]) > 1 else "n",
        "gen": "-" if both else gender,
        "form_gen": "f" if feminine_form else "m",
    }
    whole = [plural for plural in row["plurals"].split(";") if plural not in ("-", "ات", "ون")]
    sound = tuple(plural for plural in ("ون", "ات") if plural in row["plurals"].split(";"))
    if both:
        sound = tuple(dict.fromkeys((*sound, "ات")))
    singular = Nominal(
        lemma,
        tag,
        feats,
        diptote=row["class"] == "dip" or _is_feminine_alif(lemma, row["pattern"]),
        feminine=both,
        plurals=sound,
        invariable=row["class"] == "inv",
        pattern=row["pattern"],
    )
    shapes = nouns.five(singular) if row["class"] == "five" else nouns.stems(singular)
    yield from ((lemma, row["pos"], stem) for stem in shapes)
    for plural in whole:
        yield from ((lemma, row["pos"], stem) for stem in _plural(plural, row, tag, gender, feats["rat"]))


def _plural(written: str, row: Row, tag: str, gender: str, rat: str) -> Iterator[Stem]:
    """A plural written in full: broken, or sound on a stem of its own (سَنَوَات)."""
    form, *marks = written.split("*")
    penalty = _LESS if "less" in marks else _PLURAL
    feats = {"rat": rat, "gen": gender, "num": "p", "form_gen": "f" if form.endswith("ة") else "m"}
    pattern = _measure(form, row)
    if sound := nouns.sound_plural(form, row["root"]):
        stem, *series = sound
        before, after = nouns.prefixes_of(stem), nouns.categories(series)
        yield Stem(stem, before, after, tag, feats, pattern=pattern, penalty=penalty)
        return
    shaped = nouns.is_diptote_plural(form) or _is_feminine_alif(form, "")
    diptote = "dip" in marks or (shaped and "tri" not in marks)
    for shape in nouns.stems(Nominal(form, tag, feats, diptote, dual=False, pattern=pattern)):
        yield replace(shape, penalty=penalty)


_WITHOUT_TANWIN = {"-", *(w + f"{A}ى" for w in ("فَعْل", "فِعْل", "فُعْل", "فَعَل", "فَعَال", "فُعَال", "فِعِّيل")), "أَفْعَل"}


def _is_feminine_alif(form: str, pattern: str) -> bool:
    """ذِكْرَى، دُنْيَا، أَعْلَى, plurals like قَضَايَا: without tanwin; but فَتًى، قُرًى، مُسْتَشْفًى."""
    if not form.endswith((f"{A}ى", f"{A}ا")):
        return False
    return pattern in _WITHOUT_TANWIN if pattern else len(letters(form)) > 3


_PLURAL_PATTERNS = """
فُعْل فُعُل فِعَل فُعَل فِعْلَة فَعَلَة فِعَلَة فَعَالَة فِعَالَة فُعُولَة فِعَال فُعُول فُعَّل فُعَّال فَعِيل فَعْلَى فِعْلَان فُعْلَان
أَفْعُل أَفْعَال أَفْعِلَة أَفْعِلَاء فُعَلَاء فَوَاعِل فَوَاعِيل فَيَاعِل فَيَاعِيل فَعَائِل فَعَالَى فُعَالَى فَعَالِي
فَعَالِل فَعَالِيل فَعَالِلَة أَفَاعِل أَفَاعِيل أَفَاعِلَة مَفَاعِل مَفَاعِيل مَفَاعِلَة تَفَاعِل تَفَاعِيل يَفَاعِيل
فَعَلَات فُعُلَات فُعْلَات فِعَلَات فَعْلَات فُعُولَات فِعَالَات فُعْلَى فَعْلَاء
"""
_PLURALS = frozenset(_PLURAL_PATTERNS.split())


def _measure(plural: str, row: Row) -> str:
    """The pattern of a broken plural, where the letters of its root stand in it unchanged."""
    root = row["root"].split(".")
    places = {3: "فعل", 4: "فعلل"}.get(len(root), "")
    out = ""
    for n, char in enumerate(plural):
        if places and (char == root[0] or (root[0] == "ء" and char in "أؤئ")):
            long = char in "وي" and plural[n + 1 : n + 2] not in tuple(SIGNS)
            out += places[0] + SUKUN * long  # سُود: فُعْل
            root, places = root[1:], places[1:]
        else:
            out += char
    return out if not places and out in _PLURALS else ""


def _adjective(row: Row) -> Iterator[tuple[str, str, Stem]]:
    lemma, tag, pos = row["lemma"], _TAGS[row["pos"]], row["pos"]
    regular = row["fem"] == "ة"
    feats = {"gen": "-", "form_gen": "m"}
    sound = tuple(p for p in ("ون", "ات") if p in row["plurals"].split(";"))
    if regular:
        sound = tuple(dict.fromkeys((*sound, "ات")))
    elative = pos == "adj_comp" and lemma.startswith(("أ", "آ"))
    diptote = elative or row["fem"].endswith((f"{A}ى", f"{A}اء")) or _is_feminine_alif(lemma, row["pattern"])
    masculine = Nominal(lemma, tag, feats, diptote, regular, sound, pattern=row["pattern"])
    for stem in nouns.stems(masculine):
        yield lemma, pos, stem
    if row["fem"] not in ("-", "ة"):
        form = row["fem"]
        feminine = Nominal(
            form,
            tag,
            {"gen": "f", "form_gen": "f"},
            not form.endswith("ة"),
            plurals=("ات",),
            pattern=_measure(form, row),
        )
        for stem in nouns.stems(feminine):
            yield lemma, pos, stem
    for plural in row["plurals"].split(";"):
        if plural not in ("-", "ات", "ون"):
            for stem in _plural(plural, row, tag, "m", "n"):
                yield lemma, pos, stem


def _name(row: Row) -> Iterator[tuple[str, str, Stem]]:
    lemma = row["lemma"]
    taa = lemma.endswith("ة")
    nominal = Nominal(
        lemma,
        "NOUN_PROP",
        {
            "gen": row["gender"],
            "rat": "y" if row["type"] == "PER" else "n",
            "form_gen": "f" if taa else row["gender"],
        },
        diptote=row["class"] != "tri",
        dual=False,
        enclitics=False,
        article=row["art"],
        invariable=not taa and (row["class"] == "inv" or lemma[-1] in "اىوي"),
    )
    for stem in nouns.stems(nominal):
        yield lemma, "noun_prop", stem


def _particle(row: Row) -> Iterator[tuple[str, str, Stem]]:
    feats = dict(pair.split(":", 1) for pair in row["features"].split(";")) if row["features"] != "-" else {}
    form = row["form"]
    before = tuple(category for word in row["before"].split() for category in _before(word, form))
    after = []
    for word in row["after"].split():
        for series in _SERIES.get(word, (word,)):
            groups = SERIES_GROUPS.get(series)
            after += [f"{series}.{group}" for group in groups] if groups else [series]
    unknown = [category for category in after if category not in _SUFFIXES]
    if unknown:
        raise ValueError(f"no endings are called {', '.join(unknown)}")
    alone = feats.pop("alone", "")
    yield row["lemma"], row["pos"], Stem(form, before, tuple(after), row["tag"], feats, alone)


def _before(word: str, form: str) -> tuple[str, ...]:
    if word in ("noun", "al"):
        return nouns.prefixes_of(form, "1" if word == "al" else "2")
    if word not in _PREFIXES:
        raise ValueError(f"nothing before is called {word}")
    return _PREFIXES[word]


_READERS = {
    "verbs": _verb,
    "nouns": _noun,
    "adjectives": _adjective,
    "names": _name,
    "particles": _particle,
    "numerals": _particle,
}
