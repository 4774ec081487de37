"""A text of one's own in an afternoon: pages that can be read, printed and taught; the course's own texts."""

import re

import nbformat
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

import khabar
from khabar.cli import app
from khabar.course import publish
from khabar.course.contradictions import contradictions
from khabar.course.corrections import Corrections, opened

NEWS = """أعلنت وزارة الخارجية الأردنية، أمس الاثنين، أن الوزير بحث مع نظيره المصري سبل وقف إطلاق النار.
وقال المتحدث <باسم> الوزارة إن الجانبين اتفقا على مواصلة المشاورات & "التهدئة"، في الجزائر."""


@pytest.mark.parametrize("name", ["communique", "analysis"])
def test_the_courses_own_texts_were_looked_at_and_do_not_contradict_themselves(name):
    document, talk = opened(name)
    assert all(word.source == "person" for word in document.words if word.upos != "PUNCT")
    assert not [told for sentence in document.sentences for told in contradictions(sentence)]
    assert all(sentence.text_en for sentence in document.sentences)
    assert {each.provenance for each in talk.attributions} == {"person"}


def test_the_afternoon_of_the_teachers_guide(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    work = Corrections("news.txt", by="ra")
    work.change(0, 2, deprel="nsubj", I3rab="فاعل مرفوع بالضمة، وهو مضاف")
    work.translate(0, "The Jordanian Foreign Ministry announced <b>it</b>.")
    for each in list(work.discourse.attributions):
        work.say(each.id, source_name="the <ministry>")
    command = ["course", "make", "news.conllu", "-o", "course", "--questions", "12", "--release", "exercises"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output + repr(done.exception)
    released = tmp_path / "exercises/release/news/news.ipynb"
    cells = [cell.source for cell in nbformat.read(released, as_version=4).cells]
    assert 'dir="rtl"' in cells[1] and "الجانبين" in cells[1]
    assert not any("BEGIN" in cell or "right =" in cell for cell in cells)
    reader = (tmp_path / "course/news/reader.html").read_text(encoding="utf-8")
    assert "فاعل مرفوع" in reader and "the &lt;ministry&gt;" in reader and "announced &lt;b&gt;" in reader
    assert 'lang="ar" dir="rtl"' in reader and "<script" not in reader
    units = [
        re.sub("<small.*?</small>|<[^>]*>", " ", unit).split() for unit in reader.split('class="unit w">')[1:]
    ]
    assert not [unit for unit in units if unit[0] in ("،", ".")]  # no line begins with a comma
    assert "Algeria" in reader and "island" not in reader
    handout = (tmp_path / "course/news/handout.html").read_text(encoding="utf-8")
    assert handout.count("<li>") > 12 and "Answers" in handout and "break-before: page" in handout
    links = re.findall(r'href="([^"]+)"', (tmp_path / "course/index.html").read_text(encoding="utf-8"))
    assert len(links) == 4 and all((tmp_path / "course" / link).is_file() for link in links)
    publish.make(
        ["communique"], tmp_path / "course", questions=3
    )  # the next week's text, into the same course
    first_page = (tmp_path / "course/index.html").read_text(encoding="utf-8")
    assert len(re.findall("href=", first_page)) == 8 and "A course of 2 texts" in first_page
    again, talk = opened(tmp_path / "course/news/news.conllu")
    assert again.words[1].misc["By"] == "ra" and talk.attributions[0].source_name == "the <ministry>"
    # What is handed on says what was corrected, not what the program thinks.
    assert "the <ministry>" in CliRunner().invoke(app, ["interpret", "news.conllu"]).output
    notebook = nbformat.read(tmp_path / "course/news/lesson.ipynb", as_version=4)
    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "learner.sqlite"))
    NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(tmp_path / "course/news")}}
    ).execute()


def test_a_title_is_the_headline_or_ends_with_a_phrase():
    headline = "الوزيرة تبحث في الرباط تعزيز التعاون في مجال المياه"
    assert publish._title(khabar.read(f"{headline}\n\nأعلنت الوزيرة اتفاقية.")) == headline
    long = "بحث الوزير أمس الاثنين مع نظيره المصري سبل وقف إطلاق النار في قطاع غزة وإيصال المساعدات إلى سكانه كافة."
    assert publish._title(khabar.read(long)).endswith("النار …")


def test_who_says_what_is_read_from_the_right(tmp_path):
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    publish.make([tmp_path / "news.txt"], tmp_path, questions=1)
    reader = (tmp_path / "news/reader.html").read_text(encoding="utf-8")
    said = re.findall("<li.*?</li>", reader)
    assert said and all(re.match('<li lang="ar" dir="rtl">[^,:]+، [^,:]+: [^,:]+<', line) for line in said)


def test_a_doubt_is_told_in_every_page(tmp_path):
    document, _ = opened("communique")
    rare = publish._glossary(document, "advanced", {})[0]
    for word in document.words:
        if word.lemma == rare["lemma"]:
            word.misc |= {"Source": "lexicon", "Sure": "0.2"}
    (tmp_path / "doubt.conllu").write_text(document.to_conllu(), encoding="utf-8")
    publish.make([tmp_path / "doubt.conllu"], tmp_path, grade="advanced", questions=1)
    pages = {
        page: (tmp_path / "doubt" / page).read_text(encoding="utf-8")
        for page in ("reader.html", "handout.html", "glossary.html", "lesson.ipynb")
    }
    assert f"{rare['gloss']} ?" in pages["glossary.html"] and f"{rare['gloss']} ?" in pages["lesson.ipynb"]
    assert 'class="unsure"' in pages["handout.html"] and 'class="unsure"' in pages["reader.html"]


def test_what_cannot_be_made_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(khabar.KhabarError, match="grade"):
        publish.make(["communique"], tmp_path, grade="child")
    with pytest.raises(khabar.KhabarError, match="Two texts"):
        publish.make(["analysis", "analysis"], tmp_path)
