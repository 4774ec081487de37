// A sentence to tag: the line of words above, the readings of the chosen word below.
import { arabic, ask, follow, frame, inSight, make, mixed, say, set, step, t, term, unbroken, verdict, widget, workbench } from "./common.js";
import "./said.js";

const SIGNS = { none: ["", "not answered"], open: ["•", "answered"], right: ["✓", "right"], wrong: ["✗", "not yet right"] };
const CASES = ["Nom", "Acc", "Gen", "_"];

const percent = (share) => (share > 0 && share < 0.01 ? "< 1 %" : `${Math.round(100 * share)} %`);

function isRight(model, item, answer) {
  if (model.get("task") === "candidates") return item.right.includes(answer);
  return item.upos.includes(answer.upos) && item.case.includes(answer.case ?? "_");
}

function judged(model, item) {
  const answer = model.get("answers")[item.key];
  return answer === undefined ? null : verdict(model, item.key, answer, (given) => isRight(model, item, given));
}

function caseTerm(model, value) {
  return value === "_" ? [t("no case")] : term(model.get("labels").feats[`Case=${value}`], value);
}

// A reading in words: its parts, each with part of speech and what its form says.
function partsOf(model, option) {
  const { upos, feats } = model.get("labels");
  return option.parts.flatMap(([form, tag, features], n) => [
    ...(n ? [" + "] : []),
    ...(option.parts.length > 1 ? [arabic(form), " "] : []),
    ...term(upos[tag], tag),
    ...(features.length ? [" (", ...features.flatMap((feature, m) => [...(m ? [t(", ")] : []), ...term(feats[feature], feature)]), ")"] : []),
  ]);
}

function radios(name, legend, choices, chosen, onChoose) {
  const group = make("fieldset", {}, make("legend", { textContent: legend }));
  for (const [value, ...content] of choices) {
    const input = make("input", { type: "radio", name, checked: value === chosen });
    input.dataset.value = value;
    input.addEventListener("change", () => onChoose(value));
    group.append(make("label", {}, input, make("span", {}, ...content)));
  }
  return group;
}

// Of a text that the program has tagged: whether it doubts its own tag.
const unsure = (model, item) => item.sure !== undefined && item.sure < model.get("labels").doubtful;

let views = 0;

function candidatesForm(model, item, view) {
  const choose = (n) => set(model, { answers: { ...model.get("answers"), [item.key]: n } });
  const choices = item.options.map((option, n) => [
    n, make("b", { class: "ar reading", lang: "ar", dir: "rtl", textContent: option.v }), " ", ...partsOf(model, option),
    ...(option.gloss ? [" ", make("bdi", { lang: "en", dir: "ltr", textContent: `“${option.gloss}”` })] : []),
  ]);
  return [radios(`reading-${view}`, t("Which reading fits here?"), choices, model.get("answers")[item.key], choose)];
}

function posForm(model, item, view) {
  const answer = model.get("answers")[item.key] ?? {};
  const choose = (change) => {
    const now = { case: "_", ...model.get("answers")[item.key], ...change };
    set(model, { answers: { ...model.get("answers"), [item.key]: { upos: now.upos ?? "X", case: now.case } } });
  };
  const tags = Object.entries(model.get("labels").upos).filter(([tag]) => !["PUNCT", "SYM", "X"].includes(tag));
  return [
    radios(`upos-${view}`, t("Part of speech"), tags.map(([tag, pair]) => [tag, ...term(pair)]), answer.upos, (upos) => choose({ upos })),
    radios(`case-${view}`, t("Case"), CASES.map((value) => [value, ...caseTerm(model, value)]), answer.case ?? "_", (value) => choose({ case: value })),
  ];
}

function evidence(model, item) {
  const table = make("table", {}, make("tr", {}, ...["Reading", "Alone", "Here", "What the neighbours say"].map((text) => make("th", { scope: "col", textContent: t(text) }))));
  for (const option of [...item.options].sort((a, b) => b.here - a.here)) {
    const name = option.v
      ? [make("b", { class: "ar", lang: "ar", dir: "rtl", textContent: option.v }), " ", ...partsOf(model, option)]
      : [...term(model.get("labels").upos[option.upos], option.upos), t(", "), ...caseTerm(model, option.case)];
    table.append(make("tr", {}, make("td", {}, ...name), make("td", { textContent: percent(option.alone) }),
      make("td", { textContent: percent(option.here) }), make("td", {}, ...mixed(option.why.join(" ")))));
  }
  return make("details", {}, make("summary", { textContent: t("How context decides") }),
    make("p", { textContent: t("The analyzer's own estimate of each reading: of the word alone, and between its neighbours as it reads them. It can be mistaken.") }),
    make("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": t("Evidence") }, table));
}

