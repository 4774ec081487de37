// What all widgets share. Text is only ever set with textContent, so that nothing in a document can
// become markup; state is the model's traitlets, and what is drawn is drawn from them.
import { ARABIC, DOUBTS } from "./words.js";

// --- the language of labels, buttons and messages ---
let spoken = "en";
export const speak = (language) => { spoken = language; };

// A text of the interface in the language that is spoken, {0}, {1} … filled in.
export function t(text, ...values) {
  const said = (spoken === "ar" && ARABIC[text]) || text;
  return said.replace(/\{(\d)\}/g, (_, n) => values[n]);
}

// A pair [English, Arabic] of a table of terms: in Arabic the Arabic term alone, in English both.
export function term(pair, fallback = "") {
  const [english, word] = pair ?? [fallback, ""];
  if (!word) return [english];
  return spoken === "ar" ? [arabic(word)] : [`${english} `, arabic(word)];
}

// What a module exports: a widget that is drawn anew when another language is chosen, in it or in any other
// widget of the page.
export function widget(render) {
  return {
    render({ model, el }) {
      let stop = () => {};
      const draw = () => {
        stop();
        const had = el.contains(document.activeElement);
        el.replaceChildren();
        speak(model.get("language"));
        attempt(() => localStorage.setItem("khabar language", spoken)); // for what asks no kernel
        stop = render({ model, el });
        if (had) el.querySelector("button.language")?.focus(); // and not at the page's beginning
      };
      const hear = ({ detail }) => { if (detail !== model.get("language")) set(model, { language: detail }); };
      window.addEventListener("khabar-language", hear);
      model.on("change:language", draw);
      draw();
      return () => {
        window.removeEventListener("khabar-language", hear);
        model.off("change:language", draw);
        stop();
      };
    },
  };
}

export function languageSwitch() {
  const other = spoken === "ar" ? "en" : "ar";
  const button = make("button", { type: "button", class: "language", lang: other, textContent: other === "ar" ? "العربية" : "English" });
  button.addEventListener("click", () => window.dispatchEvent(new CustomEvent("khabar-language", { detail: other })));
  return button;
}

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") element.className = value;
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const arabic = (text, tag = "bdi") => make(tag, { lang: "ar", dir: "rtl", textContent: text });

// A sentence in English with Arabic in it, each passage of Arabic (with what stands between its words and its own
// numbers, quotation marks and brackets) isolated and set as Arabic: as khabar.text.tables.marked_up does it.
const FIRST = '["]?[\\u0620-\\u065f\\u0670-\\u06ff]';
const INSIDE = '[\\u0600-\\u06ff\\u0750-\\u077f\\u200d\\s+.:"…]|[·-](?=[\\s(]?[\\u0620-\\u06ff])|[0-9]+(?:[.,/:][0-9]+)*%?(?=\\s["«(]?[\\u0620-\\u06ff])';
const BRACKETS = `\\((?:(?:[0-9.,]+\\s)?${FIRST}(?:${INSIDE}|«(?:${INSIDE})*»)*|[0-9.,:/]+(?=\\)\\s[\\u0620-\\u06ff]))\\)`;
const QUOTED = `«(?:… ?)?${FIRST}(?:${INSIDE}|${BRACKETS})*»`;
const PASSAGE = new RegExp(`(?:… ?)?(?:${FIRST}|${QUOTED}|${BRACKETS}(?=\\s?[\\u0620-\\u06ff]))(?:${INSIDE}|${BRACKETS}|${QUOTED})*`, "g");
export function mixed(text) {
  return spoken === "ar" && /[A-Za-z]/.test(text) ? inArabic(text) : runs(text);
}

function runs(text) {
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(PASSAGE)) {
    let start = match.index;
    let core = match[0].replace(/[ +.:\n]+$/, "");
    if (core.split('"').length % 2 === 0) {
      // The mark at its edge belongs to the English around it.
      if (core.startsWith('"')) [start, core] = [start + 1, core.slice(1)];
      else core = core.replace(/"+$/, "");
    }
    parts.push(text.slice(done, start), arabic(core));
    done = start + core.length;
  }
  return [...parts, text.slice(done)];
}

