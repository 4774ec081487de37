"""Turn an annotator's discourse file (plain JSON with [paragraph, first, last] spans) into the
W3C Web Annotation page that the package ships, checking every span against the text.

    python toolkit/annotation/discourse.py IN.json OUT.json
"""

import json
import sys
from pathlib import Path
from typing import Any

import khabar
from khabar.document import Span
from khabar.interpret import Attribution, Discourse, Entity, Event, Mention, Rhetoric


def spans(value: Any) -> list[Span]:
    """One span or a list of spans, as a list."""
    if not value:
        return []
    return [tuple(value)] if isinstance(value[0], int) else [tuple(span) for span in value]


def attribution(raw: dict[str, Any]) -> Attribution:
    via = raw.get("via") or {}
    return Attribution(
        raw["id"], spans(raw["source"]), spans(raw["cue"]), spans(raw["content"]), raw["mode"],
        source_name=raw.get("source_canonical"), nested_in=raw.get("nested_in"),
        via=via.get("name_en"), via_span=spans(via.get("span")), speech_act=raw["speech_act"],
        stance=raw["stance"], cue_type=raw.get("cue_type"), date=raw.get("date"),
        explanation=raw.get("explanation_en"), note=raw.get("note"),
    )  # fmt: skip


def event(raw: dict[str, Any]) -> Event:
    roles: dict[str, list[Span]] = {}
    for participant in raw.get("participants", []):
        roles.setdefault(participant["role"], []).extend(spans(participant["span"]))
    return Event(
        raw["id"], spans(raw["trigger"]), time=raw.get("time"), factuality=raw["factuality"],
        reporter=raw.get("reporter"), attribution=raw.get("attribution"), note=raw.get("note"), **roles,
    )  # fmt: skip


def read(path: Path, document: khabar.Document) -> Discourse:
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Discourse(
        document,
        [attribution(item) for item in raw["attributions"]],
        [
            Entity(e["id"], spans(e["span"]), e["type"], e["canonical_en"], e.get("canonical_ar"), e.get("iso"), e.get("note"))
            for e in raw["entities"]
        ],
        [
            Mention(f"m{n:02d}", spans(m["span"]), m["refers_to"] if isinstance(m["refers_to"], list) else [m["refers_to"]], m.get("note"))
            for n, m in enumerate(raw.get("mentions", []), 1)
        ],
        [event(item) for item in raw["events"]],
        [
            Rhetoric(r["id"], spans(r["span"]), r["type"], r.get("explanation_en"), r.get("explanation_ar"), r.get("whose"), r.get("note"))
            for r in raw["rhetoric"]
        ],
    )  # fmt: skip


def main() -> None:
    source, target = map(Path, sys.argv[1:3])
    page = read(source, khabar.article()).to_jsonld()
    target.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
