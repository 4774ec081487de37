// The reader's page.
import { arabic, beside, follow, frame, languageSwitch, make, mixed, pager, set, step, t, term, widget } from "./common.js";

const SIGNS = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g;
const bare = (text) => (text ?? "").normalize("NFC").replace(SIGNS, "").replace(/[أإآٱ]/g, "ا");

function toolbar(model) {
  const bar = make("div", { class: "bar", role: "group", "aria-label": t("What the page shows") });
  const inputs = {};
  for (const [name, label] of [
    ["vowels", "Vowels"], ["translit", "Transliteration"], ["gloss", "Gloss"], ["translation", "Translation"],
  ]) {
    const box = make("input", { type: "checkbox" });
    box.addEventListener("change", () => set(model, { [name]: box.checked }));
    inputs[name] = () => { box.checked = model.get(name); };
    bar.append(make("label", {}, box, t(label)));
  }
  const choice = make("select");
  for (const [value, label] of [["none", "no colours"], ["pos", "parts of speech"], ["entity", "names and dates"], ["speaker", "speakers"], ["disputed", "disputed words"]])
    choice.append(make("option", { value, textContent: t(label) }));
  choice.addEventListener("change", () => set(model, { colour: choice.value }));
  inputs.colour = () => { choice.value = model.get("colour"); };
  bar.append(make("label", {}, t("Show"), choice));
  const search = make("input", { type: "text", lang: "ar", dir: "rtl", placeholder: "ق.و.ل" });
  search.addEventListener("change", () => set(model, { find: search.value.trim() }));
  inputs.find = () => { if (search.value.trim() !== model.get("find")) search.value = model.get("find"); };
  const count = make("span", { role: "status" });
  bar.append(make("label", {}, t("Find root or lemma"), search), count, languageSwitch());
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
  if (punctuation) return make("span", { textContent: text });
  const element = make("span", {
    class: "w" + (stacked ? " stack" : ""), role: "button", tabIndex: -1, "aria-pressed": "false",
  });
  element.dataset.place = `${sentence.p},${token.n}`;
  const form = make("span", { textContent: text });
  element.append(stacked ? make("span", {}, form) : form);
  if (unsure(model, token)) element.classList.add("unsure");
  const colour = colourOf(model, token);
  if (colour) {
    form.dataset.colour = colour.number;
    const before = previous && colourOf(model, previous);
    if (model.get("colour") !== "speaker" || !before || before.label !== colour.label)
      element.append(make("span", { class: "tag", textContent: colour.label }));
  }
  if (token.w.some((w) => found(w, model.get("find")))) element.classList.add("found");
  if (stacked) {
    if (model.get("translit")) element.append(make("small", { textContent: token.w.map((w) => w.t ?? "").join("-") }));
    if (model.get("gloss")) element.append(make("small", { textContent: token.w.map((w) => w.g ?? "").join("+") }));
  }
  return element;
}

const doubtful = (model, word) => word.sure !== undefined && word.sure < model.get("labels").doubtful;
const unsure = (model, token) => token.w.some((word) => doubtful(model, word));

// A meaning as it is said: of a word with clitics each part's, in their order.
const meaning = (token) => token.w.filter((w) => w.g).map((w) => w.g.replaceAll(";", ", ").replaceAll("_", " ")).join(" + ");

function wordRows(model, word, whole) {
  const labels = model.get("labels");
  const list = make("dl");
  const row = (name, ...value) => list.append(make("dt", { textContent: t(name) }), make("dd", {}, ...value));
  if (!whole && word.g) row("meaning", meaning({ w: [word] }));
  row("part of speech", ...term(labels.upos[word.u], word.u));
  if (word.l && word.u !== "PUNCT") row("lemma", arabic(word.l));
  if (word.r) row("root", arabic(word.r));
  if (word.pt) row("pattern", arabic(word.pt));
  if (word.ft) row("features", ...word.ft.split("|").flatMap((f, n) => [...(n ? [t(", ")] : []), ...term(labels.feats[f], f)]));
  if (word.i) row("i‘rab", arabic(word.i));
  return list;
}

