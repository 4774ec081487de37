"""What every paradigm module hands to the writer: stems, and how stems meet endings."""

from dataclasses import dataclass, field

from orthography import AN, SIGNS, A, spell


@dataclass(frozen=True)
class Stem:
    """One shape of a lexeme: its form, what may stand before and after it, what it marks."""

    diac: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    tag: str
    feats: dict[str, str] = field(default_factory=dict)
    alone: str = ""  # its shape when an enclitic is cut off: بِنَاء for the بِنَاؤ of بِنَاؤُهُ
    pattern: str = ""
    penalty: float = 0.0  # added to the lexeme's log probability


@dataclass(frozen=True)
class Shape:
    """A stem's surface form before one series of endings."""

    diac: str
    series: str
    alone: str = ""


def attach(stem: str, series: str, onset: str, context: str = "") -> Shape:
    """Spell a stem before an ending that begins with ``onset``, after a prefix ``context``.

    Where a final hamza and the alif of the ending make one آ (بَدَآ، مَرْفَآنِ), the series
    becomes its variant without alif, marked ``0``.
    """
    start = len(spell(context + "كَ")) - 2 if context else 0
    if not onset:
        return Shape(spell(f"{context}{stem}ه")[start:-1], series)
    text = spell(context + stem + onset)[start:]
    name, plus = series.removesuffix("+"), "+" * series.endswith("+")
    if stem.endswith("ء") and onset.startswith(A + "ا") and text.endswith("آ" + onset[2:]):
        return Shape(text[: len(text) - len(onset) + 2], f"{name}0{plus}")
    if onset.startswith(AN) and not text.endswith(onset):
        return Shape(text.removesuffix(AN), f"{name}0")
    return Shape(text[: len(text) - len(onset)], series)


def gather(shapes: list[Shape]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Put together the series that share one surface form: (form, form alone, series)."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for shape in shapes:
        grouped.setdefault((shape.diac, shape.alone), []).append(shape.series)
    return [(diac, alone, tuple(dict.fromkeys(series))) for (diac, alone), series in grouped.items()]


def bare(text: str) -> str:
    """A word without the vowel signs at its end."""
    return text.rstrip(SIGNS)
