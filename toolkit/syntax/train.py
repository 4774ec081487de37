"""Train the parser: python toolkit/syntax/train.py PUD.conllu [--held-out]

Three UDPipe models, one for each transition system, on khabar's own tags over UD_Arabic-PUD
(CC BY-SA 3.0); about a minute each. They are written into the package. With ``--held-out`` every second
sentence of news is kept out, the models go to a temporary folder, and what they get right of the
sentences kept out is printed (after the change to our conventions; punctuation not counted).
"""

import argparse
import tempfile
from pathlib import Path

import treebank
from ufal import udpipe

from khabar.syntax import parser
from khabar.text.document import Sentence

SYSTEMS = {"link2": "static", "projective": "static", "swap": "static_lazy"}
OPTIONS = (
    "run=1;iterations=8;hidden_layer=100;batch_size=10;structured_interval=0;use_gold_tags=1;learning_rate=0.02;"
    "learning_rate_final=0.001;l2=0.3;embedding_upostag=12;embedding_feats=10;embedding_xpostag=16;"
    "embedding_form=12;embedding_lemma=20;embedding_deprel=10"
)


def train(sentences: list[Sentence], system: str) -> bytes:
    """A model of one transition system, as UDPipe writes it."""
    lines = "".join(
        "".join(f"{parser.columns(w)}\t{w.head}\t{w.deprel}\t_\t_\n" for w in sentence.words) + "\n"
        for sentence in sentences
    )
    data, error = udpipe.Sentences(), udpipe.ProcessingError()
    reader = udpipe.InputFormat.newConlluInputFormat()
    reader.setText(lines)
    while reader.nextSentence(one := udpipe.Sentence(), error):
        data.push_back(one)
    options = f"{OPTIONS};transition_system={system};transition_oracle={SYSTEMS[system]}"
    model = udpipe.Trainer.train(
        "morphodita_parsito", data, udpipe.Sentences(), "none", "none", options, error
    )
    if error.occurred():
        raise SystemExit(error.message)
    return bytes(model)


def score(sentences: list[Sentence]) -> tuple[float, float]:
    """Heads, and heads with relation, in percent."""
    heads = both = count = 0
    for sentence in sentences:
        gold = [(word.head, (word.deprel or "").split(":")[0]) for word in sentence.words]
        parser.parse(sentence.words)
        for word, (head, relation) in zip(sentence.words, gold, strict=True):
            if word.upos != "PUNCT":
                count += 1
                heads += word.head == head
                both += word.head == head and (word.deprel or "").split(":")[0] == relation
    return 100 * heads / count, 100 * both / count


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("treebank", type=Path)
    options.add_argument("--held-out", action="store_true")
    chosen = options.parse_args()
    every = [(name, treebank.sentence(text, rows)) for name, text, rows in treebank.rows(chosen.treebank)]
    usable = [
        (name, found) for name, found in every if found and parser.is_tree([w.head or 0 for w in found.words])
    ]
    kept = [found for name, found in usable if name.startswith("n")][::2] if chosen.held_out else []
    data = [found for _, found in usable if not any(found is one for one in kept)]
    folder = Path(tempfile.mkdtemp()) if kept else parser.MODELS
    for system in SYSTEMS:
        (folder / f"{system}.udpipe").write_bytes(train(data, system))
    if kept:
        parser.MODELS = folder
        print(f"{len(data)} sentences; kept out {len(kept)}: heads %.1f, with relation %.1f" % score(kept))


if __name__ == "__main__":
    main()
