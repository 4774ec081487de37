"""Stems of nouns, adjectives and names: declension by ending (Wright I §§ 305-346).

A nominal is regular, or its end decides: ـَة, ـِي (قَاضٍ), ـَى and ـَا (مُسْتَشْفًى), ـَاء and other
final hamzas, whose seat changes with the case before an enclitic (بِنَاؤُهُ، بِنَائِهِ). Each shape
of the stem lists the series of endings of :mod:`affixes` that it takes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from affixes import SERIES_GROUPS
from orthography import AN, SHADDA, SIGNS, SUKUN, A, I, U, letters
from stems import Shape, Stem, attach, gather

TRIPTOTE, DIPTOTE = ("in", "ia", "ig"), ("dipn", "dipa", "dipg")
_CONSTRUCT, _BOUND = ("cn", "ca", "cg"), ("en", "ea", "eg", "e1")
_ONSETS = {
    "in": "",
    "ia": AN + "ا",
    "ig": "",
    "dipn": U,
    "dipa": A,
    "dipg": A,
    "cn": U,
    "ca": A,
    "cg": I,
    "en": U + "ه",
    "ea": A + "ه",
    "eg": I + "ه",
    "e1": I + "ي",
    "An": A + "ان",
    "Ay": A + "ي",
    "wn": U + "ون",
    "yn": I + "ين",
    "At": A + "ات",
}
_C = f"[^اآةى{SIGNS}]"  # a consonant, or و and ي standing for one
_DIPTOTE_PLURAL = re.compile(
    "|".join(
        (
            f"{_C}{A}(?:{_C}{A}ا|آ){_C}{I}(?:{_C}|ي{_C})",  # مَفَاعِل, also مَبَانِي; مَفَاعِيل
            f"{_C}{A}(?:{_C}{A}ا|آ){_C}(?:{I}ي)?{SHADDA}",  # مَوَادّ، كَرَاسِيّ
            f"{_C}{U}{_C}{A}{_C}{A}اء",  # فُعَلَاء
            f"أ{A}{_C}(?:{SUKUN}{_C}{I}{_C}|{I}{_C}{SHADDA}){A}اء",  # أَفْعِلَاء, also أَشِقَّاء
        )
    )
)


@dataclass(frozen=True)
class Nominal:
    """One inflected shape of a noun, adjective or name: its form and what it may take."""

    form: str
    tag: str
    feats: dict[str, str]
    diptote: bool = False
    feminine: bool = False  # also takes ة
    plurals: tuple[str, ...] = ()  # sound plurals: ون, ات
    dual: bool = True
    enclitics: bool = True
    article: str = "2"  # as in the table of names: 0 never, 1 always, 2 both
    invariable: bool = False  # most foreign names: every case alike
    pattern: str = ""


def prefixes_of(form: str, article: str = "2") -> tuple[str, ...]:
    """The prefix categories before a nominal; ل before ل is written once with the article's."""
    definite = ("NA", "NBA", "NLL" if form.startswith("ل") else "NLA")
    return {"0": ("N0", "NB", "NL"), "1": definite, "2": ("N0", "NB", "NL", *definite)}[article]


def stems(nominal: Nominal) -> Iterator[Stem]:
    """All stems of one shape of a nominal."""
    before = prefixes_of(nominal.form, nominal.article)
    shapes = [s for s in _shapes(nominal) if nominal.enclitics or not _takes_pronoun(s.series)]
    for diac, alone, series in gather(shapes):
        after = categories(series)
        if nominal.article == "0":  # a name without ال is no construct
            after = tuple(category for category in after if ".b" not in category)
        if after:
            yield Stem(diac, before, after, nominal.tag, nominal.feats, alone, nominal.pattern)


def five(nominal: Nominal) -> Iterator[Stem]:
    """أَب، أَخ، حَم، فَم: regular, but with a long vowel in construct; أَب and أَخ have a dual in و."""
    form, before = nominal.form, prefixes_of(nominal.form)

    def stem(diac: str, first: tuple[str, ...], *series: str) -> Stem:
        return Stem(diac, first, categories(series), nominal.tag, nominal.feats, pattern=nominal.pattern)

    yield stem(form, before, *TRIPTOTE)
    yield stem(form, prefixes_of(form, "1"), *_CONSTRUCT)
    base = "ف" if letters(form) == "فم" else form
    if base == "ف":
        yield stem(form, ("N0", "NB", "NL"), *_CONSTRUCT, *_BOUND, "An", "Ay")
    else:
        yield stem(f"{form}{A}و", before, "An", "Ay")
    yield stem(f"{base}{U}و", ("N0",), "0cn", "0un")
    yield stem(f"{base}{A}ا", ("N0",), "0ca", "0ua")
    yield stem(f"{base}{I}ي", ("N0", "NB", "NL"), "0cg", "0yg")
    yield stem(base, ("N0", "NB", "NL"), "e1") if base != "ف" else stem(f"ف{I}ي", ("N0", "NB", "NL"), "0y1")


def is_diptote_plural(form: str) -> bool:
    """Whether a broken plural is of the types مَفَاعِل، مَفَاعِيل، فُعَلَاء، أَفْعِلَاء."""
    return bool(_DIPTOTE_PLURAL.fullmatch(form))


