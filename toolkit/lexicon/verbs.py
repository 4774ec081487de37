"""Stems of verbs: every class of root in every form, as Wright I §§ 35-189 lays them out.

Each form is two heads (perfect and imperfect, up to the second radical) and the vowel between
the last two radicals. What the last two radicals are decides how the rest is built: sound,
hollow, geminate or defective. An imperfect is spelled after its person prefix, so that a first
radical may contract with it (يُوقِنُ، آخُذُ، يُؤْمِنُ).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from affixes import VERB_SERIES, imperfect_prefixes
from orthography import SHADDA, SUKUN, A, I, U, spell
from stems import Shape, Stem, attach, gather

VOWELS = {"a": A, "i": I, "u": U}
WEAK = "وي"
SEEING = "ر.ء.ي"  # its hamza falls out: يَرَى، أَرَى
_AFTER_A = (f"{A}ء", "اء")

#: form: perfect head, imperfect head, imperfect prefix vowel, imperfect vowel, pattern.
#: F C L are the radicals (F R C L in quadriliterals); a head ends before C.
FORMS = {
    "I": ("Fَ", "Fْ", A, "", ""),
    "II": ("FَCْ", "FَCْ", U, I, "فَعَّلَ"),
    "III": ("Fَا", "Fَا", U, I, "فَاعَلَ"),
    "IV": ("ءَFْ", "Fْ", U, I, "أَفْعَلَ"),
    "V": ("تَFَCْ", "تَFَCْ", A, A, "تَفَعَّلَ"),
    "VI": ("تَFَا", "تَFَا", A, A, "تَفَاعَلَ"),
    "VII": ("انْFَ", "نْFَ", A, I, "انْفَعَلَ"),
    "VIII": ("اFْتَ", "Fْتَ", A, I, "افْتَعَلَ"),
    "IX": ("اFْCَ", "FْCَ", A, I, "افْعَلَّ"),
    "X": ("اسْتَFْ", "سْتَFْ", A, I, "اسْتَفْعَلَ"),
    "Q1": ("FَRْ", "FَRْ", U, I, "فَعْلَلَ"),
    "Q2": ("تَFَRْ", "تَFَRْ", A, A, "تَفَعْلَلَ"),
    "Q4": ("اFْRَCْ", "FْRَCْ", A, I, "افْعَلَلَّ"),
}
_PASSIVE_PENALTY, _IMPERATIVE_PENALTY = -0.8, -1.6  # log10 of their share in news, roughly
_IMPERSONAL_PENALTY = -0.8  # the passive of a verb without an object (سُمِحَ) beside it


@dataclass(frozen=True)
class Verb:
    """A verb as its table gives it."""

    lemma: str
    root: str
    form: str
    vowels: str
    valency: str

    @property
    def radicals(self) -> list[str]:
        return self.root.split(".")

    @property
    def pattern(self) -> str:
        return FORMS[self.form][4] or f"ف{A}ع{VOWELS[self.vowels[0]]}ل{A}"


class Unfit(ValueError):
    """A lemma that its root, form and vowels do not produce."""


@dataclass(frozen=True)
class _Plan:
    """A verb's heads, last two radicals and kind, once its lemma has decided between variants."""

    verb: Verb
    perfect: str
    imperfect: str
    middle: str
    last: str
    kind: str  # sound, hollow, geminate, defective

    @property
    def prefix_vowel(self) -> str:
        return FORMS[self.verb.form][2]

    @property
    def perfect_vowel(self) -> str:
        return VOWELS[self.verb.vowels[0]] if self.verb.form == "I" else A

    @property
    def imperfect_vowel(self) -> str:
        return VOWELS[self.verb.vowels[2]] if self.verb.form == "I" else FORMS[self.verb.form][3]


def stems(verb: Verb) -> Iterator[Stem]:
    """All stems of a verb; raises :class:`Unfit` where the lemma is not what the root gives."""
    plan = _plan(verb)
    objects = verb.valency == "t"
    yield from _perfect(plan, A, objects)
    yield from _imperfect(plan, A, objects)
    yield from _imperative(plan, objects)
    if verb.root == "ك.و.ن" and verb.form == "I":  # لَمْ يَكُ
        yield Stem(
            f"ك{U}",
            tuple(imperfect_prefixes("3z1", A)),
            ("IVz0j.j",),
            "IV",
            {"asp": "i", "vox": "a"},
            penalty=_IMPERATIVE_PENALTY,
        )
    if verb.valency != "i":
        rarer = _IMPERSONAL_PENALTY if verb.valency == "p" else 0.0
        for stem in (*_perfect(plan, U, False), *_imperfect(plan, U, False)):
            yield replace(stem, penalty=stem.penalty + rarer)
            if verb.form == "Q1" and verb.radicals[1] == "ي" and stem.diac[1:3] == f"{U}و":
                # سُيْطِرَ of the press beside the سُوطِرَ of the grammars
                modern = f"{stem.diac[:1]}{U}ي{SUKUN}{stem.diac[3:].removeprefix(SUKUN)}"
                yield replace(stem, diac=modern, penalty=stem.penalty + rarer)


