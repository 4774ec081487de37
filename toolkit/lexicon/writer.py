"""Writes the database in the text format that camel_tools.morphology.database reads."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from affixes import SCHEMES, imperfect_prefixes, prefixes, prefixes_before, suffixes
from entries import Entry
from nouns import categories, prefixes_of
from orthography import A, caphi, key
from stems import Stem

_PRONOUNS = [
    f"{code}_{use}"
    for use in ("poss", "dobj", "pron")
    for code in ("1s", "1p", "2ms", "2fs", "2d", "2mp", "2fp", "3ms", "3fs", "3d", "3mp", "3fp")
]

#: pos: CATiB tag, UD tag.
POS = {
    "noun": ("NOM", "NOUN"),
    "noun_quant": ("NOM", "NOUN"),
    "noun_num": ("NOM", "NUM"),
    "noun_prop": ("PROP", "PROPN"),
    "adj": ("NOM", "ADJ"),
    "adj_comp": ("NOM", "ADJ"),
    "adj_num": ("NOM", "ADJ"),
    "verb": ("VRB", "VERB"),
    "verb_pseudo": ("PRT", "SCONJ"),
    "adv": ("NOM", "ADV"),
    "adv_interrog": ("NOM", "ADV"),
    "adv_rel": ("NOM", "ADV"),
    "pron": ("NOM", "PRON"),
    "pron_dem": ("NOM", "DET"),
    "pron_interrog": ("NOM", "PRON"),
    "pron_rel": ("NOM", "PRON"),
    "pron_exclam": ("NOM", "PRON"),
    "part": ("PRT", "PART"),
    "part_focus": ("PRT", "PART"),
    "part_fut": ("PRT", "AUX"),
    "part_interrog": ("PRT", "PART"),
    "part_neg": ("PRT", "PART"),
    "part_restrict": ("PRT", "PART"),
    "part_verb": ("PRT", "PART"),
    "part_voc": ("PRT", "PART"),
    "prep": ("PRT", "ADP"),
    "conj": ("PRT", "CCONJ"),
    "conj_sub": ("PRT", "SCONJ"),
    "interj": ("PRT", "INTJ"),
    "abbrev": ("NOM", "X"),
    "digit": ("NOM", "NUM"),
    "punc": ("PNX", "PUNCT"),
    "latin": ("FOREIGN", "X"),
    "foreign": ("FOREIGN", "X"),
}
#: log10 of the share of each part of speech among the words of news, rounded; the rest are one in a thousand.
POS_LOGPROB = {
    "noun": -0.5,
    "prep": -0.9,
    "adj": -1.0,
    "verb": -1.0,
    "noun_prop": -1.1,
    "noun_num": -1.6,
    "conj": -1.7,
    "conj_sub": -1.7,
    "pron_rel": -1.8,
    "verb_pseudo": -1.9,
    "noun_quant": -2.0,
    "part_neg": -2.0,
    "pron_dem": -2.0,
    "adv": -2.1,
    "pron": -2.1,
    "adj_comp": -2.2,
    "adj_num": -2.3,
}
_CLOSED = {
    "prc3": ["0", "na", ">a_ques"],
    "prc2": ["0", "na", "fa_conj", "wa_conj"],
    "prc1": ["0", "na", "bi_prep", "ka_prep", "la_emph", "li_jus", "li_prep", "li_sub", "sa_fut"],
    "prc0": ["0", "na", "Al_det"],
    "enc0": ["0", "na", *_PRONOUNS, "lA_neg", "mA_rel", "man_rel"],
    "per": ["1", "2", "3", "na"],
    "asp": ["c", "i", "p", "na"],
    "vox": ["a", "p", "na", "u"],
    "mod": ["i", "j", "s", "na", "u"],
    "gen": ["f", "m", "na"],
    "num": ["s", "d", "p", "na", "u"],
    "form_gen": ["f", "m", "na"],
    "form_num": ["s", "d", "p", "na", "u"],
    "stt": ["c", "d", "i", "na", "u"],
    "cas": ["n", "a", "g", "na", "u"],
    "rat": ["n", "y", "na"],
    "source": ["lex", "spvar", "backoff", "punc", "digit", "foreign"],
    "pos": list(POS),
}
_OPEN = (
    "diac",
    "lex",
    "bw",
    "gloss",
    "root",
    "pattern",
    "caphi",
    "catib6",
    "ud",
    *SCHEMES,
    "stem",
    "stemcat",
    "stemgloss",
    "lex_logprob",
    "pos_logprob",
    "pos_lex_logprob",
)
#: Not here: pattern. A feature in the order that is also joined would be joined with the affixes' vowels.
_ORDER = (
    "diac",
    "lex",
    "caphi",
    "gloss",
    "bw",
    "pos",
    "catib6",
    "ud",
    "root",
    "prc3",
    "prc2",
    "prc1",
    "prc0",
    "per",
    "asp",
    "vox",
    "mod",
    "form_gen",
    "gen",
    "form_num",
    "num",
    "stt",
    "cas",
    "enc0",
    "rat",
    "source",
    "stem",
    "stemcat",
    "stemgloss",
    *SCHEMES,
    "pos_logprob",
    "lex_logprob",
    "pos_lex_logprob",
)

_NONE = dict.fromkeys(
    ("per", "asp", "vox", "mod", "gen", "num", "stt", "cas", "rat", "form_gen", "form_num"), "na"
)
_CLITICS = dict.fromkeys(("prc3", "prc2", "prc1", "prc0", "enc0"), "0")


def database(entries: Iterable[Entry]) -> str:
    """The text of the database."""
    lines = [*_header()]
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}
    numbers: Counter[str] = Counter()

    def category(stem: Stem, pos: str) -> str:
        """Stems that combine alike share a category: a kind and a number, in order of appearance."""
        pair = (stem.before, stem.after)
        if pair not in groups:
            nominal = "N" if {"N0", "NA"} & set(stem.before) else "FW"
            kind = {"verb": stem.tag.split("_")[0], "noun_prop": "Nprop"}.get(pos, nominal)
            numbers[kind] += 1
            groups[pair] = f"{kind}-{numbers[kind]}"
        return groups[pair]

    stem_lines = dict.fromkeys(_stem_line(entry, category(entry.stem, entry.pos)) for entry in entries)
    guesses = [
        (name, _stem_line(entry, category(entry.stem, entry.pos), "NOAN")) for name, entry in _guesses()
    ]
    for action in ("NOUN", "PROP", "ALL"):
        cats = sorted({line.split("\t")[1] for name, line in guesses if action == "ALL" or name == action})
        lines.append(f"STEMBACKOFF {action} {' '.join(cats)}")
    used = {category for _, after in groups for category in after}
    needed = {prefix for before, _ in groups for prefix in before}
    lines += ["###PREFIXES###", *(affix.line() for affix in prefixes() if affix.category in needed)]
    lines += ["###SUFFIXES###", *(affix.line() for affix in suffixes() if affix.category in used)]
    lines += ["###STEMS###", *stem_lines, *(line for _, line in guesses)]
    lines += [
        "###TABLE AB###",
        *(f"{prefix} {name}" for (before, _), name in groups.items() for prefix in before),
    ]
    lines += [
        "###TABLE BC###",
        *(f"{name} {suffix}" for (_, after), name in groups.items() for suffix in after),
    ]
    lines += [
        "###TABLE AC###",
        *(
            f"{prefix} {suffix}"
            for suffix in sorted(used)
            for prefix in prefixes_before(suffix)
            if prefix in needed
        ),
    ]
    return "\n".join(lines) + "\n"


def write(text: str, path: Path) -> None:
    """Put the text in place whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _header() -> Iterator[str]:
    yield "###DEFINES###"
    for feature, values in _CLOSED.items():
        yield f"DEFINE {feature} " + " ".join(f"{feature}:{value}" for value in values)
    for feature in _OPEN:
        yield f"DEFINE {feature} {feature}:*open*"
    yield "###DEFAULTS###"
    for pos, (catib6, ud) in POS.items():
        defaults = {"pos": pos} | _default(pos) | {"catib6": catib6, "ud": ud, "source": "lex"}
        defaults |= dict.fromkeys(
            (
                "diac",
                "lex",
                "bw",
                "gloss",
                "root",
                "pattern",
                "caphi",
                "stem",
                "stemcat",
                "stemgloss",
                *SCHEMES,
                "lex_logprob",
                "pos_logprob",
                "pos_lex_logprob",
            ),
            "*",
        )
        yield "DEFAULT " + " ".join(f"{feature}:{value}" for feature, value in defaults.items())
    yield "###ORDER###"
    yield "ORDER " + " ".join(_ORDER)
    yield "###TOKENIZATIONS###"
    yield "TOKENIZATION " + " ".join(SCHEMES)
    yield "###STEMBACKOFF###"