def sound_plural(form: str, root: str) -> tuple[str, ...]:
    """The stem and the series of a plural in ات or ون (سَنَوَات but not أَوْقَات، عُيُون), else nothing."""
    if form.endswith("آت"):
        return form[:-1], "At0"
    if form.endswith(f"{A}ات") and not root.endswith("ت"):
        return form[:-3], "At"
    if form.endswith(f"{U}ون") and not root.endswith("ن"):
        return form[:-3], "wn", "yn"
    return ()


# --- shapes -------------------------------------------------------------------------------------


def _shapes(nominal: Nominal) -> Iterator[Shape]:
    form = nominal.form
    if nominal.invariable:
        yield from (Shape(form, name) for name in ("0i", "0cn", "0ca", "0cg"))
    elif form.endswith("ة"):
        stem = form[:-1].removesuffix(A)
        yield from _with_taa(stem, nominal)
        glide = "ي" if len(letters(stem)) > 3 else "و"
        yield from _plurals(f"{stem[:-1]}{glide}" if stem.endswith("ا") else stem, nominal)  # مُبَارَيَات
    elif form.endswith(f"{I}ي"):
        yield from _defective(form, nominal)
    elif form.endswith((f"{A}ى", f"{A}ا")):
        yield from _maqsur(form, nominal)
    else:
        yield from _regular(form, nominal)


def _regular(form: str, nominal: Nominal) -> Iterator[Shape]:
    hamza = form[-1] in "ءأؤئ"
    raw = form[:-1] + "ء" if hamza else form
    series = (*(DIPTOTE if nominal.diptote else TRIPTOTE), *_CONSTRUCT)
    shapes = [attach(raw, name, _ONSETS[name] or U) for name in series]
    plain = shapes[0].diac
    for name in _BOUND:
        shape = attach(raw, name, _ONSETS[name])
        shapes.append(shape if shape.diac == plain else Shape(shape.diac, name, plain))
    weak = nominal.diptote and form.endswith(f"{A}اء")
    base = form[:-1] + "و" if weak else raw  # صَحْرَاوَانِ، صَحْرَاوَات
    if nominal.dual:
        shapes += [attach(base, name, _ONSETS[name]) for name in ("An", "Ay")]
    if raw.endswith(f"{SUKUN}ء"):  # جُزْءَهُ، جُزْءَيْنِ, the press's spelling beside جُزْأَهُ، جُزْأَيْنِ
        seated = [shape for shape in shapes if shape.series in ("ea", "Ay") and shape.diac.endswith("أ")]
        shapes += [Shape(raw, shape.series) for shape in seated]
    yield from shapes
    if nominal.feminine:
        yield from _with_taa(attach(raw, "ap", A + "ة").diac, nominal)
    yield from _plurals(base, nominal)


def _plurals(raw: str, nominal: Nominal) -> Iterator[Shape]:
    if "ون" in nominal.plurals:
        yield attach(raw, "wn", _ONSETS["wn"])
        yield attach(raw, "yn", _ONSETS["yn"])
    if "ات" in nominal.plurals:
        if raw.endswith("أ"):
            raw = raw[:-1] + "ء"
        yield attach(raw, "At", _ONSETS["At"])


def _defective(form: str, nominal: Nominal) -> Iterator[Shape]:
    short = form[:-2]
    yield from (Shape(short, name) for name in ("in-g", "ig"))
    yield Shape(form, "dipa" if nominal.diptote else "ia")
    yield from (Shape(form, name) for name in ("0cn", "ca", "0cg", "0yn", "ea", "0yg", "0y1"))
    if nominal.dual:
        yield from (Shape(form, name) for name in ("An", "Ay"))
    if nominal.feminine:
        yield from _with_taa(form, nominal)
    if "ون" in nominal.plurals:
        yield from (Shape(short, name) for name in ("wn", "yn"))
    if "ات" in nominal.plurals:
        yield Shape(form, "At")


def _maqsur(form: str, nominal: Nominal) -> Iterator[Shape]:
    base, final = form[:-2], form[-1]
    indefinite = form if nominal.diptote else base + AN + final
    yield Shape(indefinite, "0i")
    yield from (Shape(form, name) for name in ("0cn", "0ca", "0cg"))
    alif = f"{base}{A}ا"
    yield from (Shape(alif, name, form if alif != form else "") for name in ("0un", "0ua", "0ug", "0A1"))
    glide = f"{base}{A}" + (
        "و" if final == "ا" and len(letters(base)) == 2 and not base.endswith("ي") else "ي"
    )
    if nominal.dual:
        yield from (Shape(glide, name) for name in ("An", "Ay"))
    if nominal.feminine:
        yield from _with_taa(alif, nominal)
    if "ون" in nominal.plurals:
        yield Shape(base, "awn")
    if "ات" in nominal.plurals:
        yield Shape(glide, "At")


def _with_taa(stem: str, nominal: Nominal) -> Iterator[Shape]:
    mark = "A" if stem.endswith("آ") else ""
    yield Shape(stem, f"ap{mark}" if nominal.enclitics or mark else "apd")
    if nominal.dual:
        yield Shape(stem, f"tAn{mark}")


def _takes_pronoun(series: str) -> bool:
    return series in (*_BOUND, "0un", "0ua", "0ug", "0yn", "0ya", "0yg", "0y1", "0A1")


def categories(series: Iterable[str]) -> tuple[str, ...]:
    """The suffix categories of these series."""
    return tuple(f"{name}.{group}" for name in series for group in SERIES_GROUPS[name])
