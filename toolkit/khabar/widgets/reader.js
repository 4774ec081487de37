// The reader's page.
import { arabic, follow, frame, make, mixed, pager, set, step } from "./common.js";

const SIGNS = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g;
const bare = (text) => (text ?? "").normalize("NFC").replace(SIGNS, "").replace(/[أإآٱ]/g, "ا");

function toolbar(model) {
  const bar = make("div", { class: "bar", role: "group", "aria-label": "What the page shows" });
  const inputs = {};
  for (const [name, label] of [
    ["vowels", "Vowels"], ["translit", "Transliteration"], ["gloss", "Gloss"], ["translation", "Translation"],
  ]) {
    const box = make("input", { type: "checkbox" });
    box.addEventListener("change", () => set(model, { [name]: box.checked }));
    inputs[name] = () => { box.checked = model.get(name); };
    bar.append(make("label", {}, box, label));
  }
  const choice = make("select");
  for (const [value, label] of [["none", "no colours"], ["pos", "parts of speech"], ["entity", "names and dates"], ["speaker", "speakers"], ["disputed", "disputed words"]])
    choice.append(make("option", { value, textContent: label }));
  choice.addEventListener("change", () => set(model, { colour: choice.value }));
  inputs.colour = () => { choice.value = model.get("colour"); };
  bar.append(make("label", {}, "Show", choice));
  const search = make("input", { type: "text", lang: "ar", dir: "rtl", placeholder: "ق.و.ل" });
  search.addEventListener("change", () => set(model, { find: search.value.trim() }));
  inputs.find = () => { if (search.value.trim() !== model.get("find")) search.value = model.get("find"); };
  const count = make("span", { role: "status" });
  bar.append(make("label", {}, "Find root or lemma", search), count);
  return { bar, count, refresh: () => Object.values(inputs).forEach((set) => set()) };
}

function found(word, wanted) {
  const root = bare(word.r).replaceAll(".", "");
  const query = bare(wanted).replaceAll(/[.\s-]/g, "");
  return query !== "" && (root === query || bare(word.l) === query);
}

function colourOf(model, token) {
  const kind = model.get("colour");
  if (kind === "pos") {
    const host = token.w.find((w) => !["CCONJ", "ADP", "PRON"].includes(w.u)) ?? token.w[0];
    if (host.u === "PUNCT") return null;
    const groups = ["NOUN", "VERB", "ADJ", "PROPN", "ADP", "PRON", "SCONJ"];
    return { number: groups.indexOf(host.u) < 0 ? 7 : groups.indexOf(host.u), label: host.u };
  }
  if (kind === "entity" && token.e)
    return { number: ["PER", "ORG", "GPE", "LOC", "DATE"].indexOf(token.e[0]), label: token.e[0] };
  if (kind === "disputed" && token.w.some((w) => w.d)) return { number: 1, label: "?" };
  if (kind === "speaker" && token.k !== undefined) return { number: token.k % 8, label: String(token.k + 1) };
  return null;
}

function tokenElement(model, sentence, token, previous) {
  const stacked = model.get("translit") || model.get("gloss");
  const punctuation = token.w[0].u === "PUNCT";
  const text = model.get("vowels") ? (token.v ?? token.f) : token.f;
  if (punctuation && !stacked) return make("span", { textContent: text });
  const element = make("span", {
    class: "w" + (stacked ? " stack" : ""), role: "button", tabIndex: -1, "aria-pressed": "false",
  });
  element.dataset.place = `${sentence.p},${token.n}`;
  element.append(make("span", { textContent: text }));
  const colour = punctuation ? null : colourOf(model, token);
  if (colour) {
    element.firstChild.dataset.colour = colour.number;
    const before = previous && colourOf(model, previous);
    if (model.get("colour") !== "speaker" || !before || before.label !== colour.label)
      element.append(make("span", { class: "tag", textContent: colour.label }));
  }
  if (token.w.some((w) => found(w, model.get("find")))) element.classList.add("found");
  if (stacked && !punctuation) {
    if (model.get("translit")) element.append(make("small", { textContent: token.w.map((w) => w.t ?? "").join("-") }));
    if (model.get("gloss")) element.append(make("small", { textContent: token.w.map((w) => w.g ?? "").join("+") }));
  }
  return element;
}

function pair(labels, key) { return labels[key] ?? [key, ""]; }