// What is not certain of a word: how sure its analysis is, and on what experts differ, each with its reason.
function doubts(model, token) {
  const labels = model.get("labels");
  const lines = [];
  for (const word of token.w) {
    const [which] = token.w.length > 1 ? [[arabic(word.f), ": "]] : [[]];
    if (word.sure !== undefined) lines.push([doubtful(model, word) ? "unsure" : "sure", ...which, t("how sure: {0}", `${Math.round(100 * word.sure)} %`), ...(word.why ? [". ", ...mixed(word.why)] : [])]);
    if (word.d) lines.push(["disputed", ...which, ...(word.d[0].length > 1 ? [t("also defensible: ")] : []), ...word.d.filter((d) => d.length > 1).flatMap(([name, ...values], n) => [...(n ? ["; "] : []), ...term(labels.layers[name], name), ": ", ...values.flatMap((value, m) => [...(m ? [t(" or ")] : []), ...shown(labels, name, value)])]), ...(word.dw ? [". ", ...mixed(word.dw)] : ["."])]);
  }
  const signs = { unsure: `… ${t("Not certain.")} `, disputed: `≈ ${t("Disputed.")} `, sure: "" };
  return lines.map(([kind, ...content]) => make("p", { class: kind }, make("b", { textContent: signs[kind] }), ...content));
}

function shown(labels, name, value) {
  if (value === "_") return [t("none")];
  const pair = { upos: labels.upos[value], deprel: labels.deprels[value] }[name] ?? labels.feats[`${name}=${value}`];
  return pair ? term(pair) : [/[\u0620-\u06ff]/.test(value) ? arabic(value) : value];
}

function card(model, token) {
  const labels = model.get("labels");
  const many = token.w.length > 1;
  const head = make("h3", { lang: "ar", dir: "rtl" });
  token.w.forEach((word, n) => head.append(many ? make("span", { class: `seg seg-${n % 4}`, textContent: word.v ?? word.f }) : (word.v ?? word.f)));
  const parts = [head];
  const said = meaning(token);
  if (said) parts.push(make("p", { class: "meaning", lang: "en", dir: "ltr", textContent: said }));
  parts.push(...doubts(model, token));
  if (token.e) parts.push(make("p", {}, ...term(labels.entity[token.e[0]]), ": ", ...mixed(token.e[1])));
  if (token.k !== undefined) parts.push(make("p", {}, `${t("Whose words")}: `, ...mixed(model.get("speakers")[token.k])));
  if (!many) parts.push(wordRows(model, token.w[0], true));
  else parts.push(make("details", {}, make("summary", { textContent: t("Its {0} parts", token.w.length) }),
    ...token.w.flatMap((word, n) => [make("h4", {}, make("span", { class: `seg seg-${n % 4}`, lang: "ar", dir: "rtl", textContent: word.v ?? word.f })), wordRows(model, word, false)])));
  const sounds = token.w.map((word) => word.t).filter(Boolean).join("-");
  const sources = [...new Set(token.w.map((word) => word.src))];
  parts.push(make("p", { class: "source" }, ...(sounds ? [make("i", { textContent: sounds, lang: "ar-Latn", dir: "ltr" }), " · "] : []),
    ...sources.flatMap((src, n) => [...(n ? ["; "] : []), make("span", { class: src === "backoff" ? "guess" : "" }, ...term(labels.source[src], src))])));
  return parts;
}

// The sentences of the page. A word that comes again was sent once; a token of one word has said its form, and
// nothing is said of the source of what a person annotated.
function sentences(model) {
  const { words, sentences } = model.get("text");
  return sentences.map((sentence) => ({ ...sentence, tokens: sentence.tokens.map((token) => ({ ...token, w: token.w.map((n) => ({ f: token.f, v: token.v ?? token.f, src: "gold", ...words[n] })) })) }));
}

function findToken(model, [paragraph, position]) {
  for (const sentence of sentences(model))
    if (sentence.p === paragraph)
      for (const token of sentence.tokens) if (token.n === position) return token;
  return null;
}

