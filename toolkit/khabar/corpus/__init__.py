"""Many documents: bringing them in, asking them, annotating them together, handing them on."""

from khabar.corpus.corpus import Corpus
from khabar.corpus.provenance import Table, cite
from khabar.corpus.study import run

__all__ = ["Corpus", "Table", "cite", "run"]