# --- choosing the plan --------------------------------------------------------------------------


def _plan(verb: Verb) -> _Plan:
    radicals = verb.radicals
    if len(radicals) != (4 if verb.form.startswith("Q") else 3):
        raise Unfit(f"form {verb.form} does not go with the {len(radicals)} radicals of {verb.root}")
    tried = []
    for plan in _plans(verb):
        lemma = _citation(plan)
        if lemma == verb.lemma:
            return plan
        tried.append(lemma)
    raise Unfit(
        f"{verb.lemma} is not form {verb.form} of {verb.root}; expected {' or '.join(dict.fromkeys(tried))}"
    )


def _citation(plan: _Plan) -> str:
    shape = next(s for s in _perfect_shapes(plan, A) if s.series in ("PV3ms", "PV3ms0"))
    return shape.diac + (A if shape.series == "PV3ms" else "")


def _plans(verb: Verb) -> Iterator[_Plan]:
    """The plans a root allows, the commonest first: weak before sound, assimilated before plain."""
    radicals = verb.radicals
    middle, last = radicals[-2:]
    kinds = ["sound"]
    if last in WEAK:
        kinds = ["defective"]
    elif verb.form in ("IX", "Q4") or (
        middle == last and verb.form in ("I", "III", "IV", "VI", "VII", "VIII", "X")
    ):
        kinds = ["geminate", "sound"]
    elif middle in WEAK and verb.form in ("I", "IV", "VII", "VIII", "X"):
        kinds = ["hollow", "sound"]
    letter = {"F": radicals[0], "R": radicals[1], "C": middle}
    for kind, heads in product(kinds, _heads(verb, radicals[0])):
        perfect, imperfect = (re.sub("[FRC]", lambda m: letter[m[0]], head) for head in heads)
        if verb.root == SEEING and verb.form == "I":
            yield _Plan(verb, perfect, "", middle, last, kind)
        elif verb.root == SEEING and verb.form == "IV":
            yield _Plan(verb, f"ء{A}", "", "ر", last, kind)
        else:
            twin = last if verb.form in ("IX", "Q4") else middle
            yield _Plan(verb, perfect, imperfect, twin, last, kind)
            if kind == "defective":  # طَغَى of ط.غ.و, دَنَا of د.ن.ي
                yield _Plan(verb, perfect, imperfect, twin, WEAK.replace(last, ""), kind)


def _heads(verb: Verb, f: str) -> Iterator[tuple[str, str]]:
    perfect, imperfect = FORMS[verb.form][:2]
    if (
        verb.form == "I"
        and f == "و"
        and (verb.vowels in ("a/i", "a/a", "i/i") or verb.root in ("و.س.ع", "و.ط.ء"))
    ):
        imperfect = ""  # يَصِلُ، يَضَعُ
    if verb.form == "VIII":
        if f in "ويء":
            yield f"ات{SUKUN}ت{A}", f"ت{SUKUN}ت{A}"  # اتَّصَلَ، اتَّخَذَ
        merged = "ط" if f in "صضطظ" else "د" if f in "دذز" else ""
        if merged:
            yield perfect.replace("ت", merged), imperfect.replace("ت", merged)
            if f in "ذظ":
                yield f"ا{merged}{SUKUN}{merged}{A}", f"{merged}{SUKUN}{merged}{A}"  # ادَّخَرَ
    yield perfect, imperfect


# --- the second half of the stem ----------------------------------------------------------------


def _passive_head(head: str) -> str:
    """Every vowel before the last becomes u: اسْتَF > اسْتُF, فَا > فُو."""
    head = head.replace(f"{A}ا", f"{U}و").replace(A, U)
    return head.replace(f"س{SUKUN}ت{A}", f"س{SUKUN}ت{U}")