function legend(model) {
  const kind = model.get("colour");
  const labels = model.get("labels");
  const names = { none: [], disputed: [t("experts differ: touch the word for the other answer and its reason")], speaker: model.get("speakers"), entity: Object.values(labels.entity).map((pair) => term(pair)[0].textContent ?? term(pair)[0].trim()),
    pos: ["noun", "verb", "adjective", "proper noun", "preposition", "pronoun", "subordinator", "other"].map((name) => t(name)) }[kind];
  const row = make("div", { class: "legend", role: "note", "aria-label": t("Key to the marks") });
  names.forEach((name, number) => {
    const sample = make("span", {}, ...mixed(kind === "speaker" ? `${number + 1} ${t(name)}` : name));
    sample.dataset.colour = kind === "disputed" ? 1 : number % 8;
    row.append(sample);
  });
  if (sentences(model).some(({ tokens }) => tokens.some((token) => unsure(model, token))))
    row.append(make("span", { class: "unsure", textContent: t("dotted: the program is not sure") }));
  return row;
}

let touched = null; // the view in which a word is just being touched

function render({ model, el }) {
  const view = {};
  const tools = toolbar(model);
  const key = make("div");
  const page = make("div", { class: "page", lang: "ar", dir: "rtl", role: "group", "aria-label": t("The text: arrow keys move from word to word") });
  const aside = beside(t("The word's analysis"));
  aside.body.classList.add("card");
  const pages = pager(model, t("(a long text is shown in pages; Find looks at this page)"));
  const { release } = frame({ model, el }, "khabar-reader", tools.bar, key, page, aside.element, pages.bar);
  let words = [];

  // Where a word is a box with its gloss under it, the marks that are written with it stand in the box, as near
  // to it as in print.
  const drawSentence = (sentence, line) => {
    const stacked = model.get("translit") || model.get("gloss");
    let previous = null;
    let before = []; // marks that wait for their word
    let box = null; // of the word that the next mark is written with
    for (const token of sentence.tokens) {
      const element = tokenElement(model, sentence, token, previous);
      const mark = token.w[0].u === "PUNCT";
      const space = token.s !== 0;
      if (mark && box) box.append(element);
      else if (mark && stacked && !space) before.push(element);
      else line.append(element);
      if (!mark) {
        previous = token;
        element.firstChild.prepend(...before);
        before = [];
        box = stacked ? element.firstChild : null;
      }
      if (!space) continue;
      line.append(" ");
      box = null;
    }
    line.append(...before);
  };
  const drawPage = () => {
    const lines = [];
    let paragraph = 0;
    let line;
    for (const sentence of sentences(model)) {
      if (sentence.p !== paragraph || model.get("translation")) {
        line = make("p");
        if (sentence.p !== paragraph) line.append(make("span", { class: "number", textContent: sentence.p, ariaHidden: "true" }));
        paragraph = sentence.p;
        lines.push(line);
      }
      drawSentence(sentence, line);
      if (model.get("translation") && sentence.en) lines.push(make("p", { class: "en", lang: "en", dir: "ltr", textContent: sentence.en }));
    }
    page.replaceChildren(...lines);
    words = [...page.querySelectorAll(".w")];
    key.replaceChildren(legend(model));
    tools.refresh();
    const hits = page.querySelectorAll(".found").length;
    tools.count.textContent = model.get("find") ? t("words found: {0}", hits) : "";
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
  };
  // The card is for whoever touched this view, or for Python; other views of the page only mark the word.
  const showCard = () => {
    const place = model.get("selection");
    const token = place.length ? findToken(model, place) : null;
    const word = words.find((each) => each.dataset.place === place.join(","));
    if (!token || !word) return aside.hide();
    aside.body.replaceChildren(...card(model, token));
    aside.show(word);
  };
  const choose = (word) => {
    if (!word) return;
    touched = view;
    set(model, { selection: word.dataset.place.split(",").map(Number) });
    touched = null;
    word.focus({ preventScroll: true });
    showCard();
  };
  page.addEventListener("click", (event) => choose(event.target.closest(".w")));
  page.addEventListener("keydown", (event) => {
    const at = words.indexOf(event.target.closest(".w"));
    if (at < 0) return;
    const target = ["Enter", " "].includes(event.key) ? at : step(words, at, event.key);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(words[target]);
  });
  let drawn = false;
  const stops = [
    follow(model, ["text", "vowels", "translit", "gloss", "translation", "colour", "find"], drawPage),
    follow(model, ["selection"], () => { drawSelection(); if (drawn && touched === null) showCard(); }),
    pages.stop,
    release,
  ];
  drawn = true;
  return () => stops.forEach((stop) => stop());
}

export default widget(render);