function render({ model, el }) {
  const view = ++views;
  const line = make("div", { class: "line", lang: "ar", dir: "rtl", role: "group", "aria-label": t("The sentence: arrow keys move from word to word") });
  const panel = make("div", { class: "panel", role: "region", "aria-label": t("The chosen word") });
  const box = make("div", { class: "say", role: "status" });
  const reasons = make("div");
  const progress = make("span");
  const check = make("button", { type: "button", textContent: t("Check") });
  const [before, next] = ["Previous word", "Next word"].map((text) => make("button", { type: "button", textContent: t(text) }));
  const key = make("p", { class: "key" }, make("span", { class: "unsure", textContent: t("dotted: the program is not sure") }));
  const { root, release } = frame({ model, el }, "khabar-tagger", make("p", {}, ...mixed(model.get("note"))), line, key, panel,
    make("div", { class: "bar" }, check, before, next, progress), box, reasons);
  const bench = workbench(model, ["answers"], { answers: {} }, root);
  root.append(bench.bar);
  let words = [];
  const asked = () => model.get("items").filter((item) => item.key);
  const chosen = () => asked().find((item) => item.key === model.get("selection"));

  const drawLine = () => {
    words = [];
    key.hidden = !model.get("items").some((item) => unsure(model, item));
    line.replaceChildren(...unbroken(model.get("items").map((item) => {
      const text = make("span", { textContent: item.form + (item.part ? "\u200c" : "") });
      if (!item.key) return [[text], item.space];
      if (unsure(model, item)) text.className = "unsure";
      const word = make("button", { type: "button", class: `w${item.space ? "" : " joined"}` }, text, make("span", { class: "sign", ariaHidden: "true" }), make("span", { class: "hidden" }));
      word.dataset.key = item.key;
      word.addEventListener("click", () => { set(model, { selection: item.key }); inSight(panel); });
      words.push(word);
      return [[word, ...(item.part ? [make("span", { class: "plus", ariaHidden: "true", textContent: "+" })] : [])], item.space];
    })));
    drawPanel();
  };
  const drawPanel = () => {
    const item = chosen();
    words.forEach((word) => {
      const open = word.dataset.key === model.get("selection");
      word.setAttribute("aria-pressed", String(open));
      word.tabIndex = open ? 0 : -1;
    });
    if (words.length && !item) words[0].tabIndex = 0;
    const form = model.get("task") === "candidates" ? candidatesForm : posForm;
    panel.replaceChildren(...(item ? [
      make("h3", { class: "ar", lang: "ar", dir: "rtl", textContent: item.form }),
      ...(unsure(model, item) ? [make("p", {}, `… ${t("Not certain.")} ${t("how sure: {0}", percent(item.sure))}`, ...(item.why ? [". ", ...mixed(item.why)] : []))] : []),
      ...form(model, item, view),
    ] : []));
    reasons.replaceChildren(...(item ? [evidence(model, item)] : []));
    refresh();
  };
  const refresh = () => {
    const item = chosen();
    const answers = model.get("answers");
    words.forEach((word, n) => {
      const said = judged(model, asked()[n]);
      const state = said ? (said.right ? "right" : "wrong") : word.dataset.key in answers ? "open" : "none";
      [word.children[1].textContent, word.children[2].textContent] = [SIGNS[state][0], t(SIGNS[state][1])];
      word.dataset.state = state;
    });
    for (const input of panel.querySelectorAll("input")) {
      const answer = item && answers[item.key];
      const wanted = model.get("task") === "candidates" ? answer : input.name.startsWith("upos") ? answer?.upos : answer?.case ?? "_";
      input.checked = input.dataset.value === String(wanted);
    }
    say(box, item && judged(model, item));
    const right = asked().filter((each) => judged(model, each)?.right).length;
    progress.textContent = t("{0} of {1} answered", Object.keys(answers).length, words.length) + (Object.keys(model.get("checked")).length ? t(", {0} right", right) : "");
  };
  line.addEventListener("keydown", (event) => {
    const target = step(words, words.indexOf(event.target), event.key);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(model, { selection: words[target].dataset.key });
    words[target].focus({ preventScroll: true });
    inSight(panel);
    inSight(words[target]);
  });
  check.addEventListener("click", () => { ask(model, model.get("answers")); inSight(box); });
  const turn = (by) => {
    if (!words.length) return;
    const at = asked().indexOf(chosen());
    set(model, { selection: asked()[(at + by + words.length) % words.length].key });
    panel.querySelector("input")?.focus({ preventScroll: true });
    inSight(panel);
  };
  before.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  const stops = [follow(model, ["items"], drawLine), follow(model, ["selection"], drawPanel), follow(model, ["answers", "checked", "feedback"], refresh), bench.stop, release];
  return () => stops.forEach((stop) => stop());
}

export default widget(render);