def _default(pos: str) -> dict[str, str]:
    """The unmarked features, those that vary within the part of speech left open."""
    open_ones: tuple[str, ...] = ()
    if pos == "verb":
        open_ones = ("per", "asp", "vox", "mod", "gen", "num", "form_gen", "form_num")
    elif pos.startswith(("noun", "adj")):
        open_ones = ("gen", "num", "stt", "cas", "rat", "form_gen", "form_num")
    return _unmarked(pos) | dict.fromkeys(open_ones, "*")


def _stem_line(entry: Entry, category: str, filed: str = "") -> str:
    stem = entry.stem
    catib6, ud = POS[entry.pos]
    feats = {
        "diac": stem.diac,
        "lex": entry.lemma,
        "bw": f"{stem.diac}/{stem.tag}",
        "gloss": entry.gloss,
        "pos": entry.pos,
        **_unmarked(entry.pos),
        "source": "lex",
        "root": entry.root,
        "pattern": stem.pattern.strip("-"),
        "caphi": _caphi(stem.diac),
        "catib6": "VRB-PASS" if stem.feats.get("vox") == "p" else catib6,
        "ud": ud,
        "pos_logprob": f"{POS_LOGPROB.get(entry.pos, -3.0)}",
        "lex_logprob": f"{entry.logprob}",
        "pos_lex_logprob": f"{entry.logprob}",
        "d3tok": stem.alone,
        "atbtok": stem.alone,
        **stem.feats,
    }
    written = " ".join(f"{name}:{value}" for name, value in feats.items() if value)
    return f"{filed or key(stem.diac)}\t{category}\t{written}"


