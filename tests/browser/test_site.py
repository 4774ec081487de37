"""The course as web pages without a server: built, served as plain files, used with the network cut."""

import http.server
import json
import re
import subprocess
import sys
import threading
from functools import partial
from urllib.parse import urljoin, urlsplit

import nbformat
import pytest
from nbformat import v4

import khabar
from conftest import ROOT, SCREENSHOTS, QuietHandler
from khabar import exercises
from khabar.exercises import Question
from khabar.widgets import Reader

pytestmark = pytest.mark.browser
sys.path.insert(0, str(ROOT / "toolkit" / "site"))
BUILD = ROOT / "toolkit" / "site" / "build.py"
READY_SECONDS, PAGE_BYTES = 1.0, 1_000_000
LESSON = "00-first-look.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The site, built by its one command with an empty home."""
    out = tmp_path_factory.mktemp("site") / "pages"
    home = tmp_path_factory.mktemp("home")
    env = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.executable, BUILD, out], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert not list(home.glob(".khabar/progress.json")), "the build wrote a learner's progress"
    return out


@pytest.fixture(scope="module")
def address(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def site(page, address):
    """Opens a page of the site with every other origin cut off; nothing may have asked for one."""
    elsewhere, errors = [], []

    def only_here(route):
        if route.request.url.startswith(address):
            return route.continue_()
        elsewhere.append(route.request.url)
        return route.abort()

    page.route("**/*", only_here)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("response", lambda answer: errors.append(answer.url) if answer.status >= 400 else None)

    def show(name):
        page.goto(address + name)
        return page

    yield show
    assert not elsewhere and not errors


def names(folder):
    return sorted(path.name for path in folder.glob("*.html"))


def test_every_notebook_has_its_page(folder):
    lessons = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.stem for path in folder.glob("*.html")} == {"index", "article"} | lessons


def test_every_link_leads_to_a_page_or_to_the_web(folder, site, address):
    for name in names(folder):
        page = site(name)
        links = page.eval_on_selector_all("a[href]", "(all) => all.map((a) => a.getAttribute('href'))")
        for link in links:
            here = urljoin(address, link if not link.startswith("#") else name + link)
            if here.startswith(address):
                assert (folder / urlsplit(here).path.lstrip("/")).is_file(), f"{name}: {link}"


def test_pages_say_their_languages(folder, site):
    for name in names(folder):
        page = site(name)
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("h1").count() == 1 and page.title()
        # Arabic letters stand in Arabic elements, save in code, in what code prints and in forms' values.
        stray = page.evaluate(r"""() => {
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
            while (walk.nextNode()) {
                const at = walk.currentNode.parentElement;
                if (/\p{Script=Arabic}{2}/u.test(walk.currentNode.data) && !at.closest("[lang=ar], pre, code, script"))
                    found.push(walk.currentNode.data);
            }
            return found;
        }""")
        assert not stray, f"{name}: {stray}"


def test_the_pages_are_walked_in_order(site):
    page = site("index.html")
    seen = [page.title()]
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        page.wait_for_load_state()
        assert page.locator("a[rel=prev]").count() == 1
        seen.append(page.title())
    assert len(seen) == 2 + len(list((ROOT / "notebooks").glob("*.ipynb")))


def test_the_article_answers_within_a_second_and_is_light(site):
    page = site("article.html")
    page.wait_for_function("document.querySelector('.khabar-reader .w')")
    # Measured again from a full stop, with nothing kept by the browser.
    session = page.context.new_cdp_session(page)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.add_init_script("""
        new MutationObserver((_, observer) => {
            const word = document.querySelector('[data-place="1,16"]');
            if (!word) return;
            observer.disconnect();
            word.click();
            window.answered = document.querySelector(".card").textContent && performance.now();
        }).observe(document, { childList: true, subtree: true });""")
    page.reload()
    page.wait_for_function("window.answered")
    seconds = page.evaluate("window.answered") / 1000
    sizes = page.evaluate("""() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .map((entry) => [entry.name, entry.decodedBodySize])""")
    total = sum(size for _, size in sizes)
    print(f"the article's page: answers after {seconds:.2f} s, {total / 1000:.0f} kB in {len(sizes)} files")
    assert total > 100_000
    assert seconds < READY_SECONDS and total < PAGE_BYTES


def test_the_reader_answers_without_a_kernel(site):
    page = site(LESSON)
    reader = page.locator(".khabar-reader")
    reader.wait_for()
    reader.locator('[data-place="1,16"]').click()
    card = reader.locator(".card")
    assert "وَنَظِيرَهُ" in card.locator("h3").inner_text().replace("\u202f", "")
    assert "ن.ظ.ر" in card.inner_text()
    page.keyboard.press("ArrowLeft")
    assert reader.locator('[aria-pressed="true"]').get_attribute("data-place") == "1,17"
    reader.get_by_label("Vowels").check()
    assert "قَالَتْ وِزَارَةُ" in " ".join(reader.locator(".page p").first.inner_text().split())
    reader.locator("select").select_option("speaker")
    assert reader.locator(".page .tag").count() > 5
    page.screenshot(path=SCREENSHOTS / "site-reader.png")


