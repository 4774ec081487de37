// Words whose letters stand apart, joined by a stroke where they join: a click between two cuts them.
import { arabic, ask, follow, frame, make, pager, say, set, step, verdict } from "./common.js";

const JOINER = "\u200d";
const STROKE = "\u0640".repeat(6);
// Letters that never join the next one, whatever signs they bear.
const joins = (letter) => !/^[اأإآٱدذرزژوؤةىء]/.test(letter);

// Offsets of the borders in the word, from its pieces; a piece may have got back a letter that writing drops.
function borders(item, pieces) {
  let at = 0;
  return pieces.map((piece) => {
    const start = at;
    const dropped = item.dropped[start] ?? "";
    at += piece.length - (start && piece.startsWith(dropped) ? dropped.length : 0);
    return start;
  }).slice(1);
}

function piecesOf(item, cuts) {
  const word = item.letters.join("");
  const starts = [0, ...cuts];
  return starts.map((start, n) => (item.dropped[start] ?? "") + word.slice(start, starts[n + 1]));
}

function wordElement(model, item) {
  const word = item.letters.join("");
  const answer = () => model.get("answers")[item.key] ?? [word];
  const strip = make("div", { class: "strip", lang: "ar", dir: "rtl", role: "group", "aria-label": `Between the letters of ${word}` });
  const pieces = make("div", { class: "pieces ar", lang: "ar", dir: "rtl" });
  const box = make("div", { class: "say", role: "status" });
  const check = make("button", { type: "button", textContent: "Check", "aria-label": `Check ${word}` });
  const letters = item.letters.map((letter) => make("span", { class: "letter", textContent: letter }));
  const gaps = item.letters.slice(1).map((letter, n) =>
    make("button", { type: "button", class: "gap", tabIndex: n ? -1 : 0, "aria-label": `${item.letters[n]} | ${letter}` },
      make("span", { class: "stroke", ariaHidden: "true", textContent: JOINER + STROKE + JOINER })));
  strip.append(letters[0], ...gaps.flatMap((gap, n) => [gap, letters[n + 1]]));
  const offsets = gaps.map((_, n) => item.letters.slice(0, n + 1).join("").length);

  gaps.forEach((gap, n) => {
    gap.addEventListener("click", () => {
      const cuts = new Set(borders(item, answer()));
      if (!cuts.delete(offsets[n])) cuts.add(offsets[n]);
      set(model, { answers: { ...model.get("answers"), [item.key]: piecesOf(item, [...cuts].sort((a, b) => a - b)) } });
    });
    gap.addEventListener("focus", () => gaps.forEach((other) => { other.tabIndex = other === gap ? 0 : -1; }));
  });
  strip.addEventListener("keydown", (event) => {
    const target = step(gaps, gaps.indexOf(event.target), event.key);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    gaps[target].focus();
  });
  check.addEventListener("click", () => ask(model, { [item.key]: answer() }));

  const refresh = () => {
    const cuts = borders(item, answer());
    gaps.forEach((gap, n) => {
      const cut = cuts.includes(offsets[n]);
      const joined = !cut && joins(item.letters[n]);
      gap.setAttribute("aria-pressed", String(cut));
      gap.firstChild.classList.toggle("joined", joined);
      letters[n].dataset.after = joined ? "joined" : "";
    });
    letters.forEach((letter, n) => {
      const before = n && letters[n - 1].dataset.after;
      letter.textContent = (before ? JOINER : "") + item.letters[n] + (letter.dataset.after ? JOINER : "");
    });
    pieces.replaceChildren(...answer().flatMap((piece, n) => (n ? [" + ", arabic(piece)] : [arabic(piece)])));
    say(box, verdict(model, item.key, answer(), (given) => String(given) === String(item.right)));
  };
  const context = make("p", { class: "context ar", lang: "ar", dir: "rtl" },
    item.before ? `${item.before} ` : "", make("b", { textContent: word }), item.after ? ` ${item.after}` : "");
  return { element: make("li", { class: "word", value: item.number }, context, strip, make("div", { class: "bar" }, check, pieces), box), refresh };
}

function render({ model, el }) {
  const list = make("ol", { class: "words" });
  const progress = make("p", { role: "status" });
  const pages = pager(model, "(the words are shown in pages)");
  const { release } = frame({ model, el }, "khabar-segmenter",
    make("p", { textContent: "Cut each word into its parts: click between two letters, or move with the arrow keys and press Enter. Click again to undo a cut." }),
    list, progress, pages.bar);
  let words = [];
  const refresh = () => {
    words.forEach((word) => word.refresh());
    progress.textContent = model.get("solved") ? "✓ Every word is cut rightly." : "";
  };
  const draw = () => {
    words = model.get("items").map((item) => wordElement(model, item));
    list.replaceChildren(...words.map((word) => word.element));
    refresh();
  };
  const stops = [follow(model, ["items"], draw), follow(model, ["answers", "checked", "feedback", "solved"], refresh), pages.stop, release];
  return () => stops.forEach((stop) => stop());
}

export default { render };
