// A passage, right to left, of whose words a stretch is selected: by dragging, by a click with shift (or
// while "Extend" is pressed: for those who cannot drag), or with the arrow keys and shift.
import { follow, make, set, step, t } from "./common.js";

export const inside = ([paragraph, first, last], [p, n]) => p === paragraph && first <= n && n <= last;

// Reads the traitlets `passage` (paragraphs with their tokens) and `selection` ([paragraph, first, last] or
// []); `paint` is given the words, {element, place, form}, whenever they or the selection are drawn, `touched`
// the last selected one when somebody has selected here.
export function passage(model, label, paint, touched = () => {}) {
  const text = make("div", { class: "passage ar", lang: "ar", dir: "rtl", role: "listbox", "aria-multiselectable": "true", "aria-label": label });
  const extend = make("button", { type: "button", textContent: t("Extend"), title: t("The next click extends the selection"), "aria-pressed": "false" });
  extend.addEventListener("click", () => extend.setAttribute("aria-pressed", String(extend.ariaPressed !== "true")));
  let words = [];
  let anchor = null;
  let dragging = false;
  let before = [];
  // The last of the selected words, to whoever has something to say beside it.
  const chosen = () => {
    const selection = model.get("selection");
    const last = words.findLast((word) => selection.length && inside(selection, word.place));
    if (last) touched(last.element);
  };

  const elements = () => words.map((word) => word.element);
  const wordOf = (element) => words.find((word) => word.element === element?.closest?.(".word"));
  const select = (word, extending) => {
    if (!word) return;
    const from = extending && anchor && anchor[0] === word.place[0] ? anchor : word.place;
    anchor = from;
    const [low, high] = [from[1], word.place[1]].sort((a, b) => a - b);
    const selection = [from[0], low, high];
    if (String(selection) !== String(model.get("selection"))) set(model, { selection });
  };
  text.addEventListener("pointerdown", (event) => {
    const word = event.button === 0 ? wordOf(event.target) : null;
    if (!word) return;
    event.preventDefault();
    before = [model.get("selection"), anchor, extend.ariaPressed];
    select(word, event.shiftKey || extend.ariaPressed === "true");
    extend.setAttribute("aria-pressed", "false");
    word.element.focus({ preventScroll: true });
    text.setPointerCapture(event.pointerId);
    dragging = true;
  });
  text.addEventListener("pointermove", (event) => {
    if (dragging) select(wordOf(text.getRootNode().elementFromPoint(event.clientX, event.clientY)), true);
  });
  // The click of a tap comes last and would close what was opened before it; a drag may end without one.
  let waiting = 0;
  text.addEventListener("pointerup", () => { if (dragging) waiting = setTimeout(chosen, 60); dragging = false; });
  text.addEventListener("click", () => {
    if (!waiting) return;
    clearTimeout(waiting);
    waiting = 0;
    chosen();
  });
  // A finger that scrolls has chosen nothing.
  text.addEventListener("pointercancel", () => {
    if (!dragging) return;
    const [selection, from, extending] = before;
    dragging = false;
    set(model, { selection });
    anchor = from;
    extend.setAttribute("aria-pressed", extending);
  });
  text.addEventListener("keydown", (event) => {
    const word = wordOf(event.target);
    const target = word && step(elements(), words.indexOf(word), event.key);
    if (target === undefined) return;
    event.preventDefault();
    const next = words[target];
    if (event.shiftKey && next.place[0] !== word.place[0]) return;
    if (event.shiftKey && !anchor) anchor = word.place;
    select(next, event.shiftKey);
    next.element.focus();
    chosen();
  });

  const refresh = () => {
    const selection = model.get("selection");
    if (!selection.length) anchor = null;
    let reachable = false;
    for (const { element, place } of words) {
      const chosen = selection.length > 0 && inside(selection, place);
      element.ariaSelected = String(chosen);
      const focused = element === element.getRootNode().activeElement;
      element.tabIndex = focused || (!reachable && chosen) ? 0 : -1;
      reachable ||= element.tabIndex === 0;
    }
    if (!reachable && words.length) words[0].element.tabIndex = 0;
    paint(words);
  };
  const draw = () => {
    words = [];
    text.replaceChildren(...model.get("passage").map(({ p, tokens }) => {
      const line = make("div", { class: "paragraph", role: "group", "aria-label": t("paragraph {0}", p) });
      line.append(make("span", { class: "number", textContent: p, ariaHidden: "true" }));
      for (const { n, f, s } of tokens) {
        const element = make("span", { class: "word", role: "option", textContent: s === 0 ? f : `${f} ` });
        words.push({ element, place: [p, n], form: f });
        line.append(element);
      }
      return line;
    }));
    refresh();
  };
  const stops = [follow(model, ["passage"], draw), follow(model, ["selection"], refresh)];
  return { text, extend, refresh, stop: () => stops.forEach((stop) => stop()) };
}
