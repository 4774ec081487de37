"""Lessons out of annotated texts: a reader page, a glossary, a handout to print, a lesson notebook, a first page.

What a page looks like is in the templates of ``data/course`` (Jinja2).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from khabar.course import maker
from khabar.course.corrections import doubt, opened
from khabar.course.draft import said
from khabar.course.grading.build import GRADES, Exercise
from khabar.course.grading.course import release
from khabar.course.making.made import closed, gloss
from khabar.discourse.model import Discourse, Entity
from khabar.morphology.camel import disambiguator
from khabar.text.document import BY_PERSON, Document, Sentence, Token, Word, join
from khabar.text.errors import KhabarError
from khabar.text.labels import UPOS
from khabar.text.script import bare, composed, is_arabic
from khabar.text.tables import CSS, marked_up

# A course of exercises where there is none yet; each solution cell says itself what to replace.
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "khabar"
c.ClearSolutions.code_stub = {"python": ""}
c.ClearSolutions.text_stub = "(Write your answer here instead of this line.)"
c.ClearSolutions.enforce_metadata = True
"""
TEMPLATES = Path(__file__).parents[1] / "data" / "course"
# What need not be glossed, by grade: a lemma of this share at least (a logarithm, to ten). The lexicon's bands are at
# -2.7 (وزير), -3.4 (قانون), -4.0 (جولة), -4.5 (عائق).
_RARE = dict(zip(GRADES, (-3.4, -4.0, -4.5), strict=True))
_CONTENT = ("NOUN", "VERB", "ADJ", "ADV")
_HEADLINE = 90  # letters: a longer beginning of a text is cut to be its title
_GOES_ON = ("ADP", "CCONJ", "SCONJ", "PART", "DET", "AUX", "PUNCT")  # no title ends with one
_CLOSES, _OPENS = frozenset("،؛:.؟!…»)]”,;?%٪"), ("«", "(", "[", "“")

Names = dict[tuple[int, int], Entity]
"""The named entity in which a token stands, by paragraph and position."""


def make(
    files: Iterable[Path | str],
    out: Path,
    *,
    grade: str = "intermediate",
    questions: int = 20,
    course: Path | None = None,
) -> Path:
    """Write a course on texts into the folder ``out``: for each file a folder with ``reader.html``,
    ``glossary.html``, ``handout.html``, ``lesson.ipynb`` and its annotation; its first page, which is returned. What was
    made in the folder before stays on its first page.

    Args:
        files: texts, or CoNLL-U as the desk keeps it.
        grade: for whom: what is glossed and how hard the handout's questions are.
        course: a folder of exercises: the handout's questions become assignments there, and are released.

    Raises:
        KhabarError: a file that cannot be read, two of one name, or a folder that cannot be written.
    """
    if grade not in GRADES:
        raise KhabarError(f"There is no grade {grade!r}: choose one of {', '.join(GRADES)}.")
    texts: list[dict[str, Any]] = []
    for file in files:
        document, talk = opened(file)
        name = Path(file).stem
        if name in [text["name"] for text in texts]:
            raise KhabarError(f"Two texts are named {name}: rename one.")
        told = _told(name, document, talk, grade, questions)
        _write(
            out / name, {page: _page(page, told) for page in ("reader.html", "glossary.html", "handout.html")}
        )
        kept = {
            f"{name}.conllu": document.to_conllu(),
            f"{name}.jsonld": json.dumps(talk.to_jsonld(), ensure_ascii=False, indent=1) + "\n",
        }
        _write(out / name, kept | {"lesson.ipynb": lesson(document, talk, f"{name}.conllu", grade=grade)})
        texts.append(told)
        if course and told["assignment"]:
            maker.save(told["assignment"], course)
    texts = [*_made_before(out, {text["name"] for text in texts}), *texts]
    title = "A course of " + ("one text" if len(texts) == 1 else f"{len(texts)} texts")
    if course:
        released = [text["name"] for text in texts if text.get("assignment")]
        if not (course / "nbgrader_config.py").exists():
            _write(course, {"nbgrader_config.py": CONFIG})
        if released:
            release(course, released)
    _write(out, {"index.html": _page("index.html", {"title": title, "texts": texts})})
    return out / "index.html"


