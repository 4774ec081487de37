"""An assignment out of an annotated text: questions that the text itself and the language's ambiguity ask.

Each maker below looks at one thing (a cut, a reading, a case, a speaker …) and yields the questions that the
annotation can answer for certain; wrong answers are the analyzer's other readings, the text's other speakers,
the letters that look like clitics. Their words stand in ``data/maker.json``. :func:`make` takes as many as are
wanted, spread over kinds and paragraphs, by how hard they are.

Nothing is asked about a word that the program doubts and nobody has looked at; of a debatable word every
defensible answer is accepted.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from khabar.course.grading.build import GRADES, Assignment, Exercise
from khabar.course.questions import same
from khabar.discourse.model import AUTHOR, Attribution, Discourse
from khabar.morphology.camel import analyses
from khabar.morphology.ud import UPOS_OF
from khabar.text.document import Document, Sentence, Span, Token, Word, join
from khabar.text.errors import KhabarError
from khabar.text.labels import UPOS
from khabar.text.script import bare, fold, is_arabic, strip_signs

WORDS = Path(__file__).parents[1] / "data" / "maker.json"
SURE = 0.95  # a prediction that is less sure than this is nothing to ask a student about
_BY_PERSON = ("gold", "person")
_AROUND = 4  # surface tokens shown on either side of a word that is asked for
_CLITIC_LETTERS = "وفبلكس"
_CASES = {"Nom": "nominative", "Acc": "accusative", "Gen": "genitive"}
_NOMINAL = ("NOUN", "ADJ", "PROPN", "NUM")
_CONTENT = ("NOUN", "VERB", "ADJ")
_LIKELY = 0.001  # a reading that the word model gives less is no distractor but a curiosity


Touched = tuple[int, int] | str
"""A place, or the letters of a word: nothing is asked about twice."""


@dataclass(frozen=True)
class Made:
    """A question with what choosing needs to know: what it is about, where it looks, how hard it is (0 to 1)."""

    exercise: Exercise
    about: str
    paragraph: int
    hard: float
    touches: frozenset[Touched] = field(default_factory=frozenset)


@dataclass(frozen=True)
class _Text:
    document: Document
    discourse: Discourse
    chance: random.Random

    def words(self) -> Iterator[tuple[Sentence, Token, Word]]:
        """The words that may be asked about, with where they stand."""
        for sentence in self.document.sentences:
            for token in sentence.tokens:
                if is_arabic(token.form) and all(_sure(word) for word in token.words):
                    yield from ((sentence, token, word) for word in token.words)

    def single(self) -> Iterator[tuple[Sentence, Token, Word]]:
        """Those that are a token of their own, the only one of these letters in their sentence."""
        for sentence, token, word in self.words():
            if len(token.words) == 1 and len(bare(token.form)) > 1 and _once(sentence, token):
                yield sentence, token, word

    def tokens(self) -> Iterator[tuple[Sentence, Token]]:
        for sentence, token, word in self.words():
            if word is token.words[0]:
                yield sentence, token


def make(
    document: Document,
    discourse: Discourse,
    *,
    name: str,
    grade: str = "intermediate",
    questions: int = 20,
    seed: int = 0,
) -> Assignment:
    """An assignment of ``questions`` on ``document`` for students of ``grade``.

    The same text and ``seed`` give the same questions. A text that bears fewer gives those that it bears.

    Args:
        grade: intermediate, advanced or researcher: harder and rarer things are asked of the later ones.

    Raises:
        KhabarError: an unknown grade, or a text of which nothing is certain enough to be asked.

    Example:
        >>> doc = khabar.article()
        >>> made = make(doc, khabar.interpret(doc), name="aleppo", questions=8)
        >>> len(made.exercises), made.name
        (8, 'aleppo')
    """
    if grade not in GRADES:
        raise KhabarError(f"There is no grade {grade!r}: choose one of {', '.join(GRADES)}.")
    text = _Text(document, discourse, random.Random(seed))
    chosen = _choose([made for maker in MAKERS for made in maker(text)], grade, questions, text.chance)
    if not chosen:
        raise KhabarError(
            "Nothing in this text is certain enough to be asked: correct it at the desk first, or give a longer one."
        )
    exercises = [replace(made.exercise, grade=grade) for made in chosen]
    words = document.text.split()
    title = " ".join(words[:6]) + (" …" if len(words) > 6 else "")
    passage = [[t.form for s in sentences for t in s.tokens] for sentences in document.paragraphs]
    return Assignment(name, title, _words()["intro"], exercises, passage)


def save(assignment: Assignment, course: Path) -> Path:
    """Write the questions into the course, where they can be edited, released and graded; the path.

    Raises:
        KhabarError: there is an assignment of that name already, or the course cannot be written to.
    """
    path = course / "questions" / f"{assignment.name}.json"
    told = asdict(assignment)
    questions = [{key: value for key, value in each.items() if value} for each in told.pop("exercises")]
    page = {key: told[key] for key in ("title", "intro", "passage")} | {"questions": questions}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            json.dump(page, file, ensure_ascii=False, indent=1)
            file.write("\n")
    except FileExistsError:
        raise KhabarError(f"{path} is there already: give another name, or move it away first.") from None
    except OSError as error:
        raise KhabarError(f"{path} cannot be written ({error.strerror}): choose another course.") from None
    return path


def _choose(found: list[Made], grade: str, wanted: int, chance: random.Random) -> list[Made]:
    """As many as are wanted: from the rarest kind on, one at a time, no place twice, paragraphs in turn."""
    aim = GRADES.index(grade) / (len(GRADES) - 1)
    chance.shuffle(found)
    found.sort(key=lambda made: abs(made.hard - aim))
    used: set[Touched] = set()
    kinds, paragraphs = Counter[str](), Counter[int]()
    chosen: list[Made] = []
    while found and len(chosen) < wanted:
        best = min(found, key=lambda m: (kinds[m.about], paragraphs[m.paragraph], abs(m.hard - aim)))
        chosen.append(best)
        kinds[best.about] += 1
        paragraphs[best.paragraph] += 1
        used |= best.touches
        found = [m for m in found if m is not best and not m.touches & used]
        if kinds["written"] >= max(1, wanted // 10):
            found = [m for m in found if m.exercise.kind != "written"]
    return sorted(chosen, key=lambda made: (made.exercise.kind == "written", made.paragraph, made.about))


# --- the words -------------------------------------------------------------------------


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WORDS.read_text(encoding="utf-8"))
    return found


def _exercise(about: str, accept: list[Any], wrong: dict[str, list[Any]], **told: Any) -> Exercise:
    """The question ``about`` something: its words from the table, wrong answers by the idea behind them."""
    said = _words()[about]
    options = told.pop("options", [])
    misconceptions = []
    for idea, answers in wrong.items():
        name, say = said["ideas"][idea.partition(":")[0]]
        own = told | told.get("of", {}).get(idea, {})
        misconceptions.append({"answers": answers, "idea": name, "say": say.format(**own)})
    return Exercise(
        said["kind"], GRADES[0], said["points"], said["prompt"].format(**told), accept,
        why=said.get("why", "").format(**told), options=options, form=said.get("form", ""),
        misconceptions=misconceptions, rubric=said.get("rubric", []),
    )  # fmt: skip


def _lettered(text: _Text, right: str, others: list[str]) -> tuple[list[str], dict[str, str]]:
    """Options in an order of chance, and the letter of each."""
    options = [right, *others]
    text.chance.shuffle(options)
    return options, dict(zip(options, "abcdefgh", strict=False))


# --- what may be asked -----------------------------------------------------------------


def _sure(word: Word) -> bool:
    if word.source in _BY_PERSON:
        return True
    return word.source != "backoff" and float(word.misc.get("Sure", 1)) >= SURE


def _place(token: Token) -> str:
    return f"{token.paragraph}.{token.position}"


def _around(sentence: Sentence, token: Token) -> str:
    """The words beside a token, as they stand."""
    at = sentence.tokens.index(token)
    first, last = max(0, at - _AROUND), at + _AROUND + 1
    shown = join(sentence.tokens[first:last]).strip(' ،؛:."«»')
    return ("… " if first else "") + shown + (" …" if last < len(sentence.tokens) else "")


def _gloss(word: Word) -> str:
    return word.misc.get("Gloss", "").replace("_", " ").replace(";", ", ").partition("+[")[0]


def _once(sentence: Sentence, token: Token) -> bool:
    """Whether the context shows no second token of the same letters, so that it is clear which is meant."""
    return [fold(t.form) for t in sentence.tokens].count(fold(token.form)) == 1


def _of(
    about: str,
    sentence: Sentence,
    token: Token,
    hard: float,
    accept: list[Any],
    wrong: dict[str, list[Any]],
    /,
    **told: Any,
) -> Made:
    """A question about one token where it stands."""
    told = {"token": token.form, "place": _place(token), "context": _around(sentence, token)} | told
    touched: frozenset[Touched] = frozenset([(token.paragraph, token.position), fold(token.form)])
    return Made(_exercise(about, accept, wrong, **told), about, token.paragraph, min(1.0, hard), touched)


def _readings(form: str) -> dict[str, str]:
    """The lexicon's lexemes for a form as it is spelled, most likely first: lemma to meaning."""
    table = analyses(form)
    found: dict[str, str] = {}
    for _, row in table.iterrows():
        likely = row["score"] >= _LIKELY and row["analysis_source"] != "backoff"
        if likely and bare(row["diac"]) == bare(form):
            gloss = str(row.get("stemgloss") or row["gloss"]).replace("_", " ").replace(";", ", ")
            found.setdefault(row["lex"], gloss.partition("+[")[0])
    return found


