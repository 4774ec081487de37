"""Prefixes, suffixes and which of them go together.

As in Buckwalter's analyzer (2004) and CALIMA, a prefix entry is a whole string of proclitics
and a suffix entry a whole string of endings and enclitic. A *category* groups entries that
combine alike. Prefix categories:

* ``N0 NB NL NA NBA NLA NLL``: before nominals: conjunction or question only; ب or ك; ل; ال;
  ب or ك and ال; لل; the ل of للّغة, before a stem that begins with ل itself.
* ``PV CV``: before perfect and imperative. ``IV-<persons>-<mood>-<vowel>``: before imperfects
  (:data:`PERSONS`; mood ``0`` any, ``i`` indicative after س and لَ, ``s`` and ``j`` after لِ).
* ``X0 C CL``: before particles: nothing; conjunctions; conjunction and emphatic لَ.

Suffix categories of nominals are ``<series>.<group>``: group ``w`` stands without ال, ``b``
with it or without; ``wg`` and ``bg`` are the genitives, the only ones after prepositions.
Those of verbs are :data:`VERB_SERIES`, with ``+`` for the same ending before an object pronoun.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from orthography import AN, IN, SHADDA, SUKUN, UN, A, I, U, caphi, key

SCHEMES = ("d1tok", "d1seg", "d2tok", "d2seg", "d3tok", "d3seg", "atbtok", "atbseg", "bwtok")

# What each tokenization scheme splits off. Proclitics: q question, c conjunction, p preposition or
# future, d article, v person of the imperfect. Enclitics: e pronoun, n every ending.
_SPLITS = {"d1": "qc", "d2": "qcp", "d3": "qcpde", "atb": "qcpe", "bw": "qcpdven"}


@dataclass(frozen=True)
class Morph:
    """One morpheme of an affix: as written in place, as written alone, its Buckwalter tag."""

    kind: str
    seg: str
    tag: str
    gloss: str = ""
    tok: str = ""
    feats: tuple[tuple[str, str], ...] = ()
    catib6: str = ""
    ud: str = ""

    @property
    def alone(self) -> str:
        return self.tok or self.seg

    @property
    def written(self) -> str:
        return (self.alone if self.kind == "d" else self.seg).rstrip("#")


@dataclass(frozen=True)
class Affix:
    """An entry of the prefix or suffix lexicon."""

    category: str
    morphs: tuple[Morph, ...]
    feats: dict[str, str] = field(default_factory=dict)
    prefix: bool = False

    @property
    def diac(self) -> str:
        return "".join(m.seg for m in self.morphs)

    def line(self) -> str:
        """The entry as camel-tools reads it."""
        feats = {
            "diac": self.diac,
            "bw": "+".join(f"{m.written or '(null)'}/{m.tag}" for m in self.morphs),
            "gloss": "+".join(m.gloss for m in self.morphs if m.gloss),
            "caphi": self._caphi(),
            "catib6": "+".join(m.catib6 for m in self.morphs if m.catib6),
            "ud": "+".join(m.ud for m in self.morphs if m.ud),
        }
        for morph in self.morphs:
            feats |= dict(morph.feats)
        feats |= self.feats
        cut = self._cut_prefix if self.prefix else self._cut_suffix
        if self.morphs:
            feats |= {scheme: cut(scheme) for scheme in SCHEMES}
        written = " ".join(f"{name}:{value}" for name, value in feats.items() if value)
        return f"{key(self.diac.replace('#', ''))}\t{self.category}\t{written or 'diac:'}"

    def _caphi(self) -> str:
        if not self.prefix:
            return caphi(self.diac, affix=True) or "-"
        if not self.morphs or self.morphs[-1].kind != "d":
            return caphi(self.diac, affix=True)
        before = caphi("".join(m.seg for m in self.morphs[:-1]), affix=True)
        return f"{before}_l-" if before else "2_a_l-"  # camel-tools assimilates this l

    def _cut_prefix(self, scheme: str) -> str:
        split = _SPLITS[scheme[:-3]]
        out = ""
        for n, m in enumerate(self.morphs):
            restored = scheme.endswith("tok") and (n == 0 or self.morphs[n - 1].kind in split)
            form = m.alone if restored else m.seg
            out += form.rstrip("#") + "+_" if m.kind in split and form else form
        return out

    def _cut_suffix(self, scheme: str) -> str:
        split = _SPLITS[scheme[:-3]]
        if "n" in split:
            return "".join(f"_+{m.seg}" for m in self.morphs if m.seg)
        if "e" not in split or self.morphs[-1].kind != "e":
            return self.diac
        ending = "".join(m.alone if scheme.endswith("tok") else m.seg for m in self.morphs[:-1])
        return f"{ending}_+{self.morphs[-1].alone if scheme.endswith('tok') else self.morphs[-1].seg}"


# --- proclitics ---------------------------------------------------------------------------------


def _proclitic(
    kind: str, seg: str, tag: str, gloss: str, feat: str, catib6: str = "PRT", ud: str = "ADP", tok: str = ""
) -> Morph:
    slot = {"q": "prc3", "c": "prc2", "p": "prc1", "d": "prc0"}[kind]
    return Morph(kind, seg, tag, gloss, tok, ((slot, feat),), catib6, ud)


WA = _proclitic("c", "وَ", "CONJ", "and", "wa_conj", ud="CCONJ")
FA = _proclitic("c", "فَ", "CONJ", "and;so", "fa_conj", ud="CCONJ")
QUESTION = _proclitic("q", "أَ", "INTERROG_PART", "is_it_so_that", ">a_ques", ud="PART")
BI = _proclitic("p", "بِ", "PREP", "by;with", "bi_prep")
LI = _proclitic("p", "لِ", "PREP", "for;to", "li_prep")
KA = _proclitic("p", "كَ", "PREP", "like;such_as", "ka_prep")
SA = _proclitic("p", "سَ", "FUT_PART", "will", "sa_fut", ud="AUX")
LI_SUB = _proclitic("p", "لِ", "SUB_CONJ", "so_that", "li_sub", ud="SCONJ")
LI_JUS = _proclitic("p", "لِ", "JUS_PART", "let", "li_jus", ud="PART")
L_JUS = _proclitic("p", "لْ", "JUS_PART", "let", "li_jus", ud="PART")
LA_EMPH = _proclitic("p", "لَ", "EMPHATIC_PART", "indeed", "la_emph", ud="PART")


def _article(seg: str) -> Morph:
    return _proclitic("d", seg, "DET", "the", "Al_det", ud="DET", tok="ال#")


_CONJUNCTIONS = ((), (WA,), (FA,))
_OPENERS = (*_CONJUNCTIONS, (QUESTION,))


def _prefix(category: str, *morphs: Morph, **feats: str) -> Affix:
    return Affix(category, morphs, feats, prefix=True)


def _nominal_prefixes() -> Iterator[Affix]:
    """Question أ stands before bare nominals only: أَلِـ would shadow every ال."""
    definite = {"stt": "d"}
    yield _prefix("N0", QUESTION)
    for conjunction in _CONJUNCTIONS:
        yield _prefix("N0", *conjunction)
        yield _prefix("NA", *conjunction, _article("ال#"), **definite)
        yield _prefix("NL", *conjunction, LI)
        for preposition in (BI, KA):
            yield _prefix("NB", *conjunction, preposition)
            yield _prefix("NBA", *conjunction, preposition, _article("ال#"), **definite)
        yield _prefix("NLA", *conjunction, LI, _article("ل#"), **definite)
        yield _prefix("NLL", *conjunction, LI, _article("#"), **definite)


@dataclass(frozen=True)
class Person:
    """A person of the imperfect that a prefix marks."""

    letter: str
    per: str
    gen: str
    num: str

    @property
    def tag(self) -> str:
        marks_gender = self.per == "3" or (self.per == "2" and self.num != "d")
        return f"IV{self.per}{self.gen.upper() if marks_gender else ''}{self.num.upper()}"


#: Groups of persons that take the same endings; ``h`` is the 1st person swallowed by a hamza (آخُذ).
PERSONS = {
    "3": (Person("ي", "3", "m", "s"),),
    "z": (Person("ت", "3", "f", "s"), Person("ت", "2", "m", "s"), Person("ن", "1", "m", "p")),
    "1": (Person("أ", "1", "m", "s"),),
    "h": (Person("", "1", "m", "s"),),
    "d": (
        Person("ي", "3", "m", "d"),
        Person("ت", "3", "f", "d"),
        Person("ت", "2", "m", "d"),
        Person("ت", "2", "f", "d"),
    ),
    "m": (Person("ي", "3", "m", "p"), Person("ت", "2", "m", "p")),
    "f": (Person("ي", "3", "f", "p"), Person("ت", "2", "f", "p")),
    "g": (Person("ت", "2", "f", "s"),),
}
_PERSON_GLOSS = {
    "1s": "I",
    "1p": "we",
    "2s": "you",
    "2d": "you_two",
    "2p": "you",
    "3s": "he;it",
    "3d": "they_two",
    "3p": "they",
}


def _person_morph(person: Person, vowel: str) -> Morph:
    gloss = "she;it;they" if person.tag == "IV3FS" else _PERSON_GLOSS[person.per + person.num]
    return Morph(
        "v",
        person.letter + vowel if person.letter else "",
        person.tag,
        gloss,
        feats=(("per", person.per), ("form_gen", person.gen), ("form_num", person.num)),
    )


def imperfect_prefixes(groups: str, vowel: str) -> list[str]:
    """The prefix categories of an imperfect stem for these groups of persons."""
    return [_iv(group, mood, vowel) for group in groups for mood in "0isj"]


def _iv(group: str, mood: str, vowel: str) -> str:
    return f"IV-{group}-{mood}" + ("" if group == "h" else f"-{ {A: 'a', U: 'u'}[vowel] }")


def _verb_prefixes() -> Iterator[Affix]:
    for opener in _OPENERS:
        yield _prefix("PV", *opener)
    for conjunction in _CONJUNCTIONS:
        yield _prefix("CV", *conjunction)
        yield _prefix("PV", *conjunction, LA_EMPH)
    proclitics = {
        "0": _OPENERS,
        "i": (*((*o, SA) for o in _OPENERS), *((*c, LA_EMPH) for c in _CONJUNCTIONS)),
        "s": tuple((*c, LI_SUB) for c in _CONJUNCTIONS),
        "j": ((LI_JUS,), (WA, L_JUS), (FA, L_JUS)),
    }
    for (group, persons), mood, vowel in product(PERSONS.items(), proclitics, (A, U)):
        if group == "h" and vowel == U:
            continue
        for person, before in product(persons, proclitics[mood]):
            yield _prefix(_iv(group, mood, vowel), *before, _person_morph(person, vowel))


def _particle_prefixes() -> Iterator[Affix]:
    yield _prefix("X0")
    for conjunction in _CONJUNCTIONS:
        yield _prefix("C", *conjunction)
        yield _prefix("CL", *conjunction, LA_EMPH)


# --- enclitic pronouns --------------------------------------------------------------------------


@dataclass(frozen=True)
class Pronoun:
    """An enclitic pronoun; the ه of the third person takes kasra after i, ī and ay."""

    code: str
    form: str
    gloss: str

    def morph(self, use: str, tag: str, kasra: bool = False, form: str = "", tok: str = "") -> Morph:
        form = form or (self.form.replace("هُ", "هِ", 1) if kasra else self.form)
        code = self.code.upper()
        gloss = self.gloss.split("/")[use == "poss"]
        return Morph("e", form, f"{tag}{code}", gloss, tok, (("enc0", f"{self.code}_{use}"),), "NOM", "PRON")


FIRST_SINGULAR = Pronoun("1s", "ِي", "me/my")
PRONOUNS = (
    Pronoun("1p", "نَا", "us/our"),
    Pronoun("2ms", "كَ", "you/your"),
    Pronoun("2fs", "كِ", "you/your"),
    Pronoun("2d", "كُمَا", "you/your"),
    Pronoun("2mp", "كُمْ", "you/your"),
    Pronoun("2fp", "كُنَّ", "you/your"),
    Pronoun("3ms", "هُ", "it;him/its;his"),
    Pronoun("3fs", "هَا", "it;them;her/its;their;her"),
    Pronoun("3d", "هُمَا", "them/their"),
    Pronoun("3mp", "هُمْ", "them/their"),
    Pronoun("3fp", "هُنَّ", "them/their"),
)


# --- endings of nominals ------------------------------------------------------------------------

_CASE = {"n": "NOM", "a": "ACC", "g": "GEN"}
_GENDER = {"m": "MASC", "f": "FEM"}
_STATE = {"i": "INDEF", "c": "DEF"}


def _case(sign: str, state: str, case: str) -> Morph:
    tag = f"CASE_{_STATE[state]}_{_CASE[case]}"
    gloss = f"[{_STATE[state].lower()}.{_CASE[case].lower()}.]"
    return Morph("n", sign, tag, gloss, feats=(("stt", state), ("cas", case)))


def _number(seg: str, tag: str, gloss: str, gender: str, number: str, tok: str = "") -> Morph:
    return Morph("n", seg, tag, gloss, tok, (("form_gen", gender), ("form_num", number)))


def _suffix(category: str, *morphs: Morph, **feats: str) -> Affix:
    return Affix(category, morphs, feats)


def _group(case: str, both: bool) -> str:
    return ("b" if both else "w") + ("g" if case == "g" else "")


def _possessed(category: str, ending: tuple[Morph, ...], case: str, kasra: bool = False) -> Iterator[Affix]:
    for pronoun in PRONOUNS:
        yield _suffix(category, *ending, pronoun.morph("poss", "POSS_PRON_", kasra), stt="c", cas=case)


_YA = SHADDA + A  # what ـِي makes of a ي before it: قَاضِيَّ


def _mine(category: str, ending: tuple[Morph, ...], case: str, form: str = "") -> Affix:
    me = FIRST_SINGULAR.morph("poss", "POSS_PRON_", form=form, tok="يَ" if form == _YA else "")
    return _suffix(category, *ending, me, stt="c", cas=case)


def _singular_suffixes() -> Iterator[Affix]:
    """Endings put straight on a stem: each its own series, for stems that change before them."""
    vowels, nunated = {"n": U, "a": A, "g": I}, {"n": UN, "g": IN}
    for case, sign in nunated.items():
        yield _suffix(f"i{case}.{_group(case, False)}", _case(sign, "i", case))
    yield _suffix("ia.w", _case(AN + "ا", "i", "a"))
    yield _suffix("ia0.w", _case(AN, "i", "a"))  # بِنَاءً
    yield _suffix("in-g.w", _case(IN, "i", "n"))  # قَاضٍ
    for case, sign in (("n", U), ("a", A), ("g", A)):
        yield _suffix(f"dip{case}.{_group(case, False)}", _case(sign, "i", case))
    for case, sign in vowels.items():
        both, without = _group(case, True), _group(case, False)
        yield _suffix(f"c{case}.{both}", _case(sign, "c", case))
        yield from _possessed(f"e{case}.{without}", (_case(sign, "c", case),), case, kasra=case == "g")
        yield _mine(f"e1.{without}", (), case)
        # stems that end in a long vowel, which swallows the case
        yield _suffix(f"0i.{without}", stt="i", cas=case)
        yield _suffix(f"0c{case}.{both}", stt="c", cas=case)
        yield from _possessed(f"0u{case}.{without}", (), case)
        yield from _possessed(f"0y{case}.{without}", (), case, kasra=True)
        yield _mine(f"0A1.{without}", (), case, "يَ")
        yield _mine(f"0y1.{without}", (), case, _YA)
    yield _suffix("0.bg", stt="i", cas="u")  # a guess: no case


def _feminine_suffixes() -> Iterator[Affix]:
    """ة with its cases and enclitics (series ``ap``; ``apd`` for diptote names) and its dual (``tAn``).

    ``apA`` and ``tAnA`` stand after آ, which has the vowel already: مِرْآة.
    """
    for mark, a in (("", A), ("A", "")):
        taa, before = (
            _number(f"{a}ة", "NSUFF_FEM_SG", "[fem.sg.]", "f", "s"),
            _number(f"{a}ت", "NSUFF_FEM_SG", "[fem.sg.]", "f", "s", tok=f"{a}ة"),
        )
        series = f"ap{mark}"
        for case, vowel, nunation in (("n", U, UN), ("a", A, AN), ("g", I, IN)):
            both, without = _group(case, True), _group(case, False)
            yield _suffix(f"{series}.{without}", taa, _case(nunation, "i", case))
            yield _suffix(f"{series}.{both}", taa, _case(vowel, "c", case))
            if not mark:
                yield _suffix(f"apd.{without}", taa, _case(U if case == "n" else A, "i", case))
                yield _suffix(f"apd.{both}", taa, _case(vowel, "c", case))
            ending = (before, _case(vowel, "c", case))
            yield from _possessed(f"{series}.{without}", ending, case, kasra=case == "g")
            yield _mine(f"{series}.{without}", (before,), case)
        yield from _dual(f"tAn{mark}", f"tAn{mark}", f"{a}تَان", f"{a}تَيْن", "f")
    yield _suffix("ap0.bg", _number(f"{A}ة", "NSUFF_FEM_SG", "[fem.sg.]", "f", "s"), stt="i", cas="u")


def _dual(series: str, oblique: str, alif: str, yaa: str, gender: str) -> Iterator[Affix]:
    for case, form, name in (("n", alif, series), ("a", yaa, oblique), ("g", yaa, oblique)):
        tag = f"NSUFF_{_GENDER[gender]}_DU_{_CASE[case]}"
        both, without = _group(case, True), _group(case, False)
        yield _suffix(f"{name}.{both}", _number(form + I, tag, "two", gender, "d"), stt="i", cas=case)
        bound = _number(form[:-1], f"{tag}_POSS", "two", gender, "d")
        yield _suffix(f"{name}.{without}", bound, stt="c", cas=case)
        yield from _possessed(f"{name}.{without}", (bound,), case, kasra=case != "n")
        mine = _number(bound.seg.rstrip(SUKUN), bound.tag, "two", gender, "d", tok=bound.seg)
        yield _mine(f"{name}.{without}", (mine,), case, "يَ" if case == "n" else _YA)


def _swallowed_dual() -> Iterator[Affix]:
    """The dual after آ, which has its alif already: مَرْفَآنِ."""
    for affix in _dual("An0", "Ay", f"{A}ان", "َيْن", "m"):
        if affix.category.startswith("An0"):
            first = affix.morphs[0]
            yield replace(affix, morphs=(replace(first, seg=first.seg[2:], tok=""), *affix.morphs[1:]))


def _sound_plurals() -> Iterator[Affix]:
    for series, oblique, waw, yaa in (("wn", "yn", "ُون", "ِين"), ("awn", "awn", "َوْن", "َيْن")):
        for case, form, name in (("n", waw, series), ("a", yaa, oblique), ("g", yaa, oblique)):
            tag = f"NSUFF_MASC_PL_{_CASE[case]}"
            both, without = _group(case, True), _group(case, False)
            yield _suffix(f"{name}.{both}", _number(form + A, tag, "[masc.pl.]", "m", "p"), stt="i", cas=case)
            bound = _number(form[:-1], tag + "_POSS", "[masc.pl.]", "m", "p")
            yield _suffix(f"{name}.{without}", bound, stt="c", cas=case)
            yield from _possessed(f"{name}.{without}", (bound,), case, kasra=case != "n")
            mine = _number(yaa[:-1].rstrip(SUKUN), bound.tag, "[masc.pl.]", "m", "p")
            yield _mine(f"{oblique}.{without}", (mine,), case, _YA)
    for series, form in (("At", f"{A}ات"), ("At0", "ت")):  # At0: مُنْشَآت
        ending = _number(form, "NSUFF_FEM_PL", "[fem.pl.]", "f", "p")
        for case, vowel, nunation in (("n", U, UN), ("a", I, IN), ("g", I, IN)):
            both, without = _group(case, True), _group(case, False)
            yield _suffix(f"{series}.{without}", ending, _case(nunation, "i", case))
            yield _suffix(f"{series}.{both}", ending, _case(vowel, "c", case))
            yield from _possessed(
                f"{series}.{without}", (ending, _case(vowel, "c", case)), case, kasra=case != "n"
            )
            yield _mine(f"{series}.{without}", (ending,), case)


# --- endings of verbs ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Ending:
    """A subject ending of the verb: form, tag, mood, person-gender-number, form before an object."""

    form: str
    tag: str
    mood: str = ""
    person: str = ""
    bound: str = ""


def _moods(indicative: str, other: str, tag: str, bound: str = "") -> tuple[Ending, ...]:
    return (
        Ending(indicative, f"{tag}_MOOD:I", "i"),
        *(Ending(other, f"{tag}_MOOD:SJ", mood, bound=bound) for mood in "sj"),
    )


#: Series of verb endings: what hangs on one shape of the stem. PV, IV or CV is in the first two letters;
#: the lower-case letter after it is the group of persons of :data:`PERSONS` for the imperfect.
VERB_SERIES: dict[str, tuple[Ending, ...]] = {
    "PV3ms": (Ending(A, "PVSUFF_SUBJ:3MS", person="3ms"),),
    "PV3ms0": (Ending("", "PVSUFF_SUBJ:3MS", person="3ms"),),
    "PV3f": (
        Ending(f"{A}تْ", "PVSUFF_SUBJ:3FS", person="3fs", bound=f"{A}تْ"),
        Ending(f"{A}تَا", "PVSUFF_SUBJ:3FD", person="3fd"),
    ),
    "PV3md": (Ending(f"{A}ا", "PVSUFF_SUBJ:3MD", person="3md"),),
    "PV3md0": (Ending("", "PVSUFF_SUBJ:3MD", person="3md"),),
    "PV3mp": (Ending(f"{U}وا", "PVSUFF_SUBJ:3MP", person="3mp", bound=f"{U}و"),),
    "PV3mpw": (Ending("َوْا", "PVSUFF_SUBJ:3MP", person="3mp", bound="َوْ"),),
    **{
        f"PV{name}": tuple(
            Ending(
                join + form,
                f"PVSUFF_SUBJ:{person.upper()}",
                person=person,
                bound=join + bound if bound else "",
            )
            for form, person, bound in forms
        )
        for base, forms in {
            "t": (
                ("تُ", "1s", ""),
                ("تَ", "2ms", ""),
                ("تِ", "2fs", ""),
                ("تُمَا", "2d", ""),
                ("تُمْ", "2mp", "تُمُو"),
                ("تُنَّ", "2fp", ""),
            ),
            "n": (("نَا", "1p", ""), ("نَ", "3fp", "")),
        }.items()
        for name, join, forms in (
            (base, SUKUN, forms),
            (base + "0", "", forms),
            (base + base, SHADDA, tuple((f[1:], p, b[1:]) for f, p, b in forms)),
        )
    },
    "IVzi": (Ending(U, "IVSUFF_MOOD:I", "i"),),
    "IVzs": (Ending(A, "IVSUFF_MOOD:S", "s"),),
    "IVzj": (Ending(SUKUN, "IVSUFF_MOOD:J", "j"),),
    "IVzja": (Ending(A, "IVSUFF_MOOD:J", "j"),),
    **{f"IVz0{mood}": (Ending("", f"IVSUFF_MOOD:{mood.upper()}", mood),) for mood in "isj"},
    "IVd": _moods(f"{A}انِ", f"{A}ا", "IVSUFF_SUBJ:D"),
    "IVd0": _moods("نِ", "", "IVSUFF_SUBJ:D"),
    "IVm": _moods(f"{U}ونَ", f"{U}وا", "IVSUFF_SUBJ:MP", f"{U}و"),
    "IVmw": _moods("َوْنَ", "َوْا", "IVSUFF_SUBJ:MP", "َوْ"),
    "IVg": _moods(f"{I}ينَ", f"{I}ي", "IVSUFF_SUBJ:2FS"),
    "IVgw": _moods("َيْنَ", "َيْ", "IVSUFF_SUBJ:2FS"),
    **{
        f"IVf{name}": tuple(Ending(form, "IVSUFF_SUBJ:FP", mood) for mood in "isj")
        for name, form in (("", SUKUN + "نَ"), ("0", "نَ"), ("n", SHADDA + A))
    },
    "CV2ms": (Ending(SUKUN, "CVSUFF_SUBJ:2MS", person="2ms"),),
    "CV2msa": (Ending(A, "CVSUFF_SUBJ:2MS", person="2ms"),),
    "CV2ms0": (Ending("", "CVSUFF_SUBJ:2MS", person="2ms"),),
    "CV2fs": (Ending(f"{I}ي", "CVSUFF_SUBJ:2FS", person="2fs"),),
    "CV2fsw": (Ending("َيْ", "CVSUFF_SUBJ:2FS", person="2fs"),),
    "CV2d": (Ending(f"{A}ا", "CVSUFF_SUBJ:2D", person="2d"),),
    "CV2d0": (Ending("", "CVSUFF_SUBJ:2D", person="2d"),),
    "CV2mp": (Ending(f"{U}وا", "CVSUFF_SUBJ:2MP", person="2mp", bound=f"{U}و"),),
    "CV2mpw": (Ending("َوْا", "CVSUFF_SUBJ:2MP", person="2mp", bound="َوْ"),),
    **{
        f"CV2fp{name}": (Ending(form, "CVSUFF_SUBJ:2FP", person="2fp"),)
        for name, form in (("", SUKUN + "نَ"), ("0", "نَ"), ("n", SHADDA + A))
    },
}

#: Stems whose own last sound turns the ه of the pronoun into هِ: the series of يَرْمِيهِ, لَقِيَهُ stays out.
_AFTER_I = {"IVz0iy": "IVz0i", "IVz0jy": "IVz0j", "CV2ms0y": "CV2ms0"}


def _conjugated(category: str, ending: Ending, *after: Morph, bound: bool = False) -> Affix:
    feats = {"mod": ending.mood}
    if ending.person:
        gender = ending.person[1] if len(ending.person) == 3 else "m"
        feats |= {"per": ending.person[0], "form_gen": gender, "form_num": ending.person[-1]}
    form = ending.bound if bound and ending.bound else ending.form
    subject = Morph("n", form, ending.tag, _subject_gloss(ending), tok=ending.form if bound else "")
    return _suffix(category, subject, *after, **feats)


def _subject_gloss(ending: Ending) -> str:
    if not ending.person:
        return {"i": "[ind.]", "s": "[sub.]", "j": "[jus.]"}[ending.mood]
    if ending.person == "3fs":
        return "it;they;she_<verb>"
    return f"{_PERSON_GLOSS[ending.person[0] + ending.person[-1]]}_<verb>"


def _verb_suffixes() -> Iterator[Affix]:
    for series, endings in VERB_SERIES.items():
        for ending in endings:
            suffix = "." + ending.mood if ending.mood else ""
            yield _conjugated(series + suffix, ending)
            yield from _with_objects(series, suffix, ending, _ends_in_i(ending.bound or ending.form))
    for series, plain in _AFTER_I.items():
        for ending in VERB_SERIES[plain]:
            yield from _with_objects(series, "." + ending.mood if ending.mood else "", ending, True)


def _with_objects(series: str, suffix: str, ending: Ending, kasra: bool) -> Iterator[Affix]:
    tag = f"{series[:2]}SUFF_DO:"
    me = FIRST_SINGULAR.morph("dobj", tag, form="نِي")
    for pronoun, morph in ((FIRST_SINGULAR, me), *((p, p.morph("dobj", tag, kasra)) for p in PRONOUNS)):
        if ending.person[:1] != pronoun.code[0] or pronoun.code[0] == "3":  # no "I … me", no "you … you"
            yield _conjugated(f"{series}+{suffix}", ending, morph, bound=True)


def _ends_in_i(form: str) -> bool:
    return form.endswith((I, I + "ي", "َيْ"))


# --- enclitics of particles ---------------------------------------------------------------------


def _particle_suffixes() -> Iterator[Affix]:
    yield _suffix("F")
    for series, kasra in (("Fu", False), ("Fi", True)):
        for pronoun in PRONOUNS:
            name = "Fna" if pronoun.code == "1p" else series
            if (pronoun.code, series) != ("1p", "Fi"):
                yield _suffix(name, pronoun.morph("pron", "PRON_", kasra))
    for name, form in (("Fiy", "ِي"), ("Fya", _YA), ("Fniy", "نِي"), ("Fnniy", "ِّي")):
        yield _suffix(name, FIRST_SINGULAR.morph("pron", "PRON_", form=form, tok="" if form == "نِي" else "ي"))
    yield _suffix("FnnA", PRONOUNS[0].morph("pron", "PRON_", form="َّا", tok="نَا"))
    yield _suffix("FnA", PRONOUNS[0].morph("pron", "PRON_", form="َا", tok="نَا"))


# --- all of it ----------------------------------------------------------------------------------


def prefixes() -> list[Affix]:
    return [*_nominal_prefixes(), *_verb_prefixes(), *_particle_prefixes()]


def suffixes() -> list[Affix]:
    return [
        *_singular_suffixes(),
        *_feminine_suffixes(),
        *_dual("An", "Ay", f"{A}ان", "َيْن", "m"),
        *_swallowed_dual(),
        *_sound_plurals(),
        *_verb_suffixes(),
        *_particle_suffixes(),
    ]


_NOMINAL_PREFIXES = {
    "w": ("N0",),
    "wg": ("N0", "NB", "NL"),
    "b": ("N0", "NA"),
    "bg": ("N0", "NB", "NL", "NA", "NBA", "NLA", "NLL"),
}
_PARTICLE_PREFIXES = ("X0", "C", "CL", "N0", "NB", "NL")


def _series_groups() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for category in dict.fromkeys(affix.category for affix in suffixes()):
        series, dot, group = category.rpartition(".")
        if dot and group in _NOMINAL_PREFIXES:
            found[series] = (*found.get(series, ()), group)
    return found


#: The groups in which each nominal series has endings.
SERIES_GROUPS = _series_groups()


def prefixes_before(suffix: str) -> list[str]:
    """The prefix categories that may open a word which ends in this suffix category (table AC)."""
    if suffix.startswith("F"):
        return list(_PARTICLE_PREFIXES)
    if suffix.startswith(("PV", "CV")):
        return [suffix[:2]]
    if suffix.startswith("IV"):
        groups, mood = {"z": "3z1h"}.get(suffix[2], suffix[2]), suffix[-1]
        return sorted(
            {_iv(group, kind, vowel) for group in groups for kind in ("0", mood) for vowel in (A, U)}
        )
    return list(_NOMINAL_PREFIXES[suffix.rsplit(".", 1)[1]])
