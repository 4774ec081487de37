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
from bs4 import BeautifulSoup
from nbformat import v4
from playwright.sync_api import expect
from sphinx.util.inventory import InventoryFile
from test_reference import OBJECTS

import khabar
from conftest import ROOT, SCREENSHOTS, QuietHandler
from khabar.course import questions
from khabar.course.questions import Question
from khabar.widgets import Reader, Segmenter, Tree
from khabar.widgets.question import LABELS
from test_in_sight import SIZES, touch_words

pytestmark = pytest.mark.browser
sys.path.insert(0, str(ROOT / "toolkit" / "site"))
BUILD = ROOT / "toolkit" / "site" / "build.py"
PAGE_BYTES = 1_000_000
LESSON = "00-first-look.html"
FOLDER = "/teaching/khabar/"  # a site need not stand at the root of its host


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The site, built by its one command with an empty home."""
    out = tmp_path_factory.mktemp("site") / FOLDER.strip("/")
    home = tmp_path_factory.mktemp("home")
    env = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.executable, BUILD, out], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert not list(home.glob(".khabar/learner.sqlite")), "the build wrote a learner's progress"
    print(done.stdout)
    return out


@pytest.fixture(scope="session")
def address(folder):
    root = folder.parents[len(FOLDER.strip("/").split("/")) - 1]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{FOLDER}"
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


def awake(page):
    """Every widget of the page has been drawn by its script."""
    expect(page.locator(".widget:not(:has(.khabar))")).to_have_count(0)


def test_every_notebook_runs_from_top_to_bottom_and_has_its_page(folder):
    """The build runs each in a fresh kernel and ends at a cell that fails; no cell may be without an outcome."""
    lessons = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.stem for path in folder.glob("*.html")} == {"index", "article"} | lessons
    silent = []
    for name in lessons:
        page = BeautifulSoup((folder / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        cells = page.select(".jp-CodeCell")
        assert cells, name
        for source in (
            cell.select_one(".highlight").get_text().strip()
            for cell in cells
            if not cell.select_one(".jp-OutputArea-child")
        ):
            spoken = (
                source.endswith(";")
                or "=" in source.splitlines()[-1]
                or source.startswith(("import", "from"))
            )
            silent += [] if spoken else [f"{name}: {source}"]
    assert not silent


def test_the_reference_has_every_public_object(folder):
    """Sphinx builds it without a warning, or the site's build fails."""
    listed = InventoryFile.loads((folder / "reference" / "objects.inv").read_bytes(), uri="")
    ends = {name.rpartition(".")[2] for kind in listed.data.values() for name in kind}
    assert not {name.rpartition(".")[2] for name in OBJECTS} - ends


# Arabic letters outside Arabic elements, save in code, in what code prints and in forms' values.
STRAY = r"""() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) {
        const at = walk.currentNode.parentElement;
        if (/\p{Script=Arabic}{2}/u.test(walk.currentNode.data) && !at.closest("[lang=ar], pre, code, script, option"))
            found.push(walk.currentNode.data);
    }
    return found;
}"""


def test_every_page_says_its_languages_and_its_links_lead_somewhere(folder, site, address):
    page = site("index.html")
    seen = []
    while True:
        awake(page)
        name = urlsplit(page.url).path.removeprefix(FOLDER)
        seen.append(name)
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("h1").count() == 1 and page.title()
        assert page.evaluate(STRAY) == [], name
        assert page.locator("img:not([alt])").count() == 0, name
        for link in page.eval_on_selector_all("a[href]", "(all) => all.map((a) => a.getAttribute('href'))"):
            here = urljoin(address, link if not link.startswith("#") else name + link)
            if here.startswith(address):
                assert (folder / urlsplit(here).path.removeprefix(FOLDER)).is_file(), f"{name}: {link}"
        if not page.locator("a[rel=next]").count():
            break
        page.locator("a[rel=next]").click()
        page.wait_for_load_state()
        assert page.locator("a[rel=prev]").get_attribute("href") == name
    assert sorted(seen) == names(folder) and seen == ["index.html", "article.html", *sorted(seen)[:-2]]