def test_the_page_holds_what_the_reader_holds(folder):
    doc = khabar.article()
    (data,) = (folder / "data").iterdir()
    assert json.loads(data.read_text(encoding="utf-8")) == Reader(doc, khabar.interpret(doc)).sentences


def test_on_a_narrow_screen_the_card_is_beside_the_word(site, page):
    page.set_viewport_size({"width": 360, "height": 740})
    site("article.html").locator('[data-place="3,5"]').click()
    card = page.locator(".card").bounding_box()
    word = page.locator('[data-place="3,5"]').bounding_box()
    assert 0 <= word["y"] < card["y"] and card["y"] + card["height"] <= 741


def test_the_article_can_be_read_without_scripts(browser, address):
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "article.html")
    assert page.locator('.reader [lang="ar"][dir="rtl"] p').count() == 11
    page.close()


def test_a_choice_is_told_why(site):
    page = site(LESSON)
    question = exercises.get("00-first-look/1")
    form = page.locator("form.question").first
    for known in question.misconceptions:
        form.get_by_label(known["answers"][0]).check()
        form.get_by_role("button", name="Check").click()
        assert "✗ Not yet." in form.locator("output").inner_text()
        assert known["say"] in form.locator("output").inner_text()
    assert question.hints[-1] in form.locator("output").inner_text()
    form.get_by_label(question.accept[0]).check()
    form.get_by_role("button", name="Check").click()
    assert f"✓ Right. {question.why}" in form.locator("output").inner_text()
    form.scroll_into_view_if_needed()
    page.screenshot(path=SCREENSHOTS / "site-question.png")


def test_a_cut_is_told_what_is_still_attached(site):
    page = site(LESSON)
    form = page.locator("form.question").nth(1)
    answer = form.get_by_role("textbox")
    # The notebook's own wrong answer, with the feedback that it gets there.
    assert answer.input_value() == "و + نظيره"
    assert "look at نظيره." in form.locator("output").inner_text()
    answer.fill("ونظيره")
    answer.press("Enter")
    assert "look at ونظيره." in form.locator("output").inner_text()
    assert exercises.get("00-first-look/2").hints[1] in form.locator("output").inner_text()
    answer.fill("وَ + نظيـر + ه")
    answer.press("Enter")
    assert "✓ Right." in form.locator("output").inner_text()
    form.get_by_role("button", name="Show the answer").click()
    assert "The answer is و + نظير + ه." in form.locator("output").inner_text()


def test_an_empty_answer_is_not_counted(site):
    page = site(LESSON)
    form = page.locator("form.question").first
    form.get_by_role("button", name="Check").click()
    assert form.locator("output").inner_text() == ""
    assert form.locator("input:invalid").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_screen(folder, site, page, scheme):
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme=scheme)
    for name in names(folder):
        site(name)
        if page.locator(".reader").count():
            page.locator(".khabar-reader").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        page.screenshot(path=SCREENSHOTS / f"site-{name[:-5]}-{scheme}.png", full_page=True)


def test_the_keyboard_is_enough(site):
    page = site(LESSON)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


# --- the script and khabar.exercises agree --------------------------------------------------

ASKED = {
    "fill": Question(
        "t/fill", "fill", "?", ["إلى المدينة", "Aleppo"], "ان <b> & why", hints=["one", "two"],
        misconceptions=[{"answers": ["على المدينة"], "idea": "preposition", "say": "على is *on*."}],
    ),
    "cut": Question("t/cut", "cut", "?", [["ل", "المحادثات"], ["للمحادثات"]], "why", hints=["one"]),
    "article": Question("t/article", "cut", "?", [["و", "الوزارة"]], "why"),
    "number": Question("t/number", "number", "?", [42.5, 0], "why", hints=["count"]),
    "vocalise": Question("t/vocalise", "vocalise", "?", ["وَزِيرٌ"], "why", hints=["the pattern"]),
    "choose": Question("t/choose", "choose", "?", ["أنَّ"], "why", options=["أنَّ", "لكن", 'a "b" <c>']),
}  # fmt: skip
ANSWERS = {
    "fill": ["الي المدينه", "إِلَى الـمَدِينَةِ", " أَلى المدينة ", "ALEPPO", "aleppo\u200f", "على المدينه", "x", "إلى  المدينة"],
    "cut": [
        "ل+المحادثات", "لـ + المحادثات", "لِ المُحَادَثَاتِ", "للمحادثات", "ل+لمحادثات", "ل+ال+محادثات", "ل_المحادثات",
        "ل+المحادث+ات", "للم+حادثات", "لل محادثات", "x", "+", "ﻟ + المحادثات",
    ],
    "article": ["و+ال+وزارة", "والوزارة", "<b>الوزارة</b>", "وا+لوزارة", "و+الوزاره", "و+الوزا+رة", "و + الوَزَارَة"],
    "number": ["42.5", "٤٢٫٥", "۴۲٫۵ %", "42", "42.9", "43", "0", "-0.0", "forty", "", "4e1", ".5e2", "42.", "0x2a"],
    "vocalise": ["وَزِيرٌ", "وَزِيْرٌ", "وَزـِيرٌ", "وَزِيرٍ", "وزير", "وُزِيرٌ", "وَزَيرٍ", "وَزَارَةٌ", "\u200fوَزِيرٌ "],
    "choose": ["أنَّ", "ان", "لكن", 'a "b" <c>'],
}  # fmt: skip


