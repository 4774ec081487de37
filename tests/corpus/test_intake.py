"""What comes in: every file is read, or named with the reason; the rest is done."""

import io
import re
import zipfile

import docx
import pandas
import pytest
from typer.testing import CliRunner

import khabar
from khabar import cli
from khabar.corpus.files import content, decode
from khabar.text.errors import KhabarError, TextError

TEXT = "قال الوزير إن المحادثات في القاهرة مستمرة منذ أسبوع.\nوأضاف أن الوفد سيغادر على متن طائرة من باريس."
PERSIAN = "او گفت که این کشور با همسایگان خود در صلح است و از آنها حمایت می کند. این خبر را خبرگزاری داد."


def as_docx(text):
    file, document = io.BytesIO(), docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def as_tei(text):
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><p>لا يقرأ</p></teiHeader>'
        f"<text><body>{paragraphs}</body></text></TEI>"
    ).encode()


def as_html(text, charset="utf-8"):
    body = "".join(f"<p>{line} {line}</p>" for line in text.splitlines() * 3)
    page = (
        f'<html><head><meta charset="{charset}"><title>خبر</title></head><body><nav><a href="/">الرئيسية</a>'
        f"</nav><article><h1>خبر</h1>{body}</article><footer>حقوق النشر محفوظة</footer></body></html>"
    )
    return page.encode(charset)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16", "utf-16-le", "utf-16-be", "iso8859-6"]
)
def test_the_encoding_of_a_text_is_found(encoding):
    assert decode(TEXT.encode(encoding))[0] == TEXT


def test_lines_in_two_encodings_are_read_line_by_line():
    first, second = TEXT.splitlines()
    text, encoding, done = decode(first.encode() + b"\n" + second.encode("cp1256"))
    assert text == TEXT and "1256" in encoding and "1 lines" in done[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.docx", as_docx(TEXT)),
        ("a.xml", as_tei(TEXT)),
        ("a.html", as_html(TEXT)),
        ("a.htm", as_html(TEXT, "windows-1256")),
        ("a.conllu", khabar.read(TEXT).to_conllu().encode()),
    ],
)
def test_each_kind_gives_the_text_and_nothing_around_it(name, data):
    found = content(name, data)
    for line in TEXT.splitlines():
        assert line in found.text
    for around in ("الرئيسية", "حقوق", "لا يقرأ"):
        assert around not in found.text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", PERSIAN.encode(), "Persian"),
        ("a.txt", b"Hello world, this is English.", "Arabic letters"),
        ("a.txt", bytes(range(256)) * 20, "no text"),
        ("a.docx", b"PK\x03\x04 broken", "no DOCX"),
        ("a.pdf", b"%PDF-1.4 broken", "no PDF"),
        ("a.xml", b"<TEI><p>", "no XML"),
        ("a.xml", b"<a>" + TEXT.encode() + b"</a>", "no TEI"),
        ("a.conllu", b"1\ta\tb\n\n", "10"),
        ("a.png", b"\x89PNG", ".png"),
    ],
)
def test_what_cannot_be_read_right_is_refused_with_the_reason(name, data, said):
    with pytest.raises(TextError, match=said):
        content(name, data)


def test_a_pdf_is_read_only_with_its_letters_in_order():
    import matplotlib.pyplot as plt

    def pdf(text):
        file = io.BytesIO()
        figure = plt.figure()
        for place, line in enumerate(text.splitlines()):
            figure.text(0.1, 0.8 - 0.1 * place, line, family="DejaVu Sans")
        figure.savefig(file, format="pdf")
        plt.close(figure)
        return file.getvalue()

    with pytest.raises(TextError, match="order"):
        content("a.pdf", pdf("\n".join(line[::-1] for line in TEXT.splitlines())))
    try:
        found = content("a.pdf", pdf(TEXT * 2)).text
    except TextError as refused:  # the writer set the letters as they are seen
        assert "order" in str(refused)
    else:
        assert "المحادثات" in found


def test_a_folder_with_everything_wrong_is_reported_by_name_and_the_rest_is_read(tmp_path):
    folder = tmp_path / "texts"
    for name, data in {
        "good.txt": TEXT.encode(), "old.txt": TEXT.encode("cp1256"), "sub/good.txt": TEXT.encode("utf-16"),
        "good.html": as_html(TEXT), "empty.txt": b"", "broken.docx": b"PK", "persian.txt": PERSIAN.encode(),
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    corpus = khabar.Corpus.read(folder, tmp_path / "c.parquet", discourse=False)
    report = corpus.report.set_index("name")
    assert set(report.index[report["status"] == "read"]) == {
        "good.txt",
        "old.txt",
        "sub/good.txt",
        "good.html",
    }
    refused = report[report["status"] != "read"]
    assert set(refused.index) == {"empty.txt", "broken.docx", "persian.txt", "huge.txt", "gone.txt"}
    assert refused["reason"].str.len().min() > 10
    assert list(report.index) == sorted(report.index)  # each where the source has it
    assert "200,000,000" in refused.loc["huge.txt", "reason"]
    assert corpus.documents()["id"].is_unique and "another text" in report.loc["good.txt", "done"]
    assert report.loc["old.txt", "encoding"] == "cp1256"
    assert {*corpus.duplicates()["id"]} >= {"old", "sub/good"}
    # In a terminal: what was read, and at the end one sentence for each that was not.
    said = CliRunner().invoke(
        cli.app, ["corpus", "read", str(folder), str(tmp_path / "c.parquet"), "--no-discourse"]
    )
    first, *lines = said.stdout.splitlines()
    assert said.exit_code == 0 and "4 texts" in first
    told = [re.fullmatch(r"  refused: (\S+): [A-Z0-9].{10,200}\.", line) for line in lines]
    assert all(told) and {line[1] for line in told} == set(refused.index)


def test_a_zip_and_a_table_bring_their_metadata(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.txt", TEXT)
        archive.writestr("metadata.csv", "file,outlet,region\none.txt,الأفق,الشرق\n")
    pandas.DataFrame({"id": ["x", "x"], "text": [TEXT, TEXT * 2], "outlet": ["أ", "ب"]}).to_csv(
        tmp_path / "a.csv", index=False
    )
    zipped = khabar.Corpus.read(tmp_path / "a.zip", tmp_path / "z.parquet", discourse=False).documents()
    assert zipped.loc[0, ["id", "outlet", "region"]].tolist() == ["one", "الأفق", "الشرق"]
    listed = khabar.Corpus.read(tmp_path / "a.csv", tmp_path / "t.parquet", discourse=False).documents()
    assert listed["id"].tolist() == ["x", "x-2"] and listed["outlet"].tolist() == ["أ", "ب"]


@pytest.mark.parametrize("name", ["nowhere", "one.txt", "bad.zip", "bad.csv"])
def test_a_source_that_is_none_is_one_clear_sentence(tmp_path, name):
    if name != "nowhere":
        (tmp_path / name).write_text("a,b\n1,2\n")
    with pytest.raises(KhabarError):
        khabar.Corpus.read(tmp_path / name, tmp_path / "c.parquet")