def lesson(
    document: Document,
    talk: Discourse,
    file: str,
    *,
    grade: str = "intermediate",
    heading: str = "",
    about: str = "",
) -> str:
    """A lesson notebook on a text, which it opens as ``file``; as JSON."""
    asked = [
        token.span[:2]
        for token in document.tokens
        if token.is_multiword and len(token.form) > 3 and is_arabic(token.form)
    ]
    sentence = max(range(len(document.sentences)), key=lambda n: _fit(document.sentences[n]))
    told = {
        "heading": heading or _title(document), "about": about, "file": json.dumps(file, ensure_ascii=False),
        "cut": asked[:: max(1, len(asked) // 8)][:8] or [document.tokens[0].span[:2]], "sentence": sentence,
        "told": _is_told(document.sentences[sentence]), "glossary": _glossary(document, grade, _names(talk)),
    }  # fmt: skip
    source = _environment(escape=False).get_template("lesson.md").render(told)
    cells: list[dict[str, Any]] = []
    for n, (kind, text) in enumerate(re.findall(r"%% (\w+)\n(.*?)(?=^%% |\Z)", source, re.S | re.M)):
        cell: dict[str, Any] = {
            "id": f"c{n:02d}",
            "metadata": {},
            "source": text.strip().splitlines(keepends=True),
        }
        if kind == "prose":
            cell = {"cell_type": "markdown", **cell}
        else:
            cell = {"cell_type": "code", "execution_count": None, **cell, "outputs": []}
            cell["metadata"] = {"tags": [kind]}
            if kind == "reading":
                cell["metadata"] = {"jupyter": {"source_hidden": True}, "tags": [kind]}
        cells.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "cells": cells, "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}}, "nbformat": 4,
        "nbformat_minor": 5,
    }  # fmt: skip
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _environment(*, escape: bool = True) -> Any:
    try:
        import jinja2
    except ImportError:
        raise KhabarError("Pages are made with Jinja2: run `pip install 'khabar[lab]'`.") from None
    from markupsafe import Markup

    made = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=escape)
    made.filters["bdi"] = lambda text: Markup(marked_up(str(text)))
    return made


def _page(template: str, told: dict[str, Any]) -> str:
    return str(_environment().get_template(template).render(told | {"fonts": CSS})) + "\n"


def _told(name: str, document: Document, talk: Discourse, grade: str, wanted: int) -> dict[str, Any]:
    """What the pages tell of a text."""
    names = _names(talk)
    glossary = _glossary(document, grade, names)
    try:
        assignment = maker.make(document, talk, name=name, grade=grade, questions=wanted)
    except KhabarError:
        assignment = None  # nothing in it is certain: a page without questions is still a page
    return {
        **_named(name, document), "grade": grade, "glossary": glossary,
        "paragraphs": [_paragraph(n, each, talk, glossary, names) for n, each in enumerate(document.paragraphs, 1)],
        "questions": [_question(exercise) for exercise in (assignment.exercises if assignment else [])],
        "assignment": assignment, "doubtful": any(doubt(word) in (0, 1) for word in document.words),
    }  # fmt: skip


def _named(name: str, document: Document) -> dict[str, Any]:
    """What the first page tells of a text."""
    words = [word for word in document.words if word.upos != "PUNCT"]
    looked = sum(word.source in BY_PERSON for word in words)
    return {"name": name, "title": _title(document), "words": len(words), "looked": looked}


def _made_before(out: Path, now: set[str]) -> list[dict[str, Any]]:
    """What the first page tells of the texts that were made in a folder before, but those that are made now."""
    folders = sorted(page.parent for page in out.glob("*/reader.html"))
    kept = [(each.name, each / f"{each.name}.conllu") for each in folders if each.name not in now]
    return [_named(name, Document.from_conllu(file)) for name, file in kept if file.exists()]