def table():
    """Each question of the tests and of the course with right answers, known wrong ones, and bad spellings."""
    from questions import KINDS

    for kind, question in ASKED.items():
        yield from ((question, answer) for answer in ANSWERS[kind])
    for question in exercises.bank().values():
        if question.kind not in KINDS:
            continue
        answers = [*question.accept, *(a for known in question.misconceptions for a in known["answers"])]
        for answer in [*answers, *question.options]:
            text = exercises._shown(answer)
            same = {text, text.replace("ا", "أ"), f"{text}ـ"}
            spelt = same if question.kind == "choose" else same | {text + "س"}
            yield from ((question, variant) for variant in sorted(spelt))


def test_the_script_says_what_khabar_says(site, monkeypatch, tmp_path):
    from questions import form, quiet

    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "progress.json"))
    known = exercises.bank() | {question.id: question for question in ASKED.values()}
    monkeypatch.setattr(exercises, "get", known.__getitem__)
    rows = list(table())
    assert len(rows) > 60
    packed = {id: re.search('data-question="([^"]+)"', form(known[id]))[1] for id in {q.id for q, _ in rows}}
    said = site("index.html").evaluate(
        """async ([packed, rows]) => {
            const { check, unpack } = await import("./assets/question.js");
            return rows.map(([id, answer, tries]) => check(unpack(packed[id]), answer, tries).html);
        }""",
        [packed, [(question.id, answer, tries) for question, answer in rows for tries in (1, 2, 9)]],
    )
    differ = []
    for number, (question, answer) in enumerate(rows):
        for place, tries in enumerate((1, 2, 9)):
            earlier = {
                question.id: {"tries": tries - 1, "right": False},
                "other": {"tries": 1, "right": True},
            }
            monkeypatch.setattr(exercises, "_unsaved", earlier)
            expected = quiet(khabar.check(question.id, answer)._repr_html_())
            if plain(said[3 * number + place]) != plain(expected):
                differ.append((question.id, answer, tries, said[3 * number + place], expected))
    assert not differ


def plain(html):
    return html.replace("&#60;", "&lt;").replace("&#62;", "&gt;")


# --- other lessons, and bad input ------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["/dev/null/site"]])
def test_bad_arguments_get_one_sentence(arguments):
    done = subprocess.run([sys.executable, BUILD, *arguments], capture_output=True, text=True)
    assert done.returncode and len(done.stderr.strip().splitlines()) == 1, done.stderr


CELLS = """
# A lesson of all sorts

[The next one](b.ipynb#part), [a guide](../docs/annotation.md), ![a dot](dot.svg), [away](https://example.org/).
---
import ipywidgets, khabar
from khabar.widgets import Reader
ipywidgets.IntSlider()
---
Reader(khabar.read("\\n".join(["قالت وزارة الخارجية إن المحادثات مستمرة."] * 300)))
---
answer = "و+نظيره"
khabar.check("00-first-look/2", answer)
---
Reader(khabar.read("<script>alert(1)</script> حلب"))
"""


def build_from(tmp_path, **lessons):
    """Build lessons given as cells between lines of dashes; the first cell is prose."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    for name, text in lessons.items():
        prose, *code = text.strip().split("\n---\n")
        cells = [v4.new_markdown_cell(prose), *map(v4.new_code_cell, code)]
        nbformat.write(v4.new_notebook(cells=cells), folder / f"{name}.ipynb")
    script = (
        f"import sys; sys.path.insert(0, {str(BUILD.parent)!r}); import build; from pathlib import Path\n"
        f"build.NOTEBOOKS = Path({str(folder)!r}); build.main([{str(tmp_path / 'out')!r}])"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


def test_what_a_page_cannot_do_it_says(tmp_path):
    done = build_from(tmp_path, a=CELLS, b="# Another")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "out" / "a.html").read_text(encoding="utf-8")
    assert 'href="b.html#part"' in html and 'href="https://example.org/"' in html
    assert "a guide" in html and "annotation.md" not in html
    assert 'src="data:image/svg+xml;base64,' in html
    # The slider and the text of many pages need a kernel; the short text does not.
    assert html.count("needs a kernel") == 2 and html.count('class="reader"') == 1
    assert 'value=""' in html and "<script>alert" not in html


def test_a_lesson_that_fails_is_named(tmp_path):
    done = build_from(tmp_path, broken="# Broken\n---\nimport khabar\nkhabar.question('none/1')")
    assert done.returncode and len(done.stderr.strip().splitlines()) == 1
    assert "broken.ipynb" in done.stderr and "none/1" in done.stderr
