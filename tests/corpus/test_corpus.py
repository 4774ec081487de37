"""The corpus file: what goes in comes out, work is never done twice, others can read it."""

import shutil

import duckdb
import pandas
import polars
import pytest

import khabar
from khabar.corpus import annotate, build
from khabar.syntax import reading
from khabar.text.errors import KhabarError


@pytest.mark.parametrize("tree", [False, True])
def test_a_document_comes_back_as_it_was_read(source, corpus, tmp_path, tree):
    if tree:  # with trees, and how sure each word is
        for name in ("000000", "000001"):
            shutil.copy(next(source.rglob(f"{name}.txt")), tmp_path)
        source, corpus = tmp_path, khabar.Corpus.read(tmp_path, tmp_path / "c.parquet", tree=True)
        assert corpus.count("relation:nsubj")["matches"].all()
    for row in corpus.documents().head(3).to_dict("records"):
        text = (source / row["name"]).read_text(encoding="utf-8")
        document = khabar.read(text, id=row["id"], tree=tree)
        assert corpus[row["id"]].to_conllu() == document.to_conllu()
        assert corpus.discourse(row["id"]).to_jsonld() == khabar.interpret(document).to_jsonld()


def test_a_document_annotated_by_hand_comes_back_byte_for_byte(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "article.conllu").write_text(khabar.article().to_conllu(), encoding="utf-8")
    corpus = khabar.Corpus.read(folder, tmp_path / "c.parquet")
    assert corpus["article"].to_conllu() == khabar.article().to_conllu()
    assert [a.source_name for a in corpus.discourse("article").attributions] == [
        a.source_name for a in khabar.interpret(khabar.article()).attributions
    ]


def test_pandas_polars_and_duckdb_read_the_file_alike(corpus):
    words = int(corpus.store.sizes(None).iloc[0])
    assert pandas.read_parquet(corpus.path)["n_words"].sum() == words
    assert (
        polars.read_parquet(corpus.path)
        .select("upos")
        .explode("upos")
        .filter(polars.col("upos") != "PUNCT")
        .height
        == words
    )
    counted = duckdb.sql(
        f"SELECT count(*) FROM (SELECT unnest(upos) AS u FROM '{corpus.path}') WHERE u <> 'PUNCT'"
    )
    assert counted.fetchall() == [(words,)]
    assert corpus.sql("SELECT count(*) AS n FROM words WHERE upos <> 'PUNCT'")["n"].tolist() == [words]


def test_a_text_that_cannot_be_worked_on_does_not_end_the_work_on_others(tmp_path, monkeypatch):
    def breaks(texts):
        if any("طوكيو" in text for text in texts):
            raise ValueError("no Tokyo")
        return tagged(texts)

    tagged = reading.tagged
    monkeypatch.setattr(reading, "tagged", breaks)
    texts = {"a": "غادر الوفد باريس.", "b": "وصل الوفد إلى طوكيو.", "c": "latin only", "d": "عاد الوفد."}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = khabar.Corpus.read(tmp_path, tmp_path / "c.parquet")
    assert corpus.documents()["id"].tolist() == ["a", "d"]
    told = corpus.report.set_index("name")["reason"]
    assert "no Tokyo" in told["b.txt"] and "Arabic" in told["c.txt"]


@pytest.fixture
def counted(monkeypatch):
    """The names of the texts that are read while a test runs."""
    read = []
    plain = annotate._added

    def row(raw, *rest):
        read.append(raw.name)
        return plain(raw, *rest)

    monkeypatch.setattr(annotate, "_added", row)
    return read


def test_only_what_has_changed_is_read_again(source, tmp_path, counted):
    folder, output = tmp_path / "news", tmp_path / "c.parquet"
    shutil.copytree(source, folder)
    khabar.Corpus.read(folder, output, discourse=False)
    counted.clear()
    before = output.read_bytes()
    khabar.Corpus.read(folder, output, discourse=False)
    assert counted == [] and output.read_bytes() == before
    files = sorted(path for path in folder.rglob("*.txt"))
    files[3].write_text("قال الوزير إن الوفد وصل.", encoding="utf-8")
    files[4].write_bytes(files[3].read_bytes())
    files[5].unlink()
    corpus = khabar.Corpus.read(folder, output, discourse=False)
    names = [file.relative_to(folder).as_posix() for file in files]
    assert counted == names[3:5]
    report = corpus.report.set_index("name")
    assert report.loc[report["same_as"] != "", "same_as"].to_dict() == {names[4]: report.loc[names[3], "id"]}
    assert len(corpus) == len(files) - 1
    fresh = khabar.Corpus.read(folder, tmp_path / "fresh.parquet", discourse=False)
    pandas.testing.assert_frame_equal(corpus.documents(), fresh.documents())
    pandas.testing.assert_frame_equal(corpus.sql("FROM words"), fresh.sql("FROM words"))


def test_work_that_was_stopped_goes_on_where_it_was(source, tmp_path, counted, monkeypatch):
    monkeypatch.setattr(build, "BATCH", 10_000)
    plain = annotate._added

    def stopped(raw, *rest):
        if len(counted) >= 12:
            raise KeyboardInterrupt
        return plain(raw, *rest)

    output = tmp_path / "c.parquet"
    with monkeypatch.context() as patch:
        patch.setattr(annotate, "_added", stopped)
        with pytest.raises(KeyboardInterrupt):
            khabar.Corpus.read(source, output, discourse=False)
    assert not output.exists() and len(counted) == 12
    corpus = khabar.Corpus.read(source, output, discourse=False)
    assert len(corpus) == 24 and len(counted) < 12 + 24
    assert not list(tmp_path.glob("*.parts"))


def test_a_file_that_is_no_corpus_is_named(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    for name in ("a.parquet", "none.parquet"):
        with pytest.raises(KhabarError, match="no corpus"):
            khabar.Corpus(tmp_path / name)


def test_a_table_says_how_it_was_made_and_keeps_saying_it(corpus):
    table = corpus.frequency().head(3)
    assert table.provenance["method"] == "frequency" and table.provenance["texts"] == 24
    assert len(table.provenance["texts_sha256"]) == 64 and table.provenance["model"]


def test_what_was_called_is_cited(corpus):
    corpus.dispersion()
    assert "Gries" in khabar.cite() and "@software{khabar" in khabar.cite()
    with pytest.raises(KhabarError, match="nobody1999"):
        khabar.cite("nobody1999")