def _unmarked(pos: str) -> dict[str, str]:
    """What a stem of this part of speech marks unless it says otherwise.

    camel-tools lets affixes fill only what the stem names; ``-`` is filled from the form (gen
    from form_gen, num from form_num).
    """
    if pos == "verb":
        return (
            _CLITICS
            | _NONE
            | {"per": "3", "gen": "-", "num": "-", "rat": "n", "form_gen": "m", "form_num": "s"}
        )
    if pos.startswith(("noun", "adj")):
        return (
            _CLITICS
            | _NONE
            | {"gen": "-", "num": "-", "stt": "i", "cas": "u", "rat": "n", "form_gen": "m", "form_num": "s"}
        )
    return _CLITICS | _NONE


def _caphi(diac: str) -> str:
    """CAPHI of a stem; camel-tools decides between i_y- and ii by what follows."""
    sounds = caphi(diac)
    if sounds.endswith(("_ii", "_uu")):
        return sounds[:-2] + {"ii": "i_y-", "uu": "u_w-"}[sounds[-2:]]
    return sounds


def _guesses() -> Iterator[tuple[str, Entry]]:
    """What an unknown word may be: a name, or a noun or adjective, mostly with its case left open, or a verb."""
    before = prefixes_of("NOAN")
    endings = categories(("0", "ap0", "ia", "Ay", "An", "wn", "yn", "At", "en", "ea", "eg", "ap"))
    for name, pos, tag, after, feats in (
        ("PROP", "noun_prop", "NOUN_PROP", ("0.bg",), {"gen": "m", "rat": "y"}),
        ("PROP", "noun_prop", "NOUN_PROP", ("ap0.bg",), {"gen": "f", "rat": "y"}),
        ("NOUN", "noun", "NOUN", endings, {}),
        ("ADJ", "adj", "ADJ", endings, {}),
    ):
        stem = Stem("NOAN", before, after, tag, feats)
        yield name, Entry("NOAN", "NTWS", pos, "no_analysis", -9.0, stem)
    for tag, before, after, feats in (
        ("PV", ("PV",), ("PV3ms", "PV3f", "PV3mp"), {"asp": "p", "mod": "i"}),
        ("IV", tuple(imperfect_prefixes("3z", A)), ("IVzi.i",), {"asp": "i", "mod": "na"}),
        ("IV", tuple(imperfect_prefixes("m", A)), ("IVm.i",), {"asp": "i", "mod": "na"}),
    ):
        stem = Stem("NOAN", before, after, tag, {"vox": "a"} | feats)
        yield "ALL", Entry("NOAN", "NTWS", "verb", "no_analysis", -9.0, stem)
