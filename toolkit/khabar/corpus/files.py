"""What one file holds: its encoding, its kind, its main text, and whether that is Arabic.

Whatever was done is told; what cannot be read right is refused with the reason.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from khabar.text.document import Document
from khabar.text.errors import ConlluError, TextError
from khabar.text.script import is_arabic

ENCODINGS = ["utf_8", "cp1256", "utf_16_le", "utf_16_be", "iso8859_6"]
_TEI = "{http://www.tei-c.org/ns/1.0}"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)


def _grammar() -> dict[str, str]:
    """Words of grammar with their language, from ``data/languages.tsv``."""
    table = (Path(__file__).parents[1] / "data" / "languages.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in table.splitlines()[1:])


# Words of grammar tell the languages of the script apart, and the right order of letters from the reverse.
_ARABIC = frozenset(word for word, language in _grammar().items() if language == "ar")
_OTHER = frozenset(_grammar()) - _ARABIC
_REVERSED = frozenset(word[::-1] for word in _ARABIC)


@dataclass
class Content:
    """A file's text (or, of CoNLL-U, its annotation), and what was done to get at it."""

    text: str
    encoding: str
    kind: str
    done: list[str] = field(default_factory=list)
    document: Document | None = None
    meta: dict[str, str] = field(default_factory=dict)


def content(name: str, data: bytes) -> Content:
    """The content of a file by its name's ending.

    Raises:
        TextError: the file is empty, broken, of an unknown kind, or not Arabic.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending not in _READERS:
        raise TextError(f"Files ending in {ending or 'nothing'} are not read: give {', '.join(_READERS)}.")
    if not data.strip():
        raise TextError("The file is empty.")
    found = _READERS[ending](data)
    if found.document is None:
        found.text = unicodedata.normalize("NFC", found.text).strip()
        _check(found.text)
    return found


def decode(data: bytes, declared: str | None = None) -> tuple[str, str, list[str]]:
    """A text, its encoding and what was done about it.

    A mark at the beginning counts, then UTF-8, then what the page declares, then what
    ``charset-normalizer`` finds likeliest; a file of lines in two encodings is read line by line.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding, []
            except UnicodeDecodeError:
                raise TextError(f"The file begins as {encoding} and is broken further on.") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            return text, "utf-8", []
    if mixed := _line_by_line(data):
        return mixed
    likeliest = _detected(data, declared)
    if likeliest is None:
        raise TextError("The file is no text in any encoding of Arabic: save it as UTF-8.")
    return data.decode(likeliest), likeliest, [f"read as {likeliest}"]


def _line_by_line(data: bytes) -> tuple[str, str, list[str]] | None:
    """Lines of UTF-8 with letters of more than one byte beside others, if there are such."""
    if b"\0" in data:
        return None
    lines, others, utf8 = [], 0, 0
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
            utf8 += not line.isascii()
        except UnicodeDecodeError:
            try:
                lines.append(line.decode("cp1256"))
            except UnicodeDecodeError:
                return None
            others += 1
    if not utf8 or not others:
        return None
    return "\n".join(lines), "utf-8 + cp1256", [f"{others} lines were windows-1256, the others UTF-8"]


def _detected(data: bytes, declared: str | None) -> str | None:
    from charset_normalizer import from_bytes

    candidates: list[str] = [declared] if declared else []
    candidates += [
        match.encoding for match in from_bytes(data, cp_isolation=ENCODINGS, preemptive_behaviour=False)
    ]
    best: tuple[float, str] | None = None
    for encoding in dict.fromkeys([*candidates, *ENCODINGS[1:]]):
        try:
            text = data[:100_000].decode(encoding, errors="ignore")
            data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        words = text.split()
        known = sum(word in _ARABIC for word in words)
        strange = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\r\n\t" for c in text)
        score = known / max(len(words), 1) - 5 * strange / max(len(text), 1)
        if any(map(is_arabic, words)) and strange < len(text) / 50 and (best is None or score > best[0]):
            best = score, encoding
    return best and best[1]