def _stripped(head: str) -> str:
    return head.rstrip(A + U + I + SUKUN)


def _geminate(head: str, vowel: str, c: str) -> str:
    """The shape before a vowel: the vowel between the twins goes back or falls: يَرُدّ، احْتَلّ."""
    if head.endswith(SUKUN):
        return f"{head[:-1]}{vowel}{c}{SHADDA}"
    return f"{head}{c}{SHADDA}"


def _perfect_shapes(plan: _Plan, voice: str) -> list[Shape]:
    active = voice == A
    head = plan.perfect if active else _passive_head(plan.perfect)
    vowel = plan.perfect_vowel if active else I
    last = plan.last
    if plan.kind == "defective":
        return _defective_perfect(plan, head + plan.middle, vowel)
    full = f"{head}{plan.middle}{vowel}{last}"
    before_vowel = before_consonant = full
    if plan.kind == "geminate":
        before_vowel = _geminate(head, vowel, last)
    elif plan.kind == "hollow":
        base = _stripped(head)
        short = A
        if plan.verb.form == "I":
            short = {"a/u": U, "a/i": I, "i/a": I}[plan.verb.vowels]
        before_vowel = f"{base}{A}ا{last}" if active else f"{base}{I}ي{last}"
        before_consonant = f"{base}{short if active else I}{last}"
    shapes = [
        attach(before_vowel, series, onset)
        for series, onset in (
            ("PV3ms", A),
            ("PV3ms+", A + "ه"),
            ("PV3f", A + "ت"),
            ("PV3f+", A + "ت"),
            ("PV3md", A + "ا"),
            ("PV3md+", A + "اه"),
            ("PV3mp", U + "و"),
            ("PV3mp+", U + "و"),
        )
    ]
    for base in "tn":
        series = "PV" + base * (2 if before_consonant.endswith({"t": "ت", "n": "ن"}[base]) else 1)
        shapes += [attach(before_consonant, series + plus, SUKUN + base) for plus in ("", "+")]
    shapes = _with_alone(shapes)
    if before_vowel.endswith(_AFTER_A):  # بَدَأُوا beside بَدَؤُوا
        shapes += [Shape(shapes[0].diac, series) for series in ("PV3mp", "PV3mp+")]
    return shapes


def _defective_perfect(plan: _Plan, base: str, vowel: str) -> list[Shape]:
    if vowel == A:
        waw = plan.verb.form == "I" and plan.last == "و"
        final = "ا" if waw or plan.middle == "ي" else "ى"
        glide = spell(base + A + ("و" if waw else "ي"))
        stem = glide[:-2]
        last = spell(base + A + "ا")
        citation = last if final == "ا" else f"{stem}{A}ى"
        return [
            Shape(citation, "PV3ms0"),
            Shape(last, "PV3ms0+", citation if last != citation else ""),
            *(Shape(stem, s + p) for s in ("PV3f", "PV3mpw") for p in ("", "+")),
            *(Shape(glide, s + p) for s in ("PV3md", "PVt", "PVn") for p in ("", "+")),
        ]
    long = spell(base + vowel + ("ي" if vowel == I else "و"))
    return [
        *(Shape(long, s + p) for s in ("PV3ms", "PV3f", "PV3md", "PVt0", "PVn0") for p in ("", "+")),
        *(attach(base, "PV3mp" + p, U + "و") for p in ("", "+")),
    ]


def _with_alone(shapes: list[Shape]) -> list[Shape]:
    """Give each shape before an object pronoun the shape that it has without one."""
    plain = {s.series: s.diac for s in reversed(shapes)}
    return [
        Shape(s.diac, s.series, plain[s.series[:-1]])
        if s.series.endswith("+") and s.diac != plain.get(s.series[:-1], s.diac)
        else s
        for s in shapes
    ]


def _perfect(plan: _Plan, voice: str, objects: bool) -> Iterator[Stem]:
    shapes = [s for s in _perfect_shapes(plan, voice) if objects or "+" not in s.series]
    if voice == U and plan.verb.valency == "p":
        shapes = [s for s in shapes if s.series.startswith("PV3ms")]
    yield from _finished(shapes, "PV", voice)


# --- imperfect and imperative -------------------------------------------------------------------


@dataclass(frozen=True)
class _Raw:
    """An unspelled stem with the series and onset of its ending."""

    stem: str
    series: str
    onset: str