// What is said of an answer comes in English, from a kernel or from what was recorded of one: sentences that the
// program says are said in Arabic; what belongs to one question or text stays as it was written.
const literally = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
const VALUE = "((?:[^.?!]|[.](?! ))+?)";
const TEMPLATES = [];
export function teach(sentences) {
  for (const [english, said] of Object.entries(sentences)) TEMPLATES.push([english.includes("{0}"), new RegExp(`^${literally(english).replace(/\{\d\}/g, VALUE)}(?=\\s|$)`), said]);
  TEMPLATES.sort(([a], [b]) => a - b);
}
teach(DOUBTS);
const OTHERS = /^.*?[.?!:…](?=\s|$)|^.*$/s;

function template(text) {
  for (const [, pattern, said] of TEMPLATES) {
    const found = pattern.exec(text);
    if (found) return [found[0].length, said.replace(/\{(\d)\}/g, (_, n) => inOneWord(found[Number(n) + 1]))];
  }
  return null;
}

function inOneWord(value) {
  if (value.includes(", ")) return value.split(", ").map(inOneWord).join("، ");
  const [length, said] = template(value) ?? [0, ""];
  return length === value.length ? said : ARABIC[value] ?? value;
}

function inArabic(text) {
  const parts = [];
  let others = "";
  const close = () => {
    if (others.trim()) parts.push(make("bdi", { lang: "en", dir: "ltr" }, ...runs(others.trim())), " ");
    others = "";
  };
  for (let rest = text.trimStart(); rest;) {
    const [, sign] = /^([✓✗] )?/.exec(rest);
    if (sign) {
      close();
      parts.push(sign);
      rest = rest.slice(sign.length);
    }
    const [sentence] = OTHERS.exec(rest);
    const found = template(rest) ?? (ARABIC[sentence] ? [sentence.length, ARABIC[sentence]] : null);
    const length = found ? found[0] : sentence.length;
    if (found) { close(); parts.push(`${found[1]} `); } else others += `${rest.slice(0, length)} `;
    rest = rest.slice(length).trimStart();
  }
  close();
  return parts;
}

// The widget's outermost element; `narrow` is set on it where there is no room for two columns.
export function frame({ model, el }, name, ...children) {
  const root = make("div", { class: `khabar ${name}`, lang: spoken, dir: spoken === "ar" ? "rtl" : "ltr" }, ...children);
  // On the page, so that Arabic in the prose around the widgets has the same face.
  document.documentElement.style.setProperty("--khabar-face", model.get("fonts"));
  el.append(root);
  // A plain key pressed here is meant for the widget: in JupyterLab C would copy the cell and Enter edit it.
  root.addEventListener("keydown", (event) => {
    const card = root.querySelector(".beside:popover-open");
    if (event.key === "Escape" && card) card.hidePopover();
    // Without a card it leads out, to the cell: from there the keys go from cell to cell.
    else if (event.key === "Escape") root.closest(".jp-Cell")?.focus();
    const forLab = event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter");
    if (!forLab) event.stopPropagation();
  });
  const observer = new ResizeObserver(([entry]) => root.classList.toggle("narrow", entry.contentRect.width < 640));
  observer.observe(root);
  return { root, release: () => observer.disconnect() };
}

// Draw now and at each change of these traitlets; the function that is returned stops that.
export function follow(model, names, draw) {
  for (const name of names) model.on(`change:${name}`, draw);
  draw();
  return () => names.forEach((name) => model.off(`change:${name}`, draw));
}

export function set(model, changes) {
  for (const [name, value] of Object.entries(changes)) model.set(name, value);
  model.set("sent", model.get("sent") + 1);
  model.save_changes();
}

// --- beside what was touched ---

