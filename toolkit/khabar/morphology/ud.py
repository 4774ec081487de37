"""From one CAMeL analysis to the syntactic words of Universal Dependencies.

Segmentation, UPOS and FEATS follow UD_Arabic-PADT and the UD Arabic guidelines; the CAMeL
feature names and values are those of the CAMeL Tools feature reference.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from khabar.morphology.context import GOVERNED, transparent
from khabar.morphology.guesses import vocalised
from khabar.text.document import Token, Word
from khabar.text.script import SIGNS, TATWEEL, bare, is_arabic

Analysis = Mapping[str, Any]


class Clitic(NamedTuple):
    """A proclitic as a syntactic word of its own."""

    vform: str
    upos: str
    xpos: str
    feats: Mapping[str, str] = {}

    def word(self, form: str, misc: dict[str, str]) -> Word:
        return Word(0, form, self.vform, self.upos, self.xpos, dict(self.feats), misc=misc)


# The clitics that are words of their own, and the part of speech of CAMeL's: tables, that a linguist can read.
_DATA = Path(__file__).parents[1] / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t"))


_CLITICS = _rows("clitics.tsv")
_PROCLITICS = {
    row["code"]: Clitic(
        row["vform"],
        row["upos"],
        row["xpos"],
        dict(f.split("=") for f in row["feats"].split("|") if f != "_"),
    )
    for row in _CLITICS
    if row["slot"] == "before"
}
_ENCLITICS = {
    code: tuple(row["vform"] for row in rows)
    for code, rows in groupby((row for row in _CLITICS if row["slot"] == "after"), itemgetter("code"))
}
_PARTS = _rows("parts.tsv")
# Lemmas of auxiliaries in the spelling in which UD registers them for Arabic.
_REGISTERED = {bare(lemma): lemma for lemma in GOVERNED["registered"]}
UPOS_OF = {row["xpos"]: row["upos"] for row in _PARTS}
_PRON_TYPE = {row["xpos"]: row["PronType"] for row in _PARTS if row["PronType"] != "_"}
_GENDER = {"m": "Masc", "f": "Fem"}
_NUMBER = {"s": "Sing", "d": "Dual", "p": "Plur"}
_CASE = {"n": "Nom", "a": "Acc", "g": "Gen"}
_STATE = {"i": "Ind", "d": "Def", "c": "Cons"}
_ASPECT = {"p": "Perf", "i": "Imp"}
_MOOD = {"i": "Ind", "s": "Sub", "j": "Jus"}
_VOICE = {"a": "Act", "p": "Pass"}


def words_of(form: str, analysis: Analysis | None, source: str) -> Token:
    """Cut ``form`` into syntactic words by ``analysis`` (None: no analysis, one word X).

    Word ids are left 0; the caller numbers them. ``source`` (lexicon, calima or backoff) is
    written into MISC of every word.
    """
    if len(form) > TOO_LONG:
        return Token(form, [Word(0, form, form, "X", "foreign", misc={"Source": "rule", "TooLong": "Yes"})])
    if _ADDRESS.fullmatch(form):
        return Token(form, [_other(form, "rule")])
    if joined := _JOINED_FIGURE.fullmatch(form) or _ARTICLE_ALONE.fullmatch(form):
        return _figure(form, *joined.groups())
    # A ligature that stands for a phrase (ﷺ) is no word to be cut.
    if analysis is None or not is_arabic(form) or " " in bare(form):
        return Token(form, [_other(form, source)])
    diac = vocalised(form, analysis) if source == "backoff" else analysis["diac"]
    letters = _Letters(form, diac, article=analysis.get("prc0") == "Al_det")
    words: list[Word] = []
    start = 0
    for slot in ("prc3", "prc2", "prc1"):
        clitic = _PROCLITICS.get(analysis.get(slot) or "0")
        if clitic and start + 1 < len(letters.forms):
            misc = {"Vform": letters.vform(start, start + 1)}
            words.append(clitic.word(letters.form(start, start + 1), misc))
            start += 1
    end, pronoun = _enclitic(letters, analysis)
    host = _host(letters, start, end, analysis, words[-1].form if words else "")
    words.append(host)
    if pronoun:
        words.append(pronoun)
    if source == "backoff":
        host.lemma = _guessed_lemma(form, analysis)
    for word in words:
        word.lemma = unicodedata.normalize("NFC", word.lemma or word.form)
        word.misc = {k: unicodedata.normalize("NFC", v) for k, v in {**word.misc, "Source": source}.items()}
    token = Token(form, words)
    if token.is_multiword:
        token.misc["Vform"] = unicodedata.normalize("NFC", letters.vform(0, len(letters.forms)))
    return token


def _guessed_lemma(form: str, analysis: Analysis) -> str:
    """The stem of a guess in the letters of the text; a noun or a name keeps its ة."""
    written, stem = bare(form), bare(analysis["stem"])
    start = bare(analysis["diac"]).find(stem)
    if len(written) != len(bare(analysis["diac"])) or start < 0:
        return str(analysis["lex"])
    taa = analysis["pos"].startswith("noun") and bare(analysis["diac"])[start + len(stem) :][:1] in ("ة", "ت")
    singular = taa and analysis.get("num") == "s"
    return written[start : start + len(stem)] + "ة" * singular


def nominalise(tokens: list[Token]) -> None:
    """Tag as nouns the adjectives that stand where only a noun can: after a preposition (مِنَ الممكن),
    with the article after a verb, an أن or a noun that wants a genitive (كبير المسؤولين), or before من where they say
    how many (العديد من الدول). What follows عبد in a name is a name. Tens and hundreds that nobody has counted are nouns
    (عشرات القتلى)."""
    _name_within_names(tokens)
    words = [word for token in tokens for word in token.words if not transparent(word.form)]
    for before, word in pairwise(words):
        definite = word.feats.get("Definite") == "Def"
        if definite and before.upos == "PROPN" and bare(before.form) in GOVERNED["servant"]:
            word.upos = "PROPN"  # عبد العاطي
        if before.xpos == "noun_num" and before.form.endswith(("عشرات", "مئات")):
            before.upos = "NOUN"
        if before.xpos == "adj" and bare(before.form) in GOVERNED["how many"] and word.form == "من":
            before.upos = "NOUN"
        if word.upos != "ADJ" or word.xpos != "adj":
            continue
        construct = before.upos == "NOUN" and before.feats.get("Definite") == "Cons"
        governed = construct and bare(before.lemma or "") not in GOVERNED["with an adjective"]
        if before.upos == "ADP" or (definite and (governed or before.upos in ("VERB", "SCONJ"))):
            word.upos = "NOUN"
            abstract = (
                (before.upos != "NOUN" or before.feats.get("Gender") != "Fem")
                and word.feats.get("Gender") == "Fem"
                and word.feats.get("Number") == "Sing"
            )
            if abstract and (word.lemma or "").endswith("\u0650ي\u0651"):
                word.lemma = f"{word.lemma}\u064eة"  # في الإنسانية, بالإسبانية, رئيس الدبلوماسية


def _name_within_names(tokens: list[Token]) -> None:
    """What stands within the names of persons is tagged as a name, as in the Penn Arabic Treebank: أبو مازن، أم كلثوم،
    آل نهيان، محمد بن سلمان; ولد between two names, whatever verb it could be, and what follows أبو behind a name."""
    rest = [token for token in tokens if not transparent(token.form)]
    for place, (token, following) in enumerate(pairwise(rest)):
        form = bare(token.words[-1].form)
        if form in GOVERNED["servant"] and bare(following.form) in GOVERNED["of God"]:
            _as_name(token)
            _as_name(following)  # عبد الحق، عبد ربه
        if form not in _WITHIN or token.words[-1].upos in ("PROPN", "PRON"):
            continue
        before = rest[place - 1].words[-1] if place and not token.is_multiword else None
        named = before is not None and before.upos == "PROPN"
        if following.words[0].upos == "PROPN":
            if form in _OPENING or named:
                _as_name(token)
        elif named and form in GOVERNED["father"] and _could_be_name(following):
            _as_name(token)
            _as_name(following)  # أحمد أبو المجد


def _could_be_name(token: Token) -> bool:
    return not token.is_multiword and token.words[0].upos in ("NOUN", "ADJ", "VERB")


_OPENING = GOVERNED["father"] | {"أم", "آل", "بن"}  # a name may begin with these
_WITHIN = _OPENING | {"ابن", "بنت", "ولد"}


def _as_name(token: Token) -> None:
    if token.words[-1].xpos == "pron":  # ربه
        vform = token.vform
        _made_one(token, "PROPN", "noun_prop")
        token.words[0].misc["Vform"] = vform
    word = token.words[-1]
    word.upos = "PROPN"
    if word.xpos and word.xpos.startswith("verb"):
        word.xpos, word.lemma = "noun_prop", bare(word.form)
        word.feats = {"Gender": "Masc", "Number": "Sing"}


def _made_one(token: Token, upos: str, xpos: str) -> None:
    """Take back how a token was cut: بي is no ب + ي."""
    misc = {"Source": "rule"} | ({} if token.space_after else {"SpaceAfter": "No"})
    token.words[:] = [Word(0, token.form, bare(token.form), upos, xpos, misc=misc)]
    token.misc.clear()


def spell(tokens: list[Token]) -> None:
    """Letters, or their names, with points between them and no space are an abbreviation, whatever words they are
    alone: د.ب.أ، سي.إن.إن"""
    chain: list[Token] = []
    for token in [*tokens, None]:
        letter = token is not None and _is_letter(token.form)
        if token is not None and (letter or (chain and token.form == ".")) and _tight(chain):
            chain.append(token)
            continue
        for one in chain if len(chain) > 2 else ():
            if one.form != ".":
                _made_one(one, "X", "abbrev")
        chain = [token] if letter and token is not None else []


@lru_cache(maxsize=20_000)
def _is_letter(form: str) -> bool:
    return is_arabic(form) and (len(bare(form)) == 1 or bare(form) in GOVERNED["letter"])


def _tight(chain: list[Token]) -> bool:
    """Whether nothing, or a token with no space after it, stands at the end of ``chain``."""
    return not chain or not chain[-1].space_after


def join(tokens: list[Token]) -> None:
    """Vocalise the ends of words before a hamzat al-wasl, where two vowelless letters would meet:
    مِنَ الْبَيْتِ، مِنِ ابْنِهِ، قَالَتِ الْوِزَارَةُ، هُمُ الَّذِينَ (Wright I § 20)."""
    for token, following in pairwise(tokens):
        after = following.vform
        if not after.startswith("ا") or after[1:2] in ("ً", ""):
            continue
        word = token.words[-1]
        vform = word.misc.get("Vform", "")
        if not is_arabic(vform):
            continue
        joined = _joined(
            vform, word.xpos, article=following.words[0].feats.get("Definite") not in ("Ind", "Cons")
        )
        if joined != vform:
            word.misc["Vform"] = joined
            if token.is_multiword:
                token.misc["Vform"] = token.misc["Vform"].removesuffix(vform) + joined


def _joined(vform: str, pos: str | None, *, article: bool) -> str:
    if vform == "مِنْ":
        return "مِنَ" if article else "مِنِ"
    if vform.endswith("َوْا"):
        return vform[:-2] + "ُا"
    if not vform.endswith("ْ"):
        return vform + "ُ" if pos == "pron" and vform.endswith(("هُم", "هِم", "كُم")) else vform
    plural = pos == "pron" and vform.endswith("مْ")
    return vform[:-1] + ("ُ" if plural or vform.endswith(("تُمْ", "َوْ")) else "ِ")


class _Letters:
    """The letters of a surface token, each with what the text wrote (signs, tatweel) and how
    the analysis vocalises it."""

    def __init__(self, form: str, diac: str, *, article: bool):
        self.forms: list[str] = []
        for character in form:
            letters = bare(character)
            if letters:
                self.forms += [character] if len(letters) == 1 else list(letters)
            elif self.forms:
                self.forms[-1] += character
            else:
                self.forms.append(character)
        vocalised = re.findall(rf"[^{SIGNS}][{SIGNS}]*", diac)
        if article and "ل" in vocalised[:-1]:
            # CAMeL leaves the article's lam bare. Before moon letters it has sukun, before hamzat
            # al-wasl the kasra of two vowelless letters that meet (الِاتِّصَال).
            lam = vocalised.index("ل")
            if "ّ" not in vocalised[lam + 1]:
                vocalised[lam] += "ِ" if vocalised[lam + 1] == "ا" else "ْ"
        self._vocalised = vocalised if len(vocalised) == len(self.forms) else self.forms

    def form(self, start: int, end: int) -> str:
        return "".join(self.forms[start:end])

    def vform(self, start: int, end: int) -> str:
        return "".join(self._vocalised[start:end])


def _enclitic(letters: _Letters, analysis: Analysis) -> tuple[int, Word | None]:
    """Where the host ends, and the pronoun after it."""
    code, _, kind = (analysis.get("enc0") or "0").partition("_")
    plain = bare(letters.form(0, len(letters.forms)))
    endings = _ENCLITICS.get(code, ())
    if code == "1s" and (kind == "poss" or (kind == "pron" and not plain.endswith("نني"))):
        endings = ("ي",)
    ending = next((e for e in endings if plain.endswith(e) and len(plain) > len(e)), None)
    total = len(letters.forms)
    if ending is None:
        return total, None
    host_pos = analysis["pos"]
    genitive = kind == "poss" or (kind == "pron" and host_pos not in ("verb", "verb_pseudo"))
    feats = {"Case": "Gen" if genitive else "Acc"}
    if len(code) == 3 or code[1:] in ("ms", "fs"):
        feats["Gender"] = _GENDER[code[1]]
    feats |= {"Number": _NUMBER[code[-1]], "Person": code[0], "PronType": "Prs"}
    cut = total - len(ending)
    misc = {"Vform": letters.vform(cut, total)}
    return cut, Word(0, letters.form(cut, total), "هُوَ", "PRON", "pron", feats, misc=misc)


def _host(letters: _Letters, start: int, end: int, analysis: Analysis, before: str) -> Word:
    form, vform = letters.form(start, end), letters.vform(start, end)
    if analysis.get("prc0") == "Al_det" and bare(before) == "ل":
        # للمحادثات is ل + المحادثات, للّغة is ل + اللغة.
        missing = "ال" if "ّ" in vform[1:2] else "ا"
        form, vform = missing + form, missing + vform
    pos = analysis["pos"]
    upos = UPOS_OF.get(pos, "X")
    lemma = "هُوَ" if pos == "pron" else analysis["lex"]
    if bare(before) == "ل" and bare(lemma) == "الله":
        form, vform = f"ال{form}", f"ال{vform}"  # as in للمحادثات
    if pos == "verb_pseudo" and bare(lemma) == "لكن":
        upos = "CCONJ"
    if upos == "AUX":
        lemma = _REGISTERED.get(bare(lemma), lemma)
    misc = {"Gloss": str(analysis.get("stemgloss") or analysis.get("gloss") or "_").replace("|", ";")}
    if (pattern := analysis.get("pattern")) and is_arabic(str(pattern)):
        misc["Pattern"] = pattern
    root = str(analysis.get("root") or "")
    if is_arabic(root):
        misc["Root"] = root
    misc["Vform"] = vform
    return Word(0, form, lemma, upos, pos, _feats(upos, analysis), misc=misc)


def _feats(upos: str, analysis: Analysis) -> dict[str, str]:
    value: dict[str, str | None] = {}
    pos = analysis["pos"]

    def mapped(table: Mapping[str, str], feature: str) -> str | None:
        return table.get(analysis.get(feature) or "")

    if upos in ("NOUN", "PROPN", "ADJ", "NUM"):
        value["Case"] = mapped(_CASE, "cas")
        value["Definite"] = mapped(_STATE, "stt")
        if upos == "PROPN" and analysis.get("prc0") != "Al_det":
            value["Definite"] = None
        value["Gender"], value["Number"] = mapped(_GENDER, "gen"), mapped(_NUMBER, "num")
        if pos == "adj_num":
            value["NumType"] = "Ord"
    elif upos == "VERB":
        value["Aspect"] = mapped(_ASPECT, "asp")
        value["Mood"] = mapped(_MOOD, "mod") if analysis.get("asp") == "i" else None
        if analysis.get("asp") == "c":
            value["Mood"] = "Imp"
        value["Gender"], value["Number"] = mapped(_GENDER, "gen"), mapped(_NUMBER, "num")
        value["Person"] = analysis.get("per")
        # As in PADT: a finite verb form wants a mood, which the perfect has not.
        value["VerbForm"] = "Fin" if value["Mood"] else None
        value["Voice"] = mapped(_VOICE, "vox")
    elif pos in _PRON_TYPE:
        value["PronType"] = _PRON_TYPE[pos]
        value["Gender"], value["Number"] = mapped(_GENDER, "gen"), mapped(_NUMBER, "num")
        if pos == "pron":
            value["Case"], value["Person"] = "Nom", analysis.get("per")
        if pos in ("pron_dem", "pron_rel") and analysis.get("num") == "d":
            value["Case"] = mapped(_CASE, "cas")
    elif upos == "ADP":
        value["AdpType"] = "Prep"
        value["Case"] = mapped(_CASE, "cas")  # those that are adverbial nouns by origin: بَعْدَ, مِنْ بَعْدِ
    elif pos == "part_neg":
        value["Polarity"] = "Neg"
    return {k: v for k, v in sorted(value.items(), key=lambda item: item[0].lower()) if v and v != "na"}


# What is written in one with a number or with Latin letters: بـ300, و20, ولـ15, للـ20, كـBBC, الـ12; or
# stands alone before one: الـ 21, للـ 20 (X: UD has no article for Arabic, and DET wants a PronType).
_JOINED_FIGURE = re.compile(
    f"(?:([وف])({TATWEEL}*))?(?:([بلك])({TATWEEL}*))?((?:(?:ا|(?<=ل))ل{TATWEEL}*)?)"
    "([\\d\u066a-\u066cA-Za-z\u00c0-\u05ff].*)",
    re.DOTALL,
)
_ARTICLE_ALONE = re.compile(f"(?:([وف])({TATWEEL}*))?(?:([بلك])({TATWEEL}*))?((?:ا|(?<=ل))ل{TATWEEL}+)()")
_ADDRESS = re.compile(
    r"(?:https?|ftp)://.+|www\..+|[^@\s]+@[^@\s]+\.[^@\s]+|[A-Za-z0-9.-]+\.[a-z]{2,}(?:/.*)?"
)
TOO_LONG = 200  # characters: no word; to analyse it would take long


def _figure(form: str, *pieces: str | None) -> Token:
    conjunction, after, preposition, after_that, article, figure = (piece or "" for piece in pieces)
    words = []
    for letter, stretch in ((conjunction, after), (preposition, after_that)):
        if letter:
            clitic = _BY_LETTER[letter]
            words.append(clitic.word(letter + stretch, {"Vform": clitic.vform, "Source": "rule"}))
    host = _other(figure, "rule") if figure else Word(0, "", "ال", "X", "part_det", misc={"Source": "rule"})
    if article:
        host.form = "ا" * article.startswith("ل") + article + figure
        if host.upos == "NUM":
            host.feats = {"Definite": "Def", **host.feats}
    if not words:
        return Token(form, [host])
    return Token(form, [*words, host], {"Vform": "".join(word.misc["Vform"] for word in words) + host.form})


_BY_LETTER = {
    _PROCLITICS[name].vform[0]: _PROCLITICS[name]
    for name in ("wa_conj", "fa_conj", "bi_prep", "li_prep", "ka_prep")
}


def _other(form: str, source: str) -> Word:
    """A token that no Arabic morphology analyses: punctuation, a number, an address, a foreign word."""
    plain = bare(form)
    if _ADDRESS.fullmatch(plain):
        return Word(0, form, plain, "SYM", "symbol", misc={"Source": "rule"})
    if unicodedata.category(form[:1] or " ") == "Nl":  # Ⅻ
        return Word(0, form, plain, "NUM", "digit", {"NumForm": "Roman"}, misc={"Source": "rule"})
    if unicodedata.category(form[:1] or " ") == "Sc":  # ﷼, which is a word to Unicode's NFKC
        return Word(0, form, form, "SYM", "symbol", misc={"Source": "rule"})
    if plain and plain[0].isnumeric():
        return Word(0, form, plain, "NUM", "digit", {"NumForm": "Digit"}, misc={"Source": "rule"})
    if plain and all(not c.isalnum() for c in plain):
        symbol = any(_is_symbol(c) for c in plain) and plain not in ("-", "<", ">")
        upos, xpos = ("SYM", "symbol") if symbol else ("PUNCT", "punc")
        return Word(0, form, plain, upos, xpos, misc={"Source": "rule"})
    if plain and not is_arabic(plain):
        return Word(0, form, plain, "X", "foreign", {"Foreign": "Yes"}, misc={"Source": "rule"})
    lemma = plain if plain and " " not in plain else form
    return Word(0, form, lemma, "X", "foreign", misc={"Source": source if plain else "rule"})


def _is_symbol(character: str) -> bool:
    """Signs that are read as words: of currency, of reckoning, per cent, emoji."""
    return character in "%٪‰‱§†^~" or unicodedata.category(character) in ("Sc", "Sm", "So")