def cuts(text: _Text) -> Iterator[Made]:
    for sentence, token in text.tokens():
        pieces = [word.form for word in token.words]
        if len(pieces) == 1:
            continue
        core = max(token.words, key=lambda word: len(word.form))
        wrong: dict[str, list[Any]] = {"whole": [[token.form]]}
        if len(pieces) > 2:
            wrong["missed"] = [["".join(pieces[:2]), *pieces[2:]]]
        if core.form[0] in _CLITIC_LETTERS and len(core.form) > 3:
            at = pieces.index(core.form)
            wrong["over"] = [[*pieces[:at], core.form[0], core.form[1:], *pieces[at + 1 :]]]
        parts = ", ".join(f"{word.form} {_gloss(word)}".strip() for word in token.words)
        yield _of(
            "cut", sentence, token, 0.2 * (len(pieces) - 1), [pieces], wrong,
            pieces=" + ".join(pieces), parts=parts, left="".join(pieces[:2]), core=core.form,
        )  # fmt: skip


def uncut(text: _Text) -> Iterator[Made]:
    for sentence, token in text.tokens():
        word, form = token.words[0], bare(token.form)
        if len(token.words) > 1 or word.upos not in _CONTENT or not _gloss(word):
            continue
        if form[0] in _CLITIC_LETTERS and len(form) > 3:
            yield _of(
                "uncut", sentence, token, 0.6, [[token.form]], {"over": [[form[0], form[1:]]]},
                gloss=_gloss(word), letter=form[0],
            )  # fmt: skip