def test_every_page_fits_a_narrow_screen(folder, address, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    for name in names(folder):
        page.goto(address + name)
        awake(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        page.screenshot(path=SCREENSHOTS / f"site-{name[:-5]}-narrow.png")


def test_axe_finds_nothing_serious_in_any_page(folder, address, page, violations):
    """Every page, in turn by day and by night; the first of them by both."""
    found = []
    pages = [(name, "dark" if number % 2 else "light") for number, name in enumerate(names(folder))]
    for name, scheme in [*pages, (pages[0][0], "dark")]:
        page.emulate_media(color_scheme=scheme)
        page.goto(address + name)
        awake(page)
        found += [f"{name} ({scheme}): {line}" for line in violations(page, "body")]
    assert not found


def test_code_of_the_reading_path_is_folded(folder, site):
    page = site("01-letters.html")
    notebook = nbformat.read(ROOT / "notebooks" / "01-letters.ipynb", as_version=4)
    folded = [cell for cell in notebook.cells if cell.metadata.get("jupyter", {}).get("source_hidden")]
    assert len(folded) > 5 and page.locator("details.source").count() >= len(folded)
    first = page.locator("details.source").first
    assert not first.locator(".highlight").is_visible()
    first.locator("summary").click()
    assert "import khabar" in first.locator(".highlight").inner_text()


def test_the_article_answers_and_is_light(site):
    page = site("article.html")
    page.locator(".khabar-reader .w").first.wait_for()
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
    seconds = page.evaluate("""() => new Promise((done) => {
        const look = () => (window.answered ? done(window.answered / 1000) : setTimeout(look, 20));
        look();
    })""")
    sizes = page.evaluate("""() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .map((entry) => [entry.name, entry.decodedBodySize])""")
    total = sum(size for _, size in sizes)
    print(f"the article's page: answers after {seconds:.2f} s, {total / 1000:.0f} kB in {len(sizes)} files")
    assert total > 100_000
    assert total < PAGE_BYTES


def test_the_reader_answers_without_a_kernel(site):
    page = site(LESSON)
    reader = page.locator(".khabar-reader")
    reader.wait_for()
    reader.locator('[data-place="1,16"]').click()
    card = reader.locator(".card")
    assert "وَنَظِيرَهُ" in card.locator("h3").inner_text().replace("\u202f", "")
    assert "and + counterpart + his" in card.inner_text()
    page.keyboard.press("ArrowLeft")
    assert reader.locator('[aria-pressed="true"]').get_attribute("data-place") == "1,17"
    reader.get_by_label("Vowels").check()
    assert "قَالَتْ وِزَارَةُ" in " ".join(reader.locator(".page p").first.inner_text().split())
    reader.locator("select").select_option("speaker")
    assert reader.locator(".page .tag").count() > 5
    page.screenshot(path=SCREENSHOTS / "site-reader.png")


def test_the_page_holds_what_the_reader_holds(folder):
    doc = khabar.article()
    page = (folder / "article.html").read_text(encoding="utf-8")
    (data,) = set(re.findall(r"data/\w+\.json", page))
    assert json.loads((folder / data).read_text("utf-8")) == Reader(doc, khabar.interpret(doc)).text


def test_on_a_narrow_screen_the_card_is_beside_the_word(site, page):
    page.set_viewport_size({"width": 360, "height": 740})
    site("article.html").locator('[data-place="3,5"]').click()
    card = page.locator(".card").bounding_box()
    word = page.locator('[data-place="3,5"]').bounding_box()
    assert 0 <= word["y"] < card["y"] and card["y"] + card["height"] <= 741


@pytest.mark.parametrize("size", SIZES)
def test_the_cards_of_words_all_over_the_article_are_in_sight(site, page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    site("article.html").locator(".khabar-reader .w").first.wait_for()
    touch_words(page)
    page.screenshot(path=SCREENSHOTS / f"site-card-{size[0]}.png")


def test_the_article_can_be_read_without_scripts(browser, address):
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "article.html")
    assert page.locator('.widget [lang="ar"][dir="rtl"] p').count() == 11
    page.close()


def question(page, id):
    return page.get_by_role("group", name=f"Question {id}", exact=True)


def press(box, name="Check"):
    box.get_by_role("button", name=name).first.click()


def test_a_choice_is_told_why_and_gets_hints(site):
    asked = questions.get("00-first-look/1")
    page = site(LESSON)
    box = question(page, asked.id)
    for known in asked.misconceptions:
        box.get_by_label(known["answers"][0]).check()
        press(box)
        assert box.locator(".say").inner_text().startswith("✗ Not yet.")
        assert known["say"] in box.locator(".say").inner_text()
    assert asked.hints[-1] in box.locator(".hints").inner_text()
    assert box.get_by_role("button", name="hint").is_disabled()
    box.get_by_label(asked.accept[0]).check()
    assert box.locator(".say").inner_text() == ""  # feedback belongs to the answer that it was given on
    press(box)
    assert f"✓ Right. {asked.why}" in box.locator(".say").inner_text()
    assert "solved" in box.locator(".solved").inner_text()
    press(box, "Show the answer")
    assert f"The answer is {asked.accept[0]}" in box.locator(".solution").inner_text()
    box.scroll_into_view_if_needed()
    page.screenshot(path=SCREENSHOTS / "site-question.png")


def test_a_cut_is_judged_and_can_be_tried_again(site):
    asked = questions.get("00-first-look/2")
    box = question(site(LESSON), asked.id)
    answer = box.get_by_role("textbox")
    for given in ("و + نظيره", "ونظيره"):
        answer.fill(given)
        answer.press("Enter")
        assert questions.misconception(asked, given)[1] in box.locator(".say").inner_text()
    answer.fill("  ")
    answer.press("Enter")
    assert "Answer first" in box.locator(".say").inner_text()
    assert box.locator(".hints p").count() == 2  # an empty answer is no try


def test_the_first_page_finds_sections_and_terms_and_says_what_is_solved(site, page):
    box = question(site(LESSON), "00-first-look/2")
    box.get_by_role("textbox").fill("و + نظير + ه")
    box.get_by_role("textbox").press("Enter")
    box.get_by_text("✓ solved").wait_for()
    site("index.html")
    assert "1 of 2 solved" in page.locator('.progress[data-lesson="00-first-look"]').inner_text()
    page.get_by_role("searchbox").fill("ضمير متصل")
    first = page.locator("#search li").first
    first.wait_for()
    assert "attached pronoun" in first.inner_text()
    page.get_by_role("searchbox").fill("bidirectional algorithm")
    link = page.locator("#search li a", has_text="bidirectional").first
    link.click()
    page.wait_for_url("**/01-letters.html#*")


def test_a_page_speaks_of_itself_and_leads_to_binder_where_a_kernel_is_needed(site):
    page = site("01-letters.html")
    assert "Run All Cells" not in page.locator("main").inner_text()
    link = page.get_by_role("link", name="open the lesson on Binder").first
    assert link.get_attribute("href").endswith("urlpath=lab/tree/notebooks/01-letters.ipynb")


def test_cuts_are_told_what_a_kernel_tells(site):
    page = site("03-tokenize.html")
    awake(page)
    box = page.locator(".khabar-segmenter").first
    doc = khabar.article()
    places = [(t.paragraph, t.position) for t in doc.tokens if t.is_multiword and t.paragraph <= 3]
    widget = Segmenter(doc, places)
    for number, item in enumerate(widget.items):
        word = box.locator("li.word").nth(number)
        press(word)
        whole = ["".join(item["letters"])]
        assert plain(word.locator(".say")) == f"✗ Not yet. {widget.verdict(item['key'], whole)[1]}"
        at = len(item["letters"]) - 2
        word.locator(".gap").nth(at).click()
        press(word)
        last = len("".join(item["letters"][: at + 1]))
        pieces = [whole[0][:last], item["dropped"].get(str(last), "") + whole[0][last:]]
        right, message = widget.verdict(item["key"], pieces)
        assert plain(word.locator(".say")) == f"{'✓ Right.' if right else '✗ Not yet.'} {message}".strip()
        word.locator(".gap").nth(at).click()
        ends = [len("".join(item["letters"][:n])) for n in range(1, len(item["letters"]))]
        cuts = [ends.index(start) + 1 for start in _starts(item)]
        for letter in cuts:
            word.locator(".gap").nth(letter - 1).click()
        press(word)
        assert plain(word.locator(".say")).startswith("✓ Right.")
    assert "Every word is cut rightly" in box.inner_text()


def _starts(item):
    """Where the pieces of the right cut begin, but the first."""
    found, at = [], 0
    for number, piece in enumerate(item["right"]):
        if number:
            found.append(at)
        dropped = item["dropped"].get(str(at), "") if number else ""
        at += len(piece.removeprefix(dropped))
    return found


def plain(said):
    return " ".join(said.inner_text().split())


def test_the_tree_turns_and_its_exercise_is_judged(site):
    page = site("07-syntax.html")
    awake(page)
    doc = khabar.article()
    view = page.locator(".khabar-tree").filter(has=page.locator("ul.tree")).first
    view.locator(".line .w").nth(3).click()
    view.get_by_role("button", name="Next sentence").click()
    assert view.get_by_role("button", name="Next sentence").is_enabled()
    shown = [w.vform for w in doc.sentences[2].words if w.upos != "PUNCT"]
    assert view.locator(".line .w > span:first-child").all_inner_texts() == shown
    assert view.locator(".line [aria-pressed=true]").count() == 0
    widget = Tree(doc, 1, exercise=True)
    drawing = page.locator(".khabar-tree").filter(has_not=page.locator("ul.tree")).first

    def draw(word, head):
        drawing.locator(f'.line [data-id="{word.id}"]').click()
        drawing.get_by_label("Head", exact=True).select_option(str(head))
        press(drawing)
        return plain(drawing.locator(".say"))

    words = [word for word in widget.document.sentences[1].words if word.upos != "PUNCT"]
    tried = ((word, head.id) for word in words for head in words if head is not word)
    word, head = next((w, h) for w, h in tried if not widget.verdict(str(w.id), {"head": h})[0])
    assert draw(word, head) == f"✗ Not yet. {widget.verdict(str(word.id), {'head': head})[1]}"
    said = draw(next(other for other in words if other.id == head), word.id)
    assert said.startswith("✗ Not yet. This closes a circle:")
    for word in words:
        said = draw(word, word.head)
    assert "✓ Right." in said and "complete and right" in drawing.inner_text()


def test_a_reading_is_judged_as_in_the_notebook(site):
    page = site("06-tagging.html")
    awake(page)
    tagger = page.locator(".khabar-tagger").first
    said = set()
    for option in range(tagger.locator("input[type=radio]").count()):
        tagger.locator("input[type=radio]").nth(option).check()
        press(tagger)
        said.add(plain(tagger.locator(".say")))
    assert any(text.startswith("✓ Right. ") for text in said)
    assert any(len(text) > len("✗ Not yet. ") for text in said if text.startswith("✗"))


def test_what_jupyters_own_widgets_show_is_there_with_a_note(site):
    page = site("01-letters.html")
    cell = page.locator(".jp-CodeCell").first
    assert "U+0648" in cell.locator("table").inner_text()
    assert "needs a kernel" in cell.inner_text()
    sample = site("11-your-article.html").locator(".shown p", has_text="وقالت مديرة المكتبة").first
    assert sample.evaluate("line => getComputedStyle(line).direction") == "rtl"


def test_the_keyboard_is_enough(site):
    page = site(LESSON)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


# --- the script and khabar.course.questions agree --------------------------------------------------

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
    "spans": Question(
        "t/spans", "spans", "?", [[[1, 2, 4], [2, 1, 1]]], "why", hints=["look"],
        misconceptions=[{"answers": [[[1, 2, 2]]], "idea": "head alone", "say": "The whole phrase."}],
    ),
    "match": Question("t/match", "match", "?", [{"وزارة": "فاعل", "الروسية": "نعت"}], "why"),
    "order": Question("t/order", "order", "?", [["word", "d1", "أتب"]], "why", hints=["one"]),
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
    "spans": [[[1, 2, 4], [2, 1, 1]], [[2, 1, 1], [1, 2, 3], [1, 4, 4]], [[1, 2, 2]], [], [[1, 2, 5], [2, 1, 1]]],
    "match": [{"الروسية": "نعت", "وزارة": "فاعل"}, {"وزاره": "فاعل", "الروسية": "نَعت"}, {"وزارة": "نعت", "الروسية": "نعت"}, {"وزارة": "فاعل"}],
    "order": [["word", "d1", "أتب"], ["Word", "d1", "اتب"], ["d1", "word", "أتب"], ["word", "d1"]],
}  # fmt: skip


def table():
    """Each question of the tests and of the course with right answers, known wrong ones, and bad spellings."""
    for kind, question in ASKED.items():
        yield from ((question, answer) for answer in ANSWERS[kind])
    for question in questions.bank().values():
        answers = [*question.accept, *(a for known in question.misconceptions for a in known["answers"])]
        if question.kind not in ("choose", *LABELS):
            yield from ((question, answer) for answer in answers)
            continue
        for answer in [*answers, *question.options]:
            text = questions._shown(answer)
            same = {text, text.replace("ا", "أ"), f"{text}ـ"}
            spelt = same if question.kind == "choose" else same | {text + "س"}
            yield from ((question, variant) for variant in sorted(spelt))


def test_the_script_says_what_khabar_says(site, monkeypatch, tmp_path):
    from questions import pack

    monkeypatch.setenv("KHABAR_PROGRESS", str(tmp_path / "progress.json"))
    known = questions.bank() | {question.id: question for question in ASKED.values()}
    monkeypatch.setattr(questions, "get", known.__getitem__)
    rows = list(table())
    assert len(rows) > 60 and {question.kind for question, _ in rows} == set(questions.KINDS)
    packed = {id: pack(known[id]) for id in {question.id for question, _ in rows}}
    said = site("index.html").evaluate(
        """async ([packed, rows]) => {
            const { judge, unpack } = await import("./assets/kernel.js");
            return rows.map(([id, answer]) => judge(unpack(packed[id]), answer));
        }""",
        [packed, [(question.id, answer) for question, answer in rows]],
    )
    differ = []
    for (question, answer), feedback in zip(rows, said, strict=True):
        expected = khabar.check(question.id, answer)
        if (feedback["right"], feedback["message"]) != (expected.right, expected.message):
            differ.append((question.id, answer, feedback, expected))
    assert not differ


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
from khabar.widgets import Reader, Segmenter, Tree
from khabar.widgets.question import LABELS
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
        f"build.NOTEBOOKS = Path({str(folder)!r})\n"
        "build.reference = lambda folder: None  # it is built with the site\n"
        f"build.main([{str(tmp_path / 'out')!r}])"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


def test_what_a_page_cannot_do_it_says(tmp_path):
    done = build_from(tmp_path, a=CELLS, b="# Another")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "out" / "a.html").read_text(encoding="utf-8")
    assert 'href="b.html#part"' in html and 'href="https://example.org/"' in html
    assert "a guide" in html and "annotation.md" not in html
    assert 'src="data:image/svg+xml;base64,' in html
    # The text of the first reader is long: its pages were recorded.
    assert html.count("needs a kernel") == 1 and html.count('data-name="reader"') == 2
    assert "<script>alert" not in html


def test_a_lesson_that_fails_is_named(tmp_path):
    done = build_from(tmp_path, broken="# Broken\n---\nimport khabar\nkhabar.question('none/1')")
    assert done.returncode and len(done.stderr.strip().splitlines()) == 1
    assert "broken.ipynb" in done.stderr and "none/1" in done.stderr
