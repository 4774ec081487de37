"""Compare two passes over the article: agreement by layer, then each word on which they differ.

python toolkit/annotation/compare.py A.conllu B.conllu
"""

import sys

import khabar
from khabar.scores import aligned
from khabar.text.document import Word


def described(word: Word) -> dict[str, str]:
    """The layers on which annotators are compared, as text."""
    feats = "|".join(f"{k}={v}" for k, v in sorted(word.feats.items()))
    layers = {"upos": word.upos, "xpos": word.xpos, "feats": feats, "head": word.head, "deprel": word.deprel}
    layers |= {"lemma": word.lemma, "vform": word.vform}
    return {k: str(v or "_") for k, v in layers.items()} | {
        k: word.misc.get(k, "_") for k in ("Root", "Pattern")
    }


def main() -> None:
    first, second = (khabar.Document.from_conllu(path) for path in sys.argv[1:3])
    print(khabar.agreement(first, second).round(3).to_string(), "\n")
    place = {id(word): token.span for token in first.tokens for word in token.words}
    for ours, theirs in aligned(first, second):
        a, b = described(ours), described(theirs)
        paragraph, position, _ = place[id(ours)]
        for layer in a:
            if a[layer] != b[layer]:
                print(f"{paragraph}.{position}\t{ours.form}\t{layer}\t{a[layer]}\t{b[layer]}")


if __name__ == "__main__":
    main()