def tags(text: _Text) -> Iterator[Made]:
    for sentence, token, word in text.single():
        if word.upos in (None, "X", "NUM") or not _gloss(word):
            continue
        right = sorted(word.defensible("upos"), key=lambda tag: tag != word.upos)
        table = analyses(token.form)
        likely: list[str] = [] if table.empty else table.loc[table["score"] >= _LIKELY, "pos"].tolist()
        others = [UPOS_OF.get(pos, "") for pos in likely]
        wrong = {
            tag: [tag]
            for tag in dict.fromkeys(others)
            if tag in _words()["tag"]["ideas"] and tag not in right and not _near(word, tag)
        }
        if wrong:
            name = UPOS[word.upos][0]
            hard = 0.2 + 0.2 * len(wrong)
            yield _of(
                "tag", sentence, token, hard, right, wrong, word=word.form, gloss=_gloss(word), name=name
            )


def _near(word: Word, tag: str) -> bool:
    """Whether a grammarian could call the word that too: a participle that describes no noun, a verb that helps."""
    if {word.upos, tag} == {"ADJ", "NOUN"}:
        return word.deprel != "amod"
    return {word.upos, tag} == {"AUX", "VERB"}


def readings(text: _Text) -> Iterator[Made]:
    for sentence, token, word in text.single():
        if word.debatable or word.upos not in _CONTENT:
            continue
        found = _readings(token.form)
        mine = found.pop(word.lemma or "", "")
        known = {bare(word.lemma or "")}
        others: dict[str, str] = {}
        for lemma, gloss in found.items():  # neither the same word nor the same meaning under another lemma
            strange = bare(lemma) not in known | set(map(bare, others))
            if gloss and strange and not set(gloss.split(", ")) & set(mine.split(", ")) and len(others) < 3:
                others[lemma] = gloss
        if not mine or not others:
            continue
        shown = {lemma: f"{lemma}: {gloss}" for lemma, gloss in others.items()}
        right = f"{word.lemma}: {mine}"
        options, letter = _lettered(text, right, list(shown.values()))
        yield _of(
            "reading", sentence, token, 0.25 * len(others), [letter[right]],
            {f"other:{lemma}": [letter[shown[lemma]]] for lemma in shown},
            vform=token.vform, gloss=mine, options=options,
            of={f"other:{lemma}": {"meaning": f"“{gloss}”"} for lemma, gloss in others.items()},
        )  # fmt: skip


