"""Checks that the lexicon contradicts itself nowhere; the compiler stops where it does.

*Root.* A relative adjective has the root of its noun (Wright I § 249). From a verb of a derived form follow its verbal noun and its participles letter by letter (Wright I
§§ 202, 236), from one of the first form its participles (§§ 229, 230, 240, 247). A noun or adjective that is the derivative of verbs of the lexicon, and has the root of none of
them, contradicts them. *Class.* ـَاء after a root that ends in a strong letter is the sign of the feminine, and a
diptote. *Vowels.* Those of the first form's perfect and imperfect go with its radicals (§§ 91 to 98): two fathas want a
guttural, two kasras a first و, and the last or middle weak radical is the long vowel that is heard.
*Form.* A verb keeps the letter of its form (the ت of V, VI and VIII, the ن of VII, the ست of X) in all its
stems, and no stem has two vowels or two sukuns on one letter.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from orthography import SHADDA, SUKUN, A, I, U
from stems import Stem
from tables import Row
from verbs import Unfit, Verb, stems

_DERIVED = ("II", "III", "IV", "V", "VI", "VII", "VIII", "X", "Q1", "Q2", "Q4")


# Words in ـِيّ that are no relative adjectives of the noun that they seem to have: containing, mourned, of cities, proud.
_NOT_RELATIVE = frozenset(["مَحْوِيّ", "مَنْعِيّ", "مَدِينِيّ", "أَبِيّ"])
# Words that only sound like a derivative of a verb of another root: rent (ء.ج.ر, not of أَجَارَ), joking (م.ز.ح, not
# of أَزَاحَ), eleventh (و.ح.د), ornamented (ح.ل.ي), asking (س.ء.ل).
_HOMONYMS = frozenset(["إِجَارَة", "مُزَاح", "حَادِي", "حَالِي", "سَائِل"])
_LETTERS = {"V": "ت", "VI": "ت", "VII": "ن", "VIII": "[تطد]", "X": f"س{SUKUN}?ت"}
_FEMININE = re.compile(f"^.(?!{I}).*[{A}{I}{U}{SUKUN}].+{A}اء$")  # but حِرْبَاء
_IMPOSSIBLE = re.compile(
    f"[{A}{I}{U}{SUKUN}]{{2}}|^[{A}{I}{U}{SUKUN}{SHADDA}]|{SUKUN}{SHADDA}|أ{I}|إ[{A}{U}]"
)


_VOWELS = frozenset(["a/u", "a/i", "a/a", "i/a", "u/u", "i/i"])
_GUTTURALS = frozenset("ءهعحغخ")
_WITHOUT_GUTTURAL = frozenset(["أَبَى"])  # the one that all grammars know


def contradictions(rows: Iterable[Row]) -> Iterator[str]:
    """What contradicts, a sentence each, with its place."""
    rows = list(rows)
    yield from _roots(rows)
    yield from _relative(rows)
    for row in rows:
        if row.kind == "verbs" and "/" in row["vowels"] and (problem := _vowels(row)):
            yield f"{row.place}: {row['lemma']} {row['vowels']}: {problem}"
        strong = row.fields.get("root", "-")[-1:] not in ("ء", "و", "ي", "-")
        if row.kind == "nouns" and _FEMININE.search(row["lemma"]) and strong and row["class"] != "dip":
            yield f"{row.place}: {row['lemma']} ends in the ـَاء of the feminine: its class is dip"


def _vowels(row: Row) -> str:
    """What is wrong with the two vowels of a verb of the first form; nothing if they can be."""
    vowels, radicals = row["vowels"], row["root"].split(".")
    first, middle, last = radicals[0], radicals[-2], radicals[-1]
    hollow = row["lemma"][2:3] == "ا"
    if vowels not in _VOWELS:
        return "no verb has these"
    if vowels == "a/a" and not {middle, last} & _GUTTURALS and row["lemma"] not in _WITHOUT_GUTTURAL:
        return "two fathas want a guttural as second or third radical"
    if vowels == "i/i" and first != "و":
        return "two kasras want و as first radical"
    if vowels == "u/u" and row["valency"] == "t":
        return "a quality has no personal passive"
    if {"a/u": "ي", "a/i": "و"}.get(vowels) in ((last, middle) if hollow else (last,)):
        return "the weak radical is the long vowel of the imperfect"
    return ""


def impossible(row: Row, stem: Stem) -> str:
    """Why no grammar has this stem of a row; nothing if one may."""
    if _IMPOSSIBLE.search(stem.diac):
        return f"{stem.diac} cannot be read"
    wanted = _LETTERS.get(row["form"], "") if row.kind == "verbs" else ""
    return "" if re.search(wanted, stem.diac) else f"{stem.diac} has lost the letter of form {row['form']}"


def _roots(rows: list[Row]) -> Iterator[str]:
    roots: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.kind == "verbs" and (row["form"] in _DERIVED or row["form"] == "I"):
            for form in derivatives(row) if row["form"] in _DERIVED else participles(row):
                roots[form][row["root"]] = row["lemma"]
    for row in rows:
        known = roots.get(row.fields.get("lemma", ""))
        own = row.fields.get("root", "-")
        if row.kind not in ("nouns", "adjectives") or not known or row["lemma"] in _HOMONYMS:
            continue
        if own != "-" and own not in known:
            verbs = ", ".join(f"{verb} ({root})" for root, verb in known.items())
            yield f"{row.place}: {row['lemma']} has the root {own}, but {verbs}"


def _relative(rows: list[Row]) -> Iterator[str]:
    nouns: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.kind == "nouns":
            nouns[row["lemma"]].add(row["root"])
    for row in rows:
        noun, own = row.fields.get("lemma", "").removesuffix(f"{I}ي{SHADDA}"), row.fields.get("root", "-")
        known = nouns.get(noun, {"-"}) if row.kind == "adjectives" and noun != row["lemma"] else {"-"}
        if "-" not in known | {own} and own not in known and row["lemma"] not in _NOT_RELATIVE:
            yield f"{row.place}: {row['lemma']} has the root {own}, but {noun} {', '.join(sorted(known))}"


def participles(row: Row) -> set[str]:
    """The participles of a verb of the first form; none where a hamza would have to be spelled."""
    radicals = row["root"].split(".")
    if len(radicals) != 3 or "ء" in radicals or radicals[1] == radicals[2]:
        return set()
    first, middle, last = radicals
    if last in "وي":
        passive = f"م{A}{first}{SUKUN}{middle}{U if last == 'و' else I}{last}{SHADDA}"
        return {f"{first}{A}ا{middle}{I}ي", passive}
    if row["lemma"][2:3] == "ا":
        return {f"{first}{A}ائ{I}{last}", f"م{A}{first}{U if middle == 'و' else I}{middle}{last}"}
    return {f"{first}{A}ا{middle}{I}{last}", f"م{A}{first}{SUKUN}{middle}{U}و{last}"}


def derivatives(row: Row) -> set[str]:
    """The regular verbal noun and participles of a verb of a derived form."""
    lemma, form = row["lemma"], row["form"]
    found = {noun for noun in (_verbal_noun(lemma, form),) if noun}
    verb = Verb(lemma, row["root"], form, row["vowels"], "t")
    try:
        for stem in stems(verb):
            if any(re.fullmatch("IVz.*\\.i", category) for category in stem.after):
                found.add(f"م{U}{stem.diac}")
                if stem.feats["vox"] == "a":  # V and VI have a where the participle has i
                    found.add(re.sub(f"{A}([^{A}{I}{U}{SUKUN}]{SHADDA}?)$", rf"{I}\1", f"م{U}{stem.diac}"))
    except Unfit:
        return found
    return found


def _verbal_noun(lemma: str, form: str) -> str:
    weak = lemma.endswith("ى")
    stem = lemma[:-2] if weak else lemma[:-1]  # without the last vowel
    if form in ("V", "VI", "Q2"):
        if weak:
            return f"{stem}{I}ي"
        return re.sub(f"{A}(.{SHADDA}?)$", rf"{U}\1", stem) if stem[-2:-1] == A else ""
    if form == "II":
        one, two = stem[0], stem[2]
        return f"ت{A}{one}{SUKUN}{two}{I}" + ("ي" + A + "ة" if weak else f"ي{stem[-1]}")
    if form == "III":
        return f"م{U}{stem}{A}" + ("اة" if weak else "ة")
    if form in ("IV", "VII", "VIII", "X"):
        head = stem.replace(f"أ{A}", f"إ{I}", 1) if form == "IV" else re.sub(A, I, stem, count=1)
        if weak:
            return f"{head}{A}اء"
        hollow = stem[-2:-1] == "ا"
        if hollow and form in ("IV", "X"):
            return f"{head}{A}ة"
        if hollow:  # انْقِيَاد
            return re.sub(f"{I}ا(.)$", rf"{I}ي{A}ا\1", head)
        return re.sub(f"{A}(.)$", rf"{A}ا\1", head) if stem[-2:-1] == A else ""
    return ""
