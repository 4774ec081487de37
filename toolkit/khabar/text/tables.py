"""Arabic as a page should show it: its faces, and its tables."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from khabar.text.labels import BETWEEN, CAMEL, COLUMNS, DEPRELS, DOUBTFUL, FEATURES, GLOSSES, SOURCES, UPOS
from khabar.text.script import is_arabic

if TYPE_CHECKING:
    import pandas
    from pandas.io.formats.style import Styler

# Naskh faces first, from the most readable when vocalised; the last is matplotlib's own,
# so that there is always one that has every Arabic letter.
FACES = (
    "Amiri", "Scheherazade New", "Noto Naskh Arabic", "Sakkal Majalla", "Traditional Arabic",
    "Geeza Pro", "Arabic Typesetting", "Times New Roman", "DejaVu Sans",
)  # fmt: skip
CSS = ", ".join(f'"{face}"' for face in FACES) + ", serif"


_LATIN = re.compile("[A-Za-z]")
_LONG = 24  # letters: a longer cell keeps a width at which it can be read, and the table is scrolled instead
# An Arabic passage in a line of English: what stands between its words, its own numbers, quotation marks and brackets.
# A bracket that is opened or closed outside of it belongs to the English.
_FIRST = r'["]?[\u0620-\u065f\u0670-\u06ff]'
_INSIDE = (
    r'[\u0600-\u06ff\u0750-\u077f\u200d\s+.:"…]|[·-](?=[\s(]?[\u0620-\u06ff])'
    r'|[0-9]+(?:[.,/:][0-9]+)*%?(?=\s["«(]?[\u0620-\u06ff])'
)
_BRACKETS = (
    rf"\((?:(?:[0-9.,]+\s)?{_FIRST}(?:{_INSIDE}|«(?:{_INSIDE})*»)*|[0-9.,:/]+(?=\)\s[\u0620-\u06ff]))\)"
)
_QUOTED = rf"«(?:… ?)?{_FIRST}(?:{_INSIDE}|{_BRACKETS})*»"
_PASSAGE = re.compile(
    rf"(?:… ?)?(?:{_FIRST}|{_QUOTED}|{_BRACKETS}(?=\s?[\u0620-\u06ff]))(?:{_INSIDE}|{_BRACKETS}|{_QUOTED})*"
)


def marked_up(text: str) -> str:
    """``text`` as HTML: everything escaped, passages of Arabic isolated and set as Arabic."""
    html, done = "", 0
    for match in _PASSAGE.finditer(text):
        start, core = match.start(), match.group().rstrip(" +.:\n")
        if core.count('"') % 2:
            # The mark at its edge belongs to the English around it.
            start += core.startswith('"')
            core = core.removeprefix('"') if core.startswith('"') else core.rstrip('"')
        html += f'{escape(text[done:start])}<bdi lang="ar" dir="rtl">{escape(core)}</bdi>'
        done = start + len(core)
    return html + escape(text[done:])


def right_to_left(table: pandas.DataFrame, precision: int = 6) -> Styler:
    """``table`` for display: its first column on the right, its cells from the right, Arabic in a
    Naskh face at a readable size. What the cells hold is text, never HTML; ``precision``: decimals of a number.

    Example:
        >>> page = right_to_left(khabar.family("ق.و.ل")).to_html()
        >>> 'dir="rtl"' in page
        True
    """
    return _styled(table, precision).set_table_attributes('lang="ar" dir="rtl"')


def _cell(value: Any, precision: int) -> str:
    """A cell as HTML: text escaped; of English with Arabic in it the Arabic is isolated, so that what stands beside
    it (a number, a bracket) keeps its place."""
    if isinstance(value, str):
        page = marked_up(value) if _LATIN.search(value) else escape(value)
        return (
            f'<div style="min-width: 11em; unicode-bidi: plaintext">{page}</div>'
            if len(value) > _LONG
            else page
        )
    return f"{value:.{precision}f}" if isinstance(value, float) else escape(str(value))


def _styled(table: pandas.DataFrame, precision: int = 6) -> Styler:
    return (
        table.style.format(lambda value: _cell(value, precision), na_rep="")
        .format_index(escape="html", axis="index")
        .format_index(escape="html", axis="columns")
        .set_table_styles(
            [
                {
                    "selector": "td, tbody th",
                    "props": f"font-family: {CSS}; font-size: 1.25em; line-height: 1.7",
                },
                {
                    "selector": "td, th",
                    "props": "text-align: start; unicode-bidi: plaintext; white-space: normal",
                },
            ]
        )
    )


def in_words(table: pandas.DataFrame) -> pandas.DataFrame:
    """``table`` with words for codes, in headings and cells: parts of speech, features, relations, CAMeL's values
    and the abbreviations of its glosses. What is no code stays as it is; the table given is not changed.

    Example:
        >>> in_words(pandas.DataFrame({"form": ["قال"], "upos": ["VERB"]})).iloc[0].tolist()
        ['قال', 'verb']
    """
    told = table.copy()
    for name in map(str, told.columns):
        told[name] = [_word(name.removesuffix(" of head"), value) for value in told[name]]
    return told.rename(columns=_heading)


def _heading(name: str) -> str:
    base = name.removesuffix(" of head")
    return COLUMNS.get(base, base) + name[len(base) :]


def _word(column: str, value: Any) -> Any:
    if not isinstance(value, str):
        return "" if value is None or value != value else value
    if column in ("upos", "deprel"):
        return {"upos": UPOS, "deprel": DEPRELS}[column].get(value, (value,))[0]
    if column in ("source", "analysis_source"):
        return SOURCES.get({"lex": "lexicon"}.get(value, value), (value,))[0]
    if column == "Why":
        return doubt_in_words(value)
    if column in ("gloss", "Gloss", "stemgloss"):
        return gloss_in_words(value)
    if column in CAMEL:
        return CAMEL[column].get(value, value)
    return FEATURES.get(f"{column}={value}", (value,))[0]


def doubt_in_words(why: str) -> str:
    """What is not certain of a word, in a sentence; what is no code of ours stays as it is.

    >>> doubt_in_words("case:lexicon/vowels")
    'Its case: the lexicon and the model of vowels do not agree.'
    """
    what, _, between = why.partition(":")
    if why == "word:unknown":
        return "The lexicon does not know this word."
    return f"{DOUBTFUL[what]}: {BETWEEN[between]}." if what in DOUBTFUL and between in BETWEEN else why


def gloss_in_words(gloss: str) -> str:
    """A gloss of CAMeL's in words: "stop;stand+he;it_<verb>" is "stop; stand + he; it"."""

    def bracket(match: re.Match[str]) -> str:
        words = [GLOSSES.get(part, part) for part in match[1].strip(".").split(".")]
        return f" ({' '.join(filter(None, words))})"

    gloss = re.sub(r"_?<[^>]*>", "", gloss)
    gloss = re.sub(r"\+?\[([^\]]*)\]", bracket, gloss)
    return re.sub(r"\s*\+\s*", " + ", gloss.replace(";", "; ")).replace("_", " ").strip()