def _reason(sentence: Sentence, word: Word) -> str:
    """Why a nominal has its case, as far as the tree says it; "" where it does not."""
    said: dict[str, str] = _words()["reasons"]
    case, relation = word.feats.get("Case"), word.deprel or ""
    for child in sentence.children(word):
        if child.deprel == "case" and child.upos == "ADP" and case == "Gen":
            return said["case"].format(governor=child.form)
    head = next((other for other in sentence.words if other.id == word.head), None)
    if relation == "amod" and head and head.feats.get("Case") == case:
        return said["amod"].format(governor=head.form)
    wanted = {"nsubj": "Nom", "nsubj:pass": "Nom", "obj": "Acc", "nmod:poss": "Gen", "obl:tmod": "Acc"}
    return said[relation] if case and wanted.get(relation) == case else ""


def cases(text: _Text) -> Iterator[Made]:
    letter = dict(zip(_CASES, "abc", strict=True))
    for sentence, token, word in text.words():
        case, reason = word.feats.get("Case", ""), _reason(sentence, word)
        if not reason or word.upos not in ("NOUN", "ADJ") or not _once(sentence, token):
            continue
        right = sorted(word.defensible("Case") & _CASES.keys(), key=lambda name: name != case)
        wrong = {name: [letter[name]] for name in _CASES if name not in right}
        yield _of(
            "case", sentence, token, 0.7 if word.deprel == "amod" else 0.4, [letter[name] for name in right],
            wrong, word=word.form, reason=reason[0].upper() + reason[1:], options=list(_CASES.values()),
        )  # fmt: skip


def vowels(text: _Text) -> Iterator[Made]:
    for sentence, token, word in text.single():
        reason, vform = _reason(sentence, word), token.vform
        ending, tanwin = _ENDINGS.get(vform[-1:], ("", False))
        # A diptote's fatha may stand for the genitive: that is another question.
        if (
            word.debatable
            or word.upos not in ("NOUN", "ADJ")
            or not reason
            or ending != word.feats.get("Case")
        ):
            continue
        wrong = {
            case: [vform[:-1] + sign]
            for sign, (case, double) in _ENDINGS.items()
            if double == tanwin and case != ending
        }
        yield _of(
            "vocalise", sentence, token, 0.7, [vform], wrong | {"bare": [vform[:-1]]}, vform=vform, reason=reason,
            token=strip_signs(token.form), context=strip_signs(_around(sentence, token)),
        )  # fmt: skip


_ENDINGS = {
    "\u064f": ("Nom", False), "\u064e": ("Acc", False), "\u0650": ("Gen", False),
    "\u064c": ("Nom", True), "\u064d": ("Gen", True),
}  # fmt: skip


def roots(text: _Text) -> Iterator[Made]:
    found: dict[str, tuple[str, str, Token]] = {}
    for sentence, token, word in text.words():
        root = word.misc.get("Root", "")
        if word.upos not in _CONTENT or root.count(".") != 2 or word.debatable or not _gloss(word):
            continue
        if root[-1] in "وي" and bare(word.lemma or "").endswith(("اء", "ا", "ى")):
            continue  # مساء: dictionaries have it under و and under ي
        found.setdefault(root, (f"{token.form} [{_place(token)}]", root, token))
        letters = [letter for letter in bare(word.lemma or "") if letter not in "اىآ"]
        wrong = ".".join(letters[:3])
        if len(letters) > 3 and not same("fill", wrong, root):
            told = {"word": word.form, "gloss": _gloss(word), "lemma": word.lemma, "root": root}
            yield _of("root", sentence, token, 0.3, [root], {"letters": [wrong]}, **told)
    rows = list(found.values())
    for at in range(0, len(rows) - 3, 4):
        yield from _match(text, "roots", rows[at : at + 4])


