"""Documents for other programs: CoNLL-U, TEI, Web Annotation, tables, UIMA CAS, brat, glosses."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from khabar.corpus.gloss import to_html, to_latex
from khabar.discourse.model import Discourse
from khabar.text.errors import KhabarError

CAS_TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
CAS_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
CAS_SPAN = "webanno.custom.Khabar"


def to_brat(discourse: Discourse) -> tuple[str, str]:
    """The text and its stand-off annotation: a text-bound line for each span, relations from cues to
    sources and contents, attributes for mode and stance. Offsets are characters of the text."""
    lines: list[str] = []
    counts = {"T": 0, "R": 0, "A": 0}
    text, offsets = discourse.document.text, discourse.document.offsets

    def line(letter: str, rest: str) -> str:
        counts[letter] += 1
        lines.append(f"{letter}{counts[letter]}\t{rest}")
        return f"{letter}{counts[letter]}"

    def bound(kind: str, spans: list[Any]) -> str:
        places = [(offsets[p, first][0], offsets[p, last][1]) for p, first, last in spans]
        quoted = " ".join(text[start:end] for start, end in places)
        return line("T", f"{kind} {';'.join(f'{start} {end}' for start, end in places)}\t{quoted}")

    for each in discourse.attributions:
        if not each.cue:
            continue
        cue = bound("Cue", each.cue)
        for kind, spans in (("Source", each.source), ("Content", each.content)):
            if spans:
                line("R", f"{kind} Arg1:{cue} Arg2:{bound(kind, spans)}")
        line("A", f"Mode {cue} {each.mode}")
        if each.stance:
            line("A", f"Stance {cue} {each.stance}")
    for entity in discourse.entities:
        bound(entity.type, entity.span)
    for event in discourse.events:
        line("A", f"Factuality {bound('Event', event.trigger)} {event.factuality}")
    return text, "".join(f"{each}\n" for each in lines)


def to_cas(discourse: Discourse) -> str:
    """A UIMA CAS in JSON, as INCEpTION reads it: sentences, tokens, and a span layer with what it is
    (Source, Cue, Content, names, events) and its value."""
    from cassis import Cas, TypeSystem

    types = TypeSystem()
    token_type = types.create_type(CAS_TOKEN)
    sentence_type = types.create_type(CAS_SENTENCE)
    span_type = types.create_type(CAS_SPAN)
    for feature in ("lemma", "upos"):
        types.create_feature(token_type, feature, "uima.cas.String")
    for feature in ("kind", "value", "item"):
        types.create_feature(span_type, feature, "uima.cas.String")
    cas = Cas(types)
    document = discourse.document
    cas.sofa_string, cas.sofa_mime = document.text, "text/plain"
    offsets = document.offsets
    for sentence in document.sentences:
        first, last = sentence.tokens[0], sentence.tokens[-1]
        begin, end = offsets[first.paragraph, first.position][0], offsets[last.paragraph, last.position][1]
        cas.add(sentence_type(begin=begin, end=end))
        for token in sentence.tokens:
            begin, end = offsets[token.paragraph, token.position]
            lemma, upos = (
                " ".join(getattr(w, name) or "_" for w in token.words) for name in ("lemma", "upos")
            )
            cas.add(token_type(begin=begin, end=end, lemma=lemma, upos=upos))

    def add(kind: str, spans: list[Any], item: str, value: str | None) -> None:
        for paragraph, first, last in spans:
            begin, end = offsets[paragraph, first][0], offsets[paragraph, last][1]
            cas.add(span_type(begin=begin, end=end, kind=kind, value=value or "", item=item))

    for each in discourse.attributions:
        add("Source", each.source, each.id, each.source_name)
        add("Cue", each.cue, each.id, each.stance)
        add("Content", each.content, each.id, each.mode)
    for entity in discourse.entities:
        add(entity.type, entity.span, entity.id, entity.name)
    for event in discourse.events:
        add("Event", event.trigger, event.id, event.factuality)
    return str(cas.to_json())


def _page(discourse: Discourse) -> str:
    sentences = "".join(to_html(sentence) for sentence in discourse.document.sentences)
    title = escape(discourse.document.id or "text")
    return f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>{title}</title>{sentences}</html>'


Writer = Callable[[Discourse], dict[str, str]]
# Format: the files of one document, by their ending.
WRITERS: dict[str, Writer] = {
    "conllu": lambda d: {".conllu": d.document.to_conllu()},
    "csv": lambda d: {".csv": d.document.to_frame().to_csv(index=False)},
    "tei": lambda d: {".xml": d.document.to_tei()},
    "webannotation": lambda d: {".jsonld": json.dumps(d.to_jsonld(), ensure_ascii=False, indent=1) + "\n"},
    "cas": lambda d: {".json": to_cas(d)},
    "brat": lambda d: dict(zip((".txt", ".ann"), to_brat(d), strict=True)),
    "gloss-latex": lambda d: {".tex": "\n".join(map(to_latex, d.document.sentences))},
    "gloss-html": lambda d: {".html": _page(d)},
}


def write(discourse: Discourse, name: str, folder: Path, format: str) -> list[Path]:
    """Write one document in a format; the files that were written.

    Raises:
        KhabarError: there is no such format.
    """
    if format not in WRITERS:
        raise KhabarError(f"There is no format {format!r}: choose one of {', '.join(WRITERS)}, parquet.")
    written = []
    for ending, text in WRITERS[format](discourse).items():
        path = folder / f"{name}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