def _check(text: str) -> None:
    words = re.findall(r"[^\W\d_]+", text)
    arabic = [word for word in words if is_arabic(word)]
    if not words:
        raise TextError("The file holds no word.")
    if len(arabic) < len(words) / 4:
        raise TextError(
            f"Only {len(arabic)} of {len(words)} words are in Arabic letters: khabar reads Arabic."
        )
    other, ours = (sum(map(known.__contains__, arabic)) for known in (_OTHER, _ARABIC))
    if other > 2 and other > ours:
        raise TextError("The text is in Arabic letters and looks like Persian or Urdu: khabar reads Arabic.")


def _plain(data: bytes) -> Content:
    text, encoding, done = decode(data)
    return Content(text, encoding, "text", done)


def _html(data: bytes) -> Content:
    import trafilatura

    declared = _CHARSET.search(data[:4000])
    text, encoding, done = decode(data, declared and declared[1].decode("ascii"))
    found: Any = trafilatura.bare_extraction(
        text, with_metadata=True, include_comments=False, favor_precision=True
    )
    main = found.text if found else None
    if not main:
        raise TextError("The page has no main text that could be found: save its text by itself.")
    meta = {"title": found.title, "outlet": found.sitename, "date": found.date}
    return Content(
        main, encoding, "html", [*done, f"main text taken, {len(main)} of {len(text)} characters"],
        meta={key: value for key, value in meta.items() if value},
    )  # fmt: skip


def _docx(data: bytes) -> Content:
    from docx import Document as open_docx

    try:
        paragraphs = [paragraph.text for paragraph in open_docx(io.BytesIO(data)).paragraphs]
    except Exception as error:  # whatever a damaged archive makes of the library
        raise TextError(f"The file is no DOCX that can be opened ({type(error).__name__}).") from None
    return Content("\n".join(paragraphs), "utf-8", "docx", ["paragraphs taken, tables and notes left out"])


def _tei(data: bytes) -> Content:
    from lxml import etree

    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )
    except etree.XMLSyntaxError as error:
        raise TextError(f"The file is no XML ({error.msg}).") from None
    body = root.find(f".//{_TEI}body")
    if body is None:
        raise TextError("The file is XML and no TEI: it has no <body> in TEI's namespace.")
    blocks = list(body.iter(f"{_TEI}head", f"{_TEI}p", f"{_TEI}ab", f"{_TEI}l"))
    texts = [" ".join("".join(block.itertext()).split()) for block in blocks or [body]]
    return Content(
        "\n".join(texts), root.getroottree().docinfo.encoding or "utf-8", "tei", ["paragraphs taken"]
    )


def _conllu(data: bytes) -> Content:
    text, encoding, done = decode(data)
    try:
        document = Document.from_conllu(text if text.endswith("\n") else text + "\n")
    except ConlluError as error:
        raise TextError(str(error)) from None
    return Content(document.text, encoding, "conllu", [*done, "annotation kept as it is"], document)


def _pdf(data: bytes) -> Content:
    import pypdfium2

    try:
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    except Exception as error:  # whatever a damaged file makes of the library
        raise TextError(f"The file is no PDF that can be opened ({type(error).__name__}).") from None
    text = unicodedata.normalize("NFKC", "\n".join(pages))
    words = text.split()
    right, wrong = (sum(word in known for word in words) for known in (_ARABIC, _REVERSED - _ARABIC))
    if not words:
        raise TextError("The PDF holds pictures of pages and no text: it would have to be recognised first.")
    if right < 3 or wrong * 5 > right:
        raise TextError(
            "The letters of the PDF do not come out in their order "
            f"({right} words of grammar right, {wrong} reversed): copy its text by hand."
        )
    return Content(
        text, "pdf", "pdf", ["text taken from the PDF, order of letters checked by words of grammar"]
    )


_READERS: dict[str, Callable[[bytes], Content]] = {
    ".txt": _plain, ".html": _html, ".htm": _html, ".docx": _docx, ".xml": _tei, ".tei": _tei,
    ".conllu": _conllu, ".pdf": _pdf,
}  # fmt: skip
