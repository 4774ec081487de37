"""Add to an annotated file what follows from what the annotators wrote: Translit and LTranslit
(DIN 31635), and canonical composition (NFC), which UD requires.

    python toolkit/annotation/finish.py IN.conllu OUT.conllu
"""

import sys
import unicodedata
from pathlib import Path

from khabar.text.document import Document
from khabar.text.script import is_arabic, transliterate


def finish(document: Document) -> Document:
    """Add the transliterations; MISC keys in alphabetical order."""
    for token in document.tokens:
        if token.is_multiword:
            token.misc["Translit"] = _joined([word.vform for word in token.words])
            token.misc = dict(sorted(token.misc.items()))
        for word in token.words:
            if is_arabic(word.form) and word.upos != "PUNCT":
                word.misc["Translit"] = transliterate(word.vform)
                word.misc["LTranslit"] = transliterate(word.lemma or word.form)
            word.misc = dict(sorted(word.misc.items()))
    return document


def _joined(vforms: list[str]) -> str:
    """bi-smi, li-l-muḥādaṯāti: hamzat al-wasl is not said after another word."""
    pieces = [transliterate(vforms[0])]
    for vform in vforms[1:]:
        said = transliterate(vform)
        pieces.append(said[1:] if vform.startswith("ا") else said)
    return "-".join(pieces)


def main() -> None:
    source, target = map(Path, sys.argv[1:3])
    target.write_text(
        unicodedata.normalize("NFC", finish(Document.from_conllu(source)).to_conllu()), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