def _title(document: Document) -> str:
    """The headline; of a text without one its first words, as far as a phrase goes."""
    sentences = document.paragraphs[0]
    for tokens in ([token for each in sentences for token in each.tokens], sentences[0].tokens):
        if len(head := join(tokens)) <= _HEADLINE:
            return head.rstrip(" .")
    shown = [token for n, token in enumerate(tokens) if len(join(tokens[: n + 1])) <= _HEADLINE * 2 // 3]
    while len(shown) > 1 and _goes_on(shown[-1].words[-1]):
        shown.pop()
    return closed(join(shown)) + " …"


def _goes_on(word: Word) -> bool:
    """Whether a phrase cannot end with a word: it governs, joins or is the first part of a construct."""
    relative = word.feats.get("PronType") == "Rel"
    return word.upos in _GOES_ON or relative or word.feats.get("Definite") == "Cons"


def _names(talk: Discourse) -> Names:
    """Where names stand; an organisation without a name in English is told by its words (جامعة الدول العربية)."""
    named = [each for each in talk.entities if each.type != "DATE" and (each.type != "ORG" or _english(each))]
    return {
        (paragraph, at): entity
        for entity in named
        for paragraph, first, last in entity.span
        for at in range(first, last + 1)
    }


def _english(entity: Entity) -> str:
    return "" if is_arabic(entity.name or "") else entity.name or ""


def _paragraph(
    number: int, sentences: list[Sentence], talk: Discourse, glossary: list[dict[str, Any]], names: Names
) -> dict[str, Any]:
    tokens = [token for sentence in sentences for token in sentence.tokens]
    lemmas = {word.lemma for token in tokens for word in token.words}
    return {
        "units": [_unit(unit, names) for unit in _units(tokens)],
        "english": [sentence.text_en for sentence in sentences if sentence.text_en],
        "irab": [(w.vform, w.misc["I3rab"]) for t in tokens for w in t.words if w.misc.get("I3rab")],
        "said": [
            {
                "who": talk.speaker(each), "cue": talk.text(each.cue), "what": talk.text(each.content),
                "person": each.provenance in BY_PERSON, "arabic": not re.search("[A-Za-z]", talk.speaker(each)),
            }
            for each in talk.attributions
            if each.content and each.content[0][0] == number
        ],
        "glosses": [e for e in glossary if e["lemma"] in lemmas and e["place"].split(".")[0] == str(number)],
    }  # fmt: skip


def _units(tokens: list[Token]) -> list[list[Token]]:
    """Tokens that no line parts: a word and the marks beside it."""
    units: list[list[Token]] = []
    for token in tokens:
        last = units[-1][-1] if units else None
        if last and (not last.space_after or last.form in _OPENS or _CLOSES.issuperset(token.form)):
            units[-1].append(token)
        else:
            units.append([token])
    return units


def _unit(tokens: list[Token], names: Names) -> dict[str, Any]:
    told: list[dict[str, Any]] = [
        {
            "form": token.form, "vform": token.vform, "space": token.space_after, "number": token.position,
            "gloss": " + ".join(filter(None, (_gloss(token, word, names) for word in token.words))),
            "unsure": any(doubt(word) in (0, 1) for word in token.words),
        }
        for token in tokens
    ]  # fmt: skip
    return {
        "tokens": told, "space": tokens[-1].space_after, "unsure": any(each["unsure"] for each in told),
        "gloss": " · ".join(each["gloss"] for each in told if each["gloss"]),
    }  # fmt: skip


def _gloss(token: Token, word: Word, names: Names) -> str:
    """What a word means; "" of one that the lexicon does not know. In a name it means what is named: its own name in
    English (Tunisia) or that of the whole where it begins, and no common noun (الجزائر is no island)."""
    found = gloss(word)
    if found == "no analysis":
        found = ""
    entity = names.get(token.span[:2])
    if not (entity or word.upos == "PROPN") or found[:1].isupper() or word.upos not in (*_CONTENT, "PROPN"):
        return found
    return _english(entity) if entity and token.span[:2] == entity.span[0][:2] else ""


def _glossary(document: Document, grade: str, names: Names) -> list[dict[str, Any]]:
    """The words beyond a grade: lemma, meaning and where it stands first; the commonest in the text first, of those
    the rarest elsewhere; no names."""
    counts = Counter(word.lemma for word in document.words)
    found: dict[str, dict[str, Any]] = {}
    elsewhere: dict[str, float] = {}
    for token in document.tokens:
        for word in token.words:
            lemma = word.lemma or ""
            if (
                word.upos not in _CONTENT
                or token.span[:2] in names
                or not (means := _gloss(token, word, names))
            ):
                continue
            unsure = doubt(word) in (0, 1)
            if lemma in found:
                found[lemma]["unsure"] &= unsure
                continue
            found_in = disambiguator().light_candidates(bare(token.form)).analyses
            known = [float(each["pos_lex_logprob"]) for each in found_in if composed(each["lex"]) == lemma]
            if known and max(known) >= _RARE[grade]:
                continue
            elsewhere[lemma] = max(known, default=-99.0)
            found[lemma] = {
                "lemma": lemma, "gloss": means, "pos": UPOS[word.upos][0], "root": word.misc.get("Root", ""),
                "count": counts[lemma], "form": token.form, "place": f"{token.paragraph}.{token.position}",
                "at": token.position, "unsure": unsure,
            }  # fmt: skip
    return sorted(found.values(), key=lambda entry: (-entry["count"], elsewhere[entry["lemma"]]))


def _question(exercise: Exercise) -> dict[str, Any]:
    right = said(exercise.kind, exercise.accept[0])
    lines = 8 if exercise.kind == "written" else 1
    return {
        "prompt": exercise.prompt, "options": exercise.options, "answer": right, "why": exercise.why, "lines": lines,
    }  # fmt: skip


def _fit(sentence: Sentence) -> tuple[bool, int]:
    """How well a sentence serves as the lesson's: with a tree, of a length that fits the screen."""
    return _is_told(sentence), -abs(len(sentence.words) - 16)


def _is_told(sentence: Sentence) -> bool:
    return sum(word.deprel == "dep" for word in sentence.words) <= len(sentence.words) // 10


def _write(folder: Path, pages: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise KhabarError(f"{folder} cannot be written ({error.strerror}): choose another folder.") from None