def _match(text: _Text, about: str, pairs: list[tuple[str, str, Token]]) -> Iterator[Made]:
    """Items to be matched with lettered options, if the options all differ."""
    values = list(dict.fromkeys(value for _, value, _ in pairs))
    if len(values) < len(pairs) or len(pairs) < 3:
        return
    options, letter = _lettered(text, values[0], values[1:])
    right = {str(n): letter[value] for n, (_, value, _) in enumerate(pairs, 1)}
    swapped = right | {"1": right["2"], "2": right["1"]}
    shown = ", ".join(f"{n} {item}" for n, (item, _, _) in enumerate(pairs, 1))
    answer = ", ".join(f"{item}: {value}" for item, value, _ in pairs)
    yield Made(
        _exercise(about, [right], {"swapped": [swapped]}, list=shown, answer=answer, options=options),
        about, pairs[0][2].paragraph, 0.6, frozenset(token.span[:2] for *_, token in pairs),
    )  # fmt: skip


def lemmas(text: _Text) -> Iterator[Made]:
    for sentence, token, word in text.single():
        lemma, stripped = word.lemma or "", bare(token.form).removeprefix("ال")
        if word.upos not in _CONTENT or word.debatable or fold(stripped) == fold(bare(lemma)):
            continue
        accept = [lemma, f"{lemma[:-2]}\u064d"] if lemma.endswith("\u0650ي") else [lemma]  # كَافِي، كَافٍ
        hard = 0.5 if word.upos == "VERB" else 0.3
        yield _of("lemma", sentence, token, hard, accept, {"form": [stripped]}, lemma=lemma)


def adjectives(text: _Text) -> Iterator[Made]:
    yield from _heads(text, "adjective", "amod", "near", lambda word: word.upos == "ADJ")


def subjects(text: _Text) -> Iterator[Made]:
    yield from _heads(text, "subject", "nsubj", "other", lambda word: word.upos in _NOMINAL)


def _heads(text: _Text, about: str, relation: str, idea: str, fits: Callable[[Word], bool]) -> Iterator[Made]:
    """Questions of which word belongs to which: an adjective's noun, a verb's subject; nouns near it to err with."""
    for sentence in text.document.sentences:
        holder = {word.id: token for token in sentence.tokens for word in token.words}
        for word in sentence.words:
            head = next((other for other in sentence.words if other.id == word.head), None)
            if word.deprel != relation or head is None or not fits(word) or word.debatable:
                continue
            asked, right = (word, head) if about == "adjective" else (head, word)
            if not (_sure(word) and _sure(head)) or (about == "subject" and head.upos != "VERB"):
                continue
            near = [
                other for other in sentence.words
                if other.upos in ("NOUN", "PROPN") and abs(other.id - asked.id) <= 8
                and other.form != right.form and other.id not in (asked.id, right.id) and _sure(other)
                and other.deprel not in ("flat", "flat:name", "appos", "conj") and other.head != right.id
            ]  # fmt: skip
            token = holder[asked.id]
            others = list(dict.fromkeys(other.form for other in near))[:3]
            if len(others) < 2 or not _once(sentence, token):
                continue
            options, letter = _lettered(text, right.form, others)
            wrong = {f"{idea}:{other}": [letter[other]] for other in others}
            yield _of(
                about, sentence, token, 0.1 * abs(head.id - word.id) + 0.2, [letter[right.form]], wrong,
                word=asked.form, head=right.form, options=options,
                of={f"{idea}:{other}": {"other": other} for other in others},
            )  # fmt: skip


# --- who says what ---------------------------------------------------------------------


def _told(text: _Text) -> list[tuple[Attribution, str, Span]]:
    """Attributions with a named speaker and one place of the cue."""
    talk = text.discourse
    return [
        (each, talk.speaker(each), each.cue[0])
        for each in talk.attributions
        if each.cue and each.content and (each.source or each.source_name)
    ]


def speakers(text: _Text) -> Iterator[Made]:
    told = _told(text)
    names = list(dict.fromkeys(name for _, name, _ in told))
    for each, name, cue in told:
        paragraph, first, last = each.content[0]
        inner = any(other.nested_in == each.id for other in text.discourse.attributions)
        others = [other for other in names if other != name][:2]
        if inner or last - first < 3:
            continue
        options, letter = _lettered(text, name, [*others, AUTHOR])
        wrong = {"writer": [letter[AUTHOR]]} | ({"other": [letter[o] for o in others]} if others else {})
        shown = text.document.span_text((paragraph, first, min(last, first + 9)))
        yield Made(
            _exercise(
                "speaker", [letter[name]], wrong, content=shown + (" …" if last > first + 9 else ""),
                paragraph=paragraph, cue=text.document.span_text(cue), speaker=name, options=options,
            ),
            "speaker", paragraph, 0.8 if each.nested_in else 0.3, frozenset({(cue[0], cue[1])}),
        )  # fmt: skip
    for at in range(0, len(told) - 2, 3):
        pairs = [
            (f"{text.document.span_text(cue)} [{cue[0]}.{cue[1]}]", name, text.document.token(*cue[:2]))
            for _, name, cue in told[at : at + 4]
        ]
        yield from _match(text, "cues", pairs)