// A card that the browser puts beside an element and keeps inside the window, whatever scrolls or clips around
// it; on a narrow screen a bar at the window's bottom. Escape, its button and a click elsewhere close it.
export function beside(label, ...children) {
  const close = make("button", { type: "button", class: "close", "aria-label": t("Close"), textContent: "×" });
  const body = make("div", { class: "body", tabIndex: 0, role: "region", "aria-label": label, "aria-live": "polite" }, ...children);
  const element = make("div");
  const name = `--khabar-${Math.random().toString(36).slice(2)}`;
  let anchor = null;
  const hide = () => element.firstChild?.hidePopover();
  close.addEventListener("click", () => {
    hide();
    anchor?.focus({ preventScroll: true });
  });
  const show = (to) => {
    anchor?.style.removeProperty("anchor-name");
    anchor = to;
    to.style.setProperty("anchor-name", name);
    // A new one each time: a card that has been shown keeps to the side that had room then.
    const card = make("div", { class: "beside", popover: "auto" }, close, body);
    card.style.positionAnchor = name;
    element.replaceChildren(card);
    card.showPopover();
    body.scrollTop = 0;
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return { element, body, show, hide };
}

// What has just changed, into the window.
export const inSight = (element) => element.scrollIntoView({ block: "nearest", inline: "nearest" });

// --- the learner's work ---

const HISTORY = new WeakMap(); // of each model, what was done before and what was taken back, for all its views
const SILENCE = 2_000; // ms without a word from the kernel after a touch
const BEGINNING = 8_000; // and after a widget is drawn, when cells may still be running

// The bar under an exercise: undo, redo, start over, and what there is to say of the kernel. `names`: the
// traitlets that are the learner's work; `empty`: their values at the beginning.
export function workbench(model, names, empty, root) {
  const now = () => JSON.stringify(Object.fromEntries(names.map((name) => [name, model.get(name)])));
  if (!HISTORY.has(model)) HISTORY.set(model, { past: [], future: [], last: now(), at: 0 });
  const history = HISTORY.get(model);
  const button = (sign, label, act) => {
    const made = make("button", { type: "button", class: "small", title: label, "aria-label": label, textContent: sign });
    made.addEventListener("click", act);
    return made;
  };
  const go = (from, to) => {
    if (!from.length) return;
    to.push(history.last);
    history.last = from.pop();
    history.at = 0; // what comes next is a step of its own
    set(model, JSON.parse(history.last));
    store();
  };
  const undo = button("↶", t("Undo"), () => go(history.past, history.future));
  const redo = button("↷", t("Redo"), () => go(history.future, history.past));
  const restart = button("⟲", t("Start over"), () => { ask.hidden = !ask.hidden; if (!ask.hidden) ask.querySelector("button").focus(); });
  const answer = (label, act) => {
    const made = make("button", { type: "button", textContent: label });
    made.addEventListener("click", () => { act(); ask.hidden = true; restart.focus(); });
    return made;
  };
  const ask = make("span", { class: "ask-over", role: "group", "aria-label": t("Start over"), hidden: true }, t("Start over? What you did here goes (Undo brings it back)."), " ",
    answer(t("No"), () => {}), " ", answer(t("Yes, start over"), () => { history.at = 0; set(model, { ...structuredClone(empty), checked: {} }); }));
  const line = make("span", { class: "kernel", role: "status" });
  const bar = make("div", { class: "bar work" }, undo, redo, restart, ask, languageSwitch(), line);

  // In the browser too, until the kernel has heard it: work done while there is none is not lost.
  const place = () => `khabar ${model.get("learner_id")} ${model.get("exercise_id")}`;
  const store = () => {
    if (model.get("exercise_id")) attempt(() => localStorage.setItem(place(), JSON.stringify({ at: Date.now() / 1000, state: JSON.parse(now()) })));
  };
  attempt(() => {
    const { at, state } = JSON.parse(localStorage.getItem(place())) ?? {};
    if (model.get("exercise_id") && at > model.get("kept_at")) {
      history.last = JSON.stringify(state);
      set(model, state);
    }
  });
  const changed = () => {
    const state = now();
    if (state === history.last) return;
    // What is typed in one go is taken back in one go.
    if (Date.now() - history.at > 700) history.past.push(history.last);
    [history.last, history.future, history.at] = [state, [], Date.now()];
    store();
  };
  const refresh = () => {
    undo.disabled = !history.past.length;
    redo.disabled = !history.future.length;
  };
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input[type=text], textarea")) return;
    const key = event.code === "KeyZ" ? (event.shiftKey ? "redo" : "undo") : event.code === "KeyY" ? "redo" : "";
    if (!key) return;
    event.preventDefault();
    event.stopPropagation();
    (key === "undo" ? undo : redo).click();
  }, true);

  // A kernel that has been killed says nothing: only its silence tells.
  let timer;
  let patience = BEGINNING;
  const listen = () => {
    clearTimeout(timer);
    const waiting = model.get("heard") !== model.get("sent");
    if (!waiting) {
      line.textContent = "";
      if (model.widget_manager) attempt(() => localStorage.removeItem(place()));
    } else if (model.widget_manager && model.get("exercise_id"))
      timer = setTimeout(() => { line.textContent = t("The kernel does not answer: it is busy, or it has stopped. What you do here is kept in this browser. If it has stopped, run this cell again."); }, patience);
  };
  // A touch asks whether somebody is there.
  root.addEventListener("focusin", () => { if (model.widget_manager && model.get("heard") === model.get("sent")) set(model, {}); });
  const stops = [follow(model, names, () => { changed(); refresh(); }), follow(model, ["sent", "heard"], listen)];
  if (model.widget_manager) set(model, {});
  patience = SILENCE;
  return { bar, stop: () => { clearTimeout(timer); stops.forEach((stop) => stop()); } };
}

