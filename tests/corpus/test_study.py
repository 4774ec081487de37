"""From settings to tables and figures; the widget's two clicks; two workers, one of which dies."""

import json
import os
import signal
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas
import pytest
from typer.testing import CliRunner

import khabar
from khabar import cli, plots
from khabar.corpus import run
from khabar.text.errors import KhabarError
from khabar.widgets import Concordance

STUDY = Path(__file__).parents[2] / "docs/study.ipynb"
SETTINGS = """
source = "news"
corpus = "news.parquet"
discourse = false
[tables.saying]
ask = "compare"
query = '[lemma="قال"]'
by = "outlet"
draws = 200
"""


def test_one_file_of_settings_repeats_a_study(source, tmp_path):
    (tmp_path / "news").symlink_to(source)
    (tmp_path / "study.toml").write_text(SETTINGS, encoding="utf-8")
    first = run(tmp_path / "study.toml")["saying"]
    kept = pandas.read_csv(tmp_path / "results/saying.csv")
    assert kept["matches"].tolist() == first["matches"].tolist()
    assert json.loads((tmp_path / "results/saying.json").read_text())["settings"]["seed"] == 1
    assert "@book{efron1993" in (tmp_path / "results/references.bib").read_text()
    pandas.testing.assert_frame_equal(run(tmp_path / "study.toml")["saying"], first)
    (tmp_path / "study.toml").write_text(SETTINGS.replace("compare", "guess"), encoding="utf-8")
    with pytest.raises(KhabarError, match="guess"):
        run(tmp_path / "study.toml")


def test_the_study_of_the_documentation_runs_from_raw_files_to_its_last_table():
    """With fewer texts; docs/study.md is what it gave with all."""
    space = {}
    cells = [cell.source for cell in nbformat.read(STUDY, as_version=4).cells if cell.cell_type == "code"]
    for cell in cells:
        exec(cell.replace("TEXTS = 1000", "TEXTS = 60"), space)
    plt.close("all")
    corpus, claims = space["corpus"], space["claims"]
    assert len(corpus) == 62 and set(claims["outlet"]) == {"الأفق", "الميدان", "الساحل"}
    # What was put in is found: beyond the interval of the difference.
    assert claims.set_index("outlet").loc["الميدان", "difference_low"] > 0
    assert space["modes"].set_index("outlet")["direct"].idxmax() == "الأفق"
    assert {path.suffix for path in space["results"].iterdir()} == {".csv", ".bib"}


def test_the_command_reads_and_finds(source, tmp_path):
    output = str(tmp_path / "c.parquet")
    said = CliRunner().invoke(cli.app, ["corpus", "read", str(source), output, "--no-discourse"])
    assert said.exit_code == 0 and "24 texts" in said.output
    lines = (
        CliRunner()
        .invoke(cli.app, ["corpus", "find", output, "lemma:قال", "--most", "3"])
        .output.splitlines()
    )
    assert len(lines) == 4 and lines[0].split("\t") == ["id", "before", "match", "after"]
    CliRunner().invoke(cli.app, ["corpus", "export", output, str(tmp_path / "brat"), "--format", "brat"])
    assert len(list((tmp_path / "brat").rglob("*.ann"))) == 24


@pytest.mark.parametrize("method", ["frequency", "dispersion", "ngrams", "profiles", "network", "timeline"])
def test_each_result_has_a_figure_with_its_words(corpus, method):
    ax = plots.result(getattr(corpus, method)())
    assert len(plots.alt_text(ax)) > 20
    plt.close("all")


def test_two_clicks_lead_from_a_number_to_its_lines_and_from_a_line_to_its_text(corpus):
    table = corpus.compare('[lemma="قال"]', "outlet", draws=50)
    widget = Concordance(corpus, table=table)
    widget.row = 1
    assert widget.total == table["matches"][1] and widget.lines
    widget.chosen = 0
    (here,) = [match for _, match, _ in widget.passage["sentences"] if match]
    assert here == widget.lines[0][1] and widget.passage["name"].endswith(".txt")
    assert ["outlet", table["outlet"][1]] in widget.passage["facts"]
    widget.query = "[lemma=قال]"
    assert "quotation marks" in widget.message and widget.total == 0
    assert "<script" not in Concordance(corpus, '"<script>"').to_html()


def test_only_the_lines_in_sight_are_sent(corpus):
    widget = Concordance(corpus, "[]")
    assert widget.total > 2000 and len(widget.lines) <= 60
    widget.first = 1500
    line = corpus.concordance("[]", width=12).iloc[1500]
    assert widget.lines[0][:3] == line[["before", "match", "after"]].tolist()


def test_two_workers_give_what_one_process_gives_though_one_dies(source, corpus, tmp_path, monkeypatch):
    from distributed import Client, LocalCluster

    from khabar.corpus import build

    monkeypatch.setattr(build, "BATCH", 10_000)
    options = {"threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(n_workers=2, **options) as cluster, Client(cluster) as client:
        victim = cluster.workers[0].pid
        started = []
        plain = client.submit

        def submit(*args, **kwargs):
            future = plain(*args, **kwargs)
            started.append(future)
            if len(started) == 3:
                os.kill(victim, signal.SIGKILL)
            return future

        monkeypatch.setattr(client, "submit", submit)
        two = khabar.Corpus.read(source, tmp_path / "two.parquet", client=client)
    assert len(started) > 3
    for view in ("documents", "words", "attributions"):
        pandas.testing.assert_frame_equal(two.sql(f"FROM {view}"), corpus.sql(f"FROM {view}"))