def sources(text: _Text) -> Iterator[Made]:
    for each, _, cue in _told(text):
        if len(each.source) != 1 or cue[0] != each.source[0][0]:
            continue
        paragraph, first, last = each.source[0]
        named = [t for t in text.document.span_tokens(each.source[0]) if is_arabic(t.form)]
        if len(named) < 2:
            continue
        whole, plain = text.document.span_text((paragraph, first, last)), " ".join(t.form for t in named)
        # The conjunction before it may be left out: it names nobody.
        begin = named[0].words[1:] if named[0].words[0].upos == "CCONJ" else named[0].words
        bald = " ".join(["".join(word.form for word in begin), *(t.form for t in named[1:])])
        wrong: dict[str, list[Any]] = {"first": [named[0].form]}
        if cue[2] + 1 == first:
            wrong["cue"] = [text.document.span_text((paragraph, cue[1], last))]
        if len(named) > 2:
            wrong["part"] = [" ".join(t.form for t in part) for part in (named[:-1], named[1:])]
        yield Made(
            _exercise(
                "source", list(dict.fromkeys([plain, whole, bald])), wrong, cue=text.document.span_text(cue),
                place=f"{cue[0]}.{cue[1]}", source=whole,
            ),
            "source", paragraph, 0.5, frozenset({(cue[0], cue[1])}),
        )  # fmt: skip


# --- counting, ordering, writing -------------------------------------------------------


def orders(text: _Text) -> Iterator[Made]:
    by_size: dict[int, list[Token]] = {}
    for _, token in text.tokens():
        by_size.setdefault(len(token.words), []).append(token)
    for row in zip(*(by_size[size] for size in sorted(by_size)), strict=False):
        if len(row) < 3:
            return
        shown = list(row)
        text.chance.shuffle(shown)
        letter = {id(token): name for token, name in zip(shown, "abcd", strict=False)}
        right = [letter[id(token)] for token in row]
        yield Made(
            _exercise(
                "order", [right], {"reversed": [right[::-1]], "swapped": [[right[1], right[0], *right[2:]]]},
                list=", ".join(f"{letter[id(t)]} {t.form} [{_place(t)}]" for t in shown),
                answer=", ".join(" + ".join(w.form for w in t.words) for t in row),
            ),
            "order", row[0].paragraph, 0.4, frozenset(t.span[:2] for t in row),
        )  # fmt: skip


def counts(text: _Text) -> Iterator[Made]:
    for number, sentences in enumerate(text.document.paragraphs, 1):
        tokens = [token for sentence in sentences for token in sentence.tokens if is_arabic(token.form)]
        begin = [token for token in tokens if bare(token.form)[:1] in ("و", "ف")]
        real = [
            token for token in begin if len(token.words) > 1 and token.words[0].upos in ("CCONJ", "SCONJ")
        ]
        if not real or len(begin) == len(real) or not all(_sure(word) for t in begin for word in t.words):
            continue
        told = "، ".join(token.form for token in real)
        yield Made(
            _exercise("count", [len(real)], {"letters": [len(begin)]}, paragraph=number, answer=f"{len(real)}: {told}"),
            "count", number, 0.3,
        )  # fmt: skip


def written(text: _Text) -> Iterator[Made]:
    for each in text.discourse.attributions:
        if each.cue and each.content and 8 <= each.content[0][2] - each.content[0][1] <= 40:
            sentence = text.document.sentence_of(text.document.token(*each.cue[0][:2]))
            model = sentence.text_en or "(The teacher adds a model answer here.)"
            yield Made(
                _exercise("translate", [model], {}, sentence=sentence.text), "written", each.cue[0][0], 0.6
            )
    yield Made(_exercise("retell", ["(The teacher adds a model answer here.)"], {}), "written", 0, 1.0)


MAKERS: tuple[Callable[[_Text], Iterator[Made]], ...] = (
    cuts, uncut, tags, readings, cases, vowels, roots, lemmas, adjectives, subjects, speakers, sources, orders,
    counts, written,
)  # fmt: skip