def _imperfect_raws(plan: _Plan, voice: str) -> list[_Raw]:
    """The imperfect stem before each ending; also the ground of the imperative."""
    active = voice == A
    head, middle, last = plan.imperfect, plan.middle, plan.last
    if plan.verb.root == SEEING and plan.verb.form in ("I", "IV"):
        head, middle = "", "ر"
    if not active and plan.verb.form == "I" and not head and plan.verb.root[0] == "و":
        head = f"و{SUKUN}"  # يُوصَلُ
    vowel = plan.imperfect_vowel if active else A
    if plan.kind == "defective":
        return _defective_imperfect(head + middle, vowel, middle)
    full = f"{head}{middle}{vowel}{last}"
    before_vowel, before_consonant = full, full
    if plan.kind == "geminate":
        before_vowel = _geminate(head, vowel, last)
    elif plan.kind == "hollow":
        base = _stripped(head)
        if plan.verb.form in ("VII", "VIII"):
            vowel = A
        before_vowel = base + vowel + {A: "ا", I: "ي", U: "و"}[vowel] + last
        before_consonant = base + vowel + last
    raws = [
        _Raw(before_vowel, *pair)
        for pair in (
            ("IVzi", U),
            ("IVzi+", U + "ه"),
            ("IVzs", A),
            ("IVzs+", A + "ه"),
            ("IVd", A + "ا"),
            ("IVd+", A + "اه"),
            ("IVm", U + "و"),
            ("IVm+", U + "و"),
            ("IVg", I + "ي"),
            ("IVg+", I + "ي"),
        )
    ]
    nuun = "IVfn" if last == "ن" else "IVf"
    raws += [_Raw(before_consonant, nuun, SUKUN + "ن"), _Raw(before_consonant, nuun + "+", SUKUN + "ن")]
    raws += [_Raw(before_consonant, "IVzj", SUKUN), _Raw(before_consonant, "IVzj+", SUKUN + "ه")]
    if plan.kind == "geminate":
        raws += [_Raw(before_vowel, "IVzja", A), _Raw(before_vowel, "IVzja+", A + "ه")]
    return raws


def _defective_imperfect(base: str, vowel: str, middle: str) -> list[_Raw]:
    if vowel == A:
        final = "ا" if middle == "ي" else "ى"  # يَحْيَا
        raws = [_Raw(base + A + final, f"IVz0{mood}", "") for mood in "is"]
        raws += [_Raw(f"{base}{A}ا", f"IVz0{mood}+", "") for mood in "is"]
        raws += [_Raw(base + A, f"IVz0j{plus}", "") for plus in ("", "+")]
        glides = (("IVd", A + "ا"), ("IVf", SUKUN + "ن"))
        raws += [_Raw(f"{base}{A}ي", series + plus, onset) for series, onset in glides for plus in ("", "+")]
        return raws + [
            _Raw(base, series + plus, A + "و") for series in ("IVmw", "IVgw") for plus in ("", "+")
        ]
    long = base + vowel + ("ي" if vowel == I else "و")
    kasra = "y" if vowel == I else ""
    raws = [_Raw(long, "IVz0i", ""), _Raw(long, f"IVz0i{kasra}+", "")]
    raws += [_Raw(base + vowel, "IVz0j", ""), _Raw(base + vowel, f"IVz0j{kasra}+", "")]
    kept = (("IVzs", A), ("IVd", A + "ا"), ("IVf0", "ن" + A))
    raws += [_Raw(long, series + plus, onset) for series, onset in kept for plus in ("", "+")]
    lost = (("IVm", U + "و"), ("IVg", I + "ي"))
    return raws + [_Raw(base, series + plus, onset) for series, onset in lost for plus in ("", "+")]


def _spelled(raws: list[_Raw], context: str) -> list[Shape]:
    return [attach(raw.stem, raw.series, raw.onset, context) for raw in raws]


def _variants(shapes: list[Shape], raws: list[_Raw]) -> list[Shape]:
    """Add يَقْرَأُونَ beside يَقْرَؤُونَ, and to يَقْرَؤُهُ what it is without its pronoun."""
    plain = {s.series: s.diac for s in reversed(shapes)}
    out = []
    for shape in shapes:
        name = shape.series.removesuffix("+")
        alone = plain.get(name, plain.get(name.removesuffix("y"), shape.diac))
        out.append(Shape(shape.diac, shape.series, alone) if alone != shape.diac else shape)
    if any(raw.stem.endswith(_AFTER_A) for raw in raws):
        kept = plain.get("IVzi") or plain.get("CV2d") or plain.get("CV2ms", "")
        changed = (s for s in shapes if kept and s.series.rstrip("+") in ("IVm", "CV2mp") and s.diac != kept)
        out += [Shape(kept, s.series) for s in changed]
    return out