function card(model, place) {
  const labels = model.get("labels");
  const token = place && findToken(model, place);
  if (!token) return [make("p", { textContent: "Touch a word, or move with the arrow keys." })];
  const heading = make("h3", { lang: "ar", dir: "rtl" });
  token.w.forEach((word, number) => {
    const piece = make("span", { class: `seg seg-${number % 4}`, textContent: word.v ?? word.f });
    heading.append(piece, number < token.w.length - 1 ? "\u202f" : "");
  });
  const parts = [heading];
  for (const word of token.w) {
    const list = make("dl");
    const row = (name, ...value) => list.append(make("dt", { textContent: name }), make("dd", {}, ...value));
    const [english, term] = pair(labels.upos, word.u);
    if (token.w.length > 1) row("word", arabic(word.v ?? word.f));
    row("part of speech", `${english} `, arabic(term), ` (${word.u}${word.x ? ", " + word.x : ""})`);
    if (word.g) row("meaning", word.g);
    if (word.l && word.u !== "PUNCT") row("lemma", arabic(word.l));
    if (word.r) row("root", arabic(word.r));
    if (word.pt) row("pattern", arabic(word.pt));
    if (word.ft?.length) {
      const features = make("dd", {}, word.ft.map((f) => pair(labels.feats, f)[0]).join(", "), make("br"));
      features.append(arabic(word.ft.map((f) => pair(labels.feats, f)[1]).filter(Boolean).join("، ")));
      list.append(make("dt", { textContent: "features" }), features);
    }
    if (word.i) row("i‘rab", arabic(word.i));
    if (word.t) row("sound", make("i", { textContent: word.t }));
    const guess = word.src === "backoff" ? "guess" : "";
    row("analysis", make("span", { class: guess, textContent: pair(labels.source, word.src)[0] }));
    if (word.d) row("disputed", "Experts would not all agree: see the notes on the annotation.");
    parts.push(list);
  }
  if (token.e) parts.push(make("p", {}, ...mixed(`${pair(labels.entity, token.e[0])[0]}: ${token.e[1]}`)));
  if (token.k !== undefined) parts.push(make("p", {}, ...mixed(`Whose words: ${model.get("speakers")[token.k]}`)));
  return parts;
}

function findToken(model, [paragraph, position]) {
  for (const sentence of model.get("sentences"))
    if (sentence.p === paragraph)
      for (const token of sentence.tokens) if (token.n === position) return token;
  return null;
}

function legend(model) {
  const kind = model.get("colour");
  const labels = model.get("labels");
  const names = { none: [], disputed: [], speaker: model.get("speakers"), entity: Object.values(labels.entity).map((l) => l[0]),
    pos: ["noun", "verb", "adjective", "proper noun", "preposition", "pronoun", "subordinator", "other"] }[kind];
  const row = make("div", { class: "legend", role: "note", "aria-label": "Key to the colours" });
  names.forEach((name, number) => {
    const sample = make("span", {}, ...mixed(kind === "speaker" ? `${number + 1} ${name}` : name));
    sample.dataset.colour = number % 8;
    row.append(sample);
  });
  return row;
}

function render({ model, el }) {
  const tools = toolbar(model);
  const key = make("div");
  const page = make("div", { class: "page", lang: "ar", dir: "rtl", role: "group", "aria-label": "The text: arrow keys move from word to word" });
  const aside = make("div", { class: "card", tabIndex: 0, role: "region", "aria-label": "The word's analysis", "aria-live": "polite" });
  const pages = pager(model, "(a long text is shown in pages; Find looks at this page)");
  const { release } = frame({ model, el }, "khabar-reader", tools.bar, key, make("div", { class: "desk" }, page, aside), pages.bar);
  let words = [];

  const drawPage = () => {
    const lines = [];
    let paragraph = 0;
    let line;
    for (const sentence of model.get("sentences")) {
      if (sentence.p !== paragraph || model.get("translation")) {
        line = make("p");
        if (sentence.p !== paragraph) line.append(make("span", { class: "number", textContent: sentence.p, ariaHidden: "true" }));
        paragraph = sentence.p;
        lines.push(line);
      }
      let previous = null;
      for (const token of sentence.tokens) {
        line.append(tokenElement(model, sentence, token, previous), token.s === 0 ? "" : " ");
        previous = token.w[0].u === "PUNCT" ? previous : token;
      }
      if (model.get("translation") && sentence.en) lines.push(make("p", { class: "en", lang: "en", dir: "ltr", textContent: sentence.en }));
    }
    page.replaceChildren(...lines);
    words = [...page.querySelectorAll(".w")];
    key.replaceChildren(legend(model));
    tools.refresh();
    const hits = page.querySelectorAll(".found").length;
    tools.count.textContent = model.get("find") ? `${hits || "no"} ${hits === 1 ? "word" : "words"} found` : "";
    drawSelection();
  };
  const drawSelection = () => {
    const place = model.get("selection");
    for (const word of words) {
      const chosen = word.dataset.place === place.join(",");
      word.setAttribute("aria-pressed", String(chosen));
      word.tabIndex = chosen ? 0 : -1;
    }
    if (words.length && !words.some((word) => word.tabIndex === 0)) words[0].tabIndex = 0;
    aside.replaceChildren(...card(model, place.length ? place : null));
  };
  const choose = (word, focus) => {
    if (!word) return;
    set(model, { selection: word.dataset.place.split(",").map(Number) });
    if (focus) word.focus();
  };
  page.addEventListener("click", (event) => choose(event.target.closest(".w"), true));
  page.addEventListener("mouseover", (event) => {
    const word = event.target.closest(".w");
    if (word) aside.replaceChildren(...card(model, word.dataset.place.split(",").map(Number)));
  });
  page.addEventListener("mouseleave", drawSelection);
  page.addEventListener("keydown", (event) => {
    const at = words.indexOf(event.target.closest(".w"));
    if (at < 0) return;
    const target = ["Enter", " "].includes(event.key) ? at : step(words, at, event.key);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(words[target], true);
  });
  let drawn = false;
  const stops = [
    follow(model, ["sentences", "vowels", "translit", "gloss", "translation", "colour", "find"], drawPage),
    follow(model, ["selection"], () => { drawSelection(); if (drawn) page.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest" }); }),
    pages.stop,
    release,
  ];
  drawn = true;
  return () => stops.forEach((stop) => stop());
}

export default { render };
