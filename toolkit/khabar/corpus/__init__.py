"""Many documents: bringing them in, asking them, annotating them together, handing them on."""

from khabar.text.errors import KhabarError

try:
    from khabar.corpus.corpus import Corpus
    from khabar.corpus.provenance import Table, cite
    from khabar.corpus.study import run
except ModuleNotFoundError as missing:
    raise KhabarError(
        f"Corpora want more packages, of which {missing.name} is not there: run `pip install 'khabar[corpus]'`."
    ) from None

__all__ = ["Corpus", "Table", "cite", "run"]