def _imperfect(plan: _Plan, voice: str, objects: bool) -> Iterator[Stem]:
    prefix = plan.prefix_vowel if voice == A else U
    raws = _imperfect_raws(plan, voice)
    raws = [r for r in raws if objects or "+" not in r.series]
    only_he = voice == U and plan.verb.valency == "p"
    if only_he:
        raws = [r for r in raws if r.series.startswith("IVz")]
    general = _variants(_spelled(raws, "ي" + prefix), raws)
    swallowed = raws[0].stem.startswith(f"ء{SUKUN}")
    # Before u the modern spelling أُؤْمِنُ stands beside أُومِنُ; before a only آخُذُ is written.
    singular = "3" if only_he else "3z" if swallowed and prefix == A else "3z1"
    yield from _finished(general, "IV", voice, singular, prefix)
    if swallowed and not only_he:
        yield from _finished(_first_person(raws, prefix), "IV", voice, "h", prefix)


def _first_person(raws: list[_Raw], prefix: str) -> list[Shape]:
    """آخُذُ: the prefix and the first radical are one letter of the stem."""
    chosen = [_Raw(f"ء{prefix}{r.stem}", r.series, r.onset) for r in raws if r.series.startswith("IVz")]
    return _variants(_spelled(chosen, ""), chosen)


_IMPERATIVE_SERIES = {
    "IVzj": "CV2ms",
    "IVzja": "CV2msa",
    "IVz0j": "CV2ms0",
    "IVz0jy": "CV2ms0y",
    "IVg": "CV2fs",
    "IVgw": "CV2fsw",
    "IVd": "CV2d",
    "IVd0": "CV2d0",
    "IVm": "CV2mp",
    "IVmw": "CV2mpw",
    "IVf": "CV2fp",
    "IVf0": "CV2fp0",
    "IVfn": "CV2fpn",
}
_NO_OPENING = ("ء.خ.ذ", "ء.ك.ل", "ء.م.ر")  # خُذْ، كُلْ، مُرْ


def _imperative(plan: _Plan, objects: bool) -> Iterator[Stem]:
    raws = []
    for raw in _imperfect_raws(plan, A):
        series = _IMPERATIVE_SERIES.get(raw.series.rstrip("+"))
        if series and (objects or "+" not in raw.series):
            stem = raw.stem
            if plan.verb.form == "I" and plan.verb.root in _NO_OPENING:
                stem = stem.removeprefix(f"ء{SUKUN}")
            elif plan.verb.form == "IV":
                stem = f"ء{A}{stem}"
            elif stem[1:2] == SUKUN:
                stem = f"ا{stem}"
            raws.append(_Raw(stem, series + "+" * raw.series.endswith("+"), raw.onset))
    yield from _finished(_variants(_spelled(raws, ""), raws), "CV", A)


# --- stems --------------------------------------------------------------------------------------


def _finished(
    shapes: list[Shape], kind: str, voice: str, singular: str = "", vowel: str = ""
) -> Iterator[Stem]:
    """The stems of these shapes; ``singular`` are the groups of persons before the series ``z``."""
    penalty = _IMPERATIVE_PENALTY if kind == "CV" else 0.0 if voice == A else _PASSIVE_PENALTY
    feats = {
        "asp": {"PV": "p", "IV": "i", "CV": "c"}[kind],
        "vox": "a" if voice == A else "p",
        "mod": {"PV": "i"}.get(kind, "na"),
    }
    for diac, alone, series in gather(shapes):
        before: tuple[str, ...] = (kind,)
        if kind == "IV":
            groups = "".join(dict.fromkeys(name[2] for name in series)).replace("z", singular)
            before = tuple(imperfect_prefixes(groups, vowel))
        after = tuple(category for name in series for category in _categories(name))
        yield Stem(diac, before, after, kind if voice == A else f"{kind}_PASS", feats, alone, penalty=penalty)


def _categories(series: str) -> list[str]:
    """The suffix categories of a series: one for each mood it has."""
    name = series.rstrip("+").removesuffix("y")
    moods = {ending.mood for ending in VERB_SERIES[name]}
    return [f"{series}.{mood}" if mood else series for mood in sorted(moods)]
