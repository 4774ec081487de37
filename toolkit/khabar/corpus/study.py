"""A study from one file of settings: which texts, which questions, and where its tables go."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from khabar.corpus.corpus import Corpus
from khabar.corpus.provenance import Table, cite
from khabar.text.errors import DataError, KhabarError

QUESTIONS = (
    "frequency", "dispersion", "collocates", "keyness", "ngrams", "profiles", "network", "timeline", "compare",
    "concordance", "count", "duplicates", "documents", "sql",
)  # fmt: skip


def run(settings: str | Path) -> dict[str, Table]:
    r"""Do what a settings file says; the tables by their names, each written as CSV with its provenance
    as JSON beside it, the report and the references too.

    The file is TOML::

        source = "news"              # beside the file
        corpus = "news.parquet"
        results = "results"

        [tables.saying]
        ask = "compare"              # a question of Corpus, with its arguments
        query = '[lemma="قال"]'
        by = "outlet"

    Raises:
        DataError: the file is missing or no TOML.
        KhabarError: it asks what there is not.

    Example:
        >>> from tempfile import mkdtemp
        >>> folder = Path(mkdtemp())
        >>> (folder / "news").mkdir()
        >>> _ = (folder / "news/one.txt").write_text("قال الوزير إن الوفد وصل.", encoding="utf-8")
        >>> study = 'source = "news"\ncorpus = "news.parquet"\n[tables.words]\nask = "frequency"\nof = "upos"'
        >>> _ = (folder / "study.toml").write_text(study, encoding="utf-8")
        >>> tables = khabar.corpus.run(folder / "study.toml")
        >>> tables["words"].set_index("upos")["count"]["NOUN"]
        np.int64(2)
        >>> sorted(path.name for path in (folder / "results").glob("words.*"))
        ['words.csv', 'words.json']
    """
    path = Path(settings)
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        source, output = path.parent / given["source"], path.parent / given["corpus"]
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path} cannot be read as settings ({error}): write TOML.") from None
    except KeyError as error:
        raise DataError(f"The settings say no {error.args[0]!r}: give source and corpus.") from None
    chosen = {name: given[name] for name in ("discourse", "tree", "vowels") if name in given}
    corpus = Corpus.read(source, output, **chosen)
    folder = path.parent / given.get("results", "results")
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, Table] = {"report": corpus.report}
    for name, question in given.get("tables", {}).items():
        tables[name] = _answer(corpus, name, dict(question))
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
        made = json.dumps(table.provenance, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(made + "\n", encoding="utf-8")
    (folder / "references.bib").write_text(cite() + "\n", encoding="utf-8")
    return tables


def _answer(corpus: Corpus, name: str, question: dict[str, Any]) -> Table:
    asked = question.pop("ask", None)
    if asked not in QUESTIONS:
        raise KhabarError(f"The table {name!r} asks {asked!r}: choose one of {', '.join(QUESTIONS)}.")
    try:
        found: Table = getattr(corpus, asked)(**question)
    except TypeError as error:
        raise KhabarError(f"The table {name!r} cannot be asked so: {error}.") from None
    return found