def in_lessons() -> None:
    """From now on each table that a notebook shows is whole, and one that holds Arabic runs from the right, in a
    Naskh face. Does nothing outside a notebook."""
    import pandas
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell and shell.display_formatter:
        html = shell.display_formatter.formatters["text/html"]
        html.for_type(pandas.DataFrame, _html)
        html.for_type_by_name("pandas.io.formats.style", "Styler", _shown)


# In both languages of the course, as a table's headings are in one.
_EMPTY = (
    "<p>This table has no rows: there is nothing of this kind here. "
    '<bdi lang="ar" dir="rtl">لا صفوف في هذا الجدول: ليس هنا شيء من هذا.</bdi> ({})</p>'
)


def _empty(columns: Any) -> str:
    """What a table without rows would have told, so that nobody takes its head for a fault."""
    return _EMPTY.format(" · ".join(f"<bdi>{escape(str(name))}</bdi>" for name in columns))


def _html(table: pandas.DataFrame) -> str | None:
    if not len(table):
        return _empty(table.columns)
    if len(table) > 100 or not (table.index.is_unique and table.columns.is_unique):
        return None  # pandas' own, which leaves rows out and says so
    cells = [*table.index, *(value for name in table.columns for value in table[name])]
    arabic = any(isinstance(value, str) and is_arabic(value) for value in cells)
    return _shown(right_to_left(table, 3) if arabic else _styled(table, 3))


def _shown(table: Styler) -> str:
    """Where there is no room for the whole, its beginning is seen, which in Arabic is on the right."""
    if not len(table.index):
        return _empty(table.columns)
    page = table.to_html()
    direction = "rtl" if 'dir="rtl"' in page else "ltr"
    style = "overflow-x: auto; width: fit-content; max-width: 100%"
    return f'<div class="khabar-wide" dir="{direction}" style="{style}">{page}</div>'