// Where a browser keeps nothing (a private window, a sandbox), nothing is kept.
function attempt(act) {
  try { return act(); } catch { return undefined; }
}

// What is written without a space stands in one line, as in print: a word and the marks around it. `pieces`:
// [elements, whether a space follows], in order.
export function unbroken(pieces) {
  const found = [];
  let chunk = make("span", { class: "unbroken" });
  for (const [elements, space] of pieces) {
    chunk.append(...elements);
    if (!space) continue;
    found.push(chunk, " ");
    chunk = make("span", { class: "unbroken" });
  }
  return [...found, chunk];
}

// The index that an arrow key leads to among elements laid out right to left in lines; undefined for
// other keys.
export function step(elements, at, key) {
  const target = {
    ArrowLeft: () => at + 1, ArrowRight: () => at - 1, Home: () => 0, End: () => elements.length - 1,
    ArrowDown: () => nextLine(elements, at, 1), ArrowUp: () => nextLine(elements, at, -1),
  }[key];
  return target && Math.max(0, Math.min(elements.length - 1, target()));
}

function nextLine(elements, at, direction) {
  const here = elements[at].getBoundingClientRect();
  let best = at;
  let distance = Infinity;
  for (let i = at + direction; i >= 0 && i < elements.length; i += direction) {
    const there = elements[i].getBoundingClientRect();
    if ((there.top - here.top) * direction < here.height * 0.5) continue;
    if (best !== at && Math.abs(there.top - elements[best].getBoundingClientRect().top) > here.height * 0.5) break;
    const away = Math.abs(there.left + there.width / 2 - here.left - here.width / 2);
    if (away < distance) [best, distance] = [i, away];
  }
  return best;
}

// Buttons that turn the pages of something long.
export function pager(model, what) {
  const bar = make("div", { class: "bar", role: "group", "aria-label": t("Pages") });
  const go = (by, label) => {
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", () => set(model, { page: model.get("page") + by }));
    return button;
  };
  const [before, after, place] = [go(-1, t("Previous page")), go(1, t("Next page")), make("span")];
  bar.append(before, place, after);
  const stop = follow(model, ["page", "pages"], () => {
    const [at, all] = [model.get("page"), model.get("pages")];
    bar.hidden = all < 2;
    before.disabled = at < 1;
    after.disabled = at + 1 >= all;
    place.textContent = `${t("Page {0} of {1}", at + 1, all)} ${what}`;
  });
  return { bar, stop };
}

// What is to be said of a part's answer: what the kernel said of this very answer; before it has, or
// where none runs, only whether it is right; nothing of an answer that was not asked about.
export function verdict(model, key, answer, isRight) {
  const same = (other) => other !== undefined && JSON.stringify(other) === JSON.stringify(answer);
  const said = model.get("feedback")[key];
  if (said && same(said.answer)) return said;
  return same(model.get("checked")[key]) ? { right: isRight(answer), message: "" } : null;
}

export function ask(model, answers) {
  set(model, { checked: { ...model.get("checked"), ...answers } });
}

export function say(box, said) {
  if (said) box.dataset.right = said.right; else delete box.dataset.right;
  box.replaceChildren(...(said ? [make("b", { textContent: said.right ? `✓ ${t("Right.")} ` : `✗ ${t("Not yet.")} ` }), ...mixed(said.message)] : []));
}
