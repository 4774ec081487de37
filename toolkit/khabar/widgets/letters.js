// A word whose letters stand apart, joined by a stroke where they join: a click between two cuts it.
import { make, step, t } from "./common.js";

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

// `item`: letters of a word, and by offset what writing drops there; `pieces` gives the pieces so far and
// `change` is told the new ones.
export function letterStrip(item, pieces, change) {
  const word = item.letters.join("");
  const element = make("div", { class: "strip", lang: "ar", dir: "rtl", role: "group", "aria-label": t("Between the letters of {0}", word) });
  const letters = item.letters.map((letter) => make("span", { class: "letter", textContent: letter }));
  const gaps = item.letters.slice(1).map((letter, n) =>
    make("button", { type: "button", class: "gap", tabIndex: n ? -1 : 0, "aria-label": `${item.letters[n]} | ${letter}` },
      make("span", { class: "stroke", ariaHidden: "true", textContent: JOINER + STROKE + JOINER })));
  element.append(letters[0], ...gaps.flatMap((gap, n) => [gap, letters[n + 1]]));
  const offsets = gaps.map((_, n) => item.letters.slice(0, n + 1).join("").length);

  gaps.forEach((gap, n) => {
    gap.addEventListener("click", () => {
      const cuts = new Set(borders(item, pieces()));
      if (!cuts.delete(offsets[n])) cuts.add(offsets[n]);
      change(piecesOf(item, [...cuts].sort((a, b) => a - b)));
    });
    gap.addEventListener("focus", () => gaps.forEach((other) => { other.tabIndex = other === gap ? 0 : -1; }));
  });
  element.addEventListener("keydown", (event) => {
    const target = step(gaps, gaps.indexOf(event.target), event.key);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    gaps[target].focus();
  });

  const refresh = () => {
    const cuts = borders(item, pieces());
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
  };
  return { element, refresh };
}
