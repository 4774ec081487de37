// The tree of a sentence: arcs over the words, and the same tree as a list to fold; in an exercise the
// learner draws the arcs: a word, then its head, or by dragging from the head.
import { arabic, ask, beside, follow, frame, inSight, make, mixed, say, set, step, t, term, verdict, widget, workbench } from "./common.js";
import "./said.js";

const SVG = "http://www.w3.org/2000/svg";
const STEP = 24;
let views = 0;
let touched = null; // the view in which a word is just being touched

function draw(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

// Each arc above those that it spans.
function levels(arcs) {
  const found = new Map();
  for (const arc of [...arcs].sort((a, b) => a.span - b.span)) {
    const inside = [...found].filter(([other]) => other.first < arc.last && other.last > arc.first
      && !(other.last > arc.last && other.first < arc.first));
    found.set(arc, 1 + Math.max(0, ...inside.map(([, level]) => level)));
  }
  return found;
}

const termOf = (model, relation) => model.get("labels").deprel[relation] ?? [relation, ""];

function render({ model, el }) {
  const view = ++views;
  const exercise = model.get("exercise");
  const note = make("p");
  const turner = make("div", { class: "bar", role: "group", "aria-label": t("Sentences") });
  const svg = draw("svg", { "aria-hidden": "true" });
  const line = make("div", { class: "line", lang: "ar", dir: "rtl", role: "group", "aria-label": exercise
    ? t("The words: choose one, then its head") : t("The words: arrow keys move from word to word") });
  const region = make("div", { class: "arcs", dir: "rtl" }, make("div", { class: "canvas" }, svg, line));
  const more = make("p", { class: "more", role: "status" });
  const key = make("p", { class: "key" }, make("span", { class: "unsure", textContent: t("dotted: the program is not sure") }));
  // In an exercise the form below the arcs; else a card beside the word.
  const card = exercise ? null : beside(t("The chosen word"));
  const panel = exercise ? make("div", { class: "panel", role: "region", "aria-label": t("The chosen word") }) : card.body;
  panel.classList.add("panel");
  const box = make("div", { class: "say", role: "status" });
  const actions = make("div", { class: "bar" });
  const tree = make("ul", { class: "tree", role: "tree", dir: "rtl", "aria-label": t("The tree") });
  const folds = make("div", { class: "bar" });
  const { root, release } = frame({ model, el }, "khabar-tree", note, turner, region, more, key, ...(exercise ? [panel, actions, box] : [card.element, folds, tree]));
  const bench = exercise ? workbench(model, ["heads", "relations"], { heads: {}, relations: {} }, root) : null;
  if (bench) root.append(bench.bar);

  const asked = () => model.get("words").filter((word) => word.upos !== "PUNCT");
  const wordOf = (id) => model.get("words")[id - 1];
  const headOf = (id) => model.get("heads")[id];
  const relationOf = (id) => model.get("relations")[id];
  const answerOf = (word) => ({ head: headOf(word.id), deprel: relationOf(word.id) ?? null });
  const isRight = (word) => (given) => word.heads.includes(String(given.head))
    && (!model.get("with_relations") || word.relations.includes(given.deprel));
  const judged = (word) => (exercise && headOf(word.id) !== undefined ? verdict(model, String(word.id), answerOf(word), isRight(word)) : null);
  const unsure = (word) => word.sure !== undefined && word.sure < model.get("labels").doubtful;
  const nameOf = (id) => (id ? wordOf(id).form : t("root"));
  let buttons = [];
  let toggle;

  const setHead = (id, head) => {
    if (id && id !== head) set(model, { heads: { ...model.get("heads"), [id]: head }, selection: id, picking: false });
  };
  const choose = (id) => {
    const chosen = model.get("selection");
    if (!exercise) return look(id);
    if (model.get("picking") && chosen !== id) setHead(chosen, id);
    else if (id) set(model, { selection: id, picking: chosen !== id || !model.get("picking") });
  };

  // The card is for whoever touched this view, or for Python; other views only mark the word.
  const look = (id, from = line) => {
    touched = view;
    set(model, { selection: id });
    touched = null;
    drawCard(id ? wordOf(id) : null);
    const place = id && from.querySelector(`[data-id="${id}"]`);
    if (place) card.show(place.querySelector(".node") ?? place);
  };

  const drawWords = () => {
    const entry = (id, ...content) => {
      const button = make("button", { type: "button", class: "w", tabIndex: -1 }, ...content, make("span", { class: "sign", ariaHidden: "true" }), make("span", { class: "hidden" }));
      button.dataset.id = id;
      button.addEventListener("click", () => choose(id));
      return button;
    };
    buttons = asked().map((word) => entry(word.id, make("span", { class: unsure(word) ? "unsure" : "", textContent: exercise ? word.form : word.v })));
    key.hidden = !asked().some(unsure);
    if (exercise) buttons.unshift(entry(0, make("span", { class: "root", lang: "en", dir: "ltr", textContent: t("root") })));
    line.replaceChildren(...buttons);
    note.replaceChildren(...(exercise
      ? [t("From which word does each word hang? Choose a word, then its head, by click or with arrow keys and Enter; or drag from the head to the word. The word from which all others hang gets the root.")]
      : model.get("note") ? mixed(model.get("note")) : [t("Each arrow goes from a head to a word that hangs from it. Punctuation is left out.")]));
    const [at, all] = [model.get("current"), model.get("sentences")];
    turner.hidden = exercise || all < 2;
    const go = (by, text) => {
      const button = make("button", { type: "button", textContent: text, disabled: at + by < 0 || at + by >= all });
      button.addEventListener("click", () => set(model, { current: at + by }));
      return button;
    };
    turner.replaceChildren(go(-1, t("Previous sentence")), make("span", { textContent: t("Sentence {0} of {1}", at + 1, all) }), go(1, t("Next sentence")));
    region.scrollLeft = 0;
  };

  const drawArcs = () => {
    // As large as there is room for; and where there is not, that there is more.
    region.classList.remove("tight");
    drawSized();
    if (region.scrollWidth > region.clientWidth) {
      region.classList.add("tight");
      drawSized();
    }
    more.textContent = region.scrollWidth > region.clientWidth + 1 ? `⟵ ${t("The sentence goes on to the left: scroll the arcs, or use the arrow keys.")}` : "";
  };
  const drawSized = () => {
    const showLabels = !exercise || model.get("with_relations");
    const tight = region.classList.contains("tight");
    buttons.forEach((button) => {
      const label = showLabels ? relationOf(button.dataset.id) ?? "" : "";
      button.style.minInlineSize = `${tight ? Math.max(22, 5.4 * label.length + 4) : Math.max(34, 6.4 * label.length + 34)}px`;
    });
    const middle = new Map(buttons.map((button) => [Number(button.dataset.id), button.offsetLeft + button.offsetWidth / 2]));
    const order = new Map(buttons.map((button, n) => [Number(button.dataset.id), n]));
    const arcs = asked().filter((word) => headOf(word.id) && middle.has(headOf(word.id))).map((word) => {
      const [a, b] = [order.get(word.id), order.get(headOf(word.id))];
      return { word, head: headOf(word.id), first: Math.min(a, b), last: Math.max(a, b), span: Math.abs(a - b) };
    });
    const level = levels(arcs);
    const height = STEP * (Math.max(1, ...level.values()) + 1);
    svg.setAttribute("width", line.offsetWidth);
    svg.setAttribute("height", height);
    const chosen = model.get("selection");
    const shapes = [];
    const add = (word, path, x, y, label) => {
      const said = judged(word);
      const state = said ? (said.right ? "right" : "wrong") : "";
      const near = word.id === chosen ? "in" : headOf(word.id) === chosen && chosen ? "out" : "";
      shapes.push([near ? 1 : 0, draw("path", { d: path, class: `arc ${state} ${near}` })]);
      shapes.push([near ? 1 : 0, draw("path", { d: `M${middle.get(word.id) - 4},${height - 8} h8 l-4,7 z`, class: `tip ${state} ${near}` })]);
      if (label) shapes.push([2, draw("text", { x, y, class: near }, label)]);
    };
    for (const arc of arcs) {
      const [to, hub] = [middle.get(arc.word.id), middle.get(arc.head)];
      const side = Math.sign(to - hub);
      const from = hub + side * 5;
      const top = height - STEP * level.get(arc);
      const r = Math.min(8, Math.abs(to - from) / 2);
      add(arc.word, `M${from},${height} V${top + r} q0,${-r} ${side * r},${-r} H${to - side * r} q${side * r},0 ${side * r},${r} V${height - 6}`,
        (from + to) / 2, top + 4, showLabels ? relationOf(arc.word.id) : "");
    }
    for (const word of asked().filter(({ id }) => headOf(id) === 0))
      add(word, `M${middle.get(word.id)},18 V${height - 6}`, middle.get(word.id), 14, "root");
    svg.replaceChildren(...shapes.sort((a, b) => a[0] - b[0]).map(([, shape]) => shape));
  };

  const drawState = () => {
    const chosen = model.get("selection");
    const picking = exercise && model.get("picking");
    for (const button of buttons) {
      const id = Number(button.dataset.id);
      button.setAttribute("aria-pressed", String(id === chosen && id > 0));
      if (!exercise) button.tabIndex = id === chosen ? 0 : -1;
      const said = id ? judged(wordOf(id)) : null;
      button.querySelector(".sign").textContent = said ? (said.right ? "✓" : "✗") : "";
      const head = id ? headOf(id) : undefined;
      button.querySelector(".hidden").textContent = head === undefined ? "" : ` (${nameOf(head)} ←)` + (said ? ` ${said.right ? t("right") : t("not yet right")}` : "");
    }
    if (buttons.length && !buttons.some((button) => button.tabIndex === 0)) buttons[0].tabIndex = 0;
    region.classList.toggle("picking", picking);
    const word = chosen ? wordOf(chosen) : null;
    if (exercise) {
      if (toggle) toggle.checked = model.get("with_relations");
      drawForm(word, picking);
      say(box, word && judged(word));
      const done = asked().filter(({ id }) => headOf(id) !== undefined).length;
      actions.lastChild.textContent = model.get("solved") ? `✓ ${t("The tree is complete and right.")}`
        : t("{0} of {1} words have a head", done, asked().length) + (Object.keys(model.get("checked")).length ? t(", {0} right", asked().filter((each) => judged(each)?.right).length) : "");
    }
    drawArcs();
    reveal(buttons.find((button) => Number(button.dataset.id) === chosen));
  };

  // Only the arcs scroll, never the notebook.
  const reveal = (button) => {
    if (!button) return;
    const [there, seen] = [button.getBoundingClientRect(), region.getBoundingClientRect()];
    if (there.left < seen.left || there.right > seen.right) region.scrollBy(there.left + there.width / 2 - seen.left - seen.width / 2, 0);
  };

  const drawCard = (word) => {
    if (!word) return card.hide();
    const list = make("dl");
    const row = (name, ...value) => list.append(make("dt", { textContent: t(name) }), make("dd", {}, ...value));
    row("relation", ...term(model.get("labels").deprel[relationOf(word.id)], relationOf(word.id)));
    if (headOf(word.id)) row("hangs from", arabic(wordOf(headOf(word.id)).v));
    if (word.irab) row("i‘rab", arabic(word.irab));
    if (word.gloss) row("meaning", word.gloss);
    if (word.sure !== undefined) row("how sure", `${Math.round(100 * word.sure)} %`, ...(word.why ? [". ", ...mixed(word.why)] : []));
    if (word.d) row("disputed", ...word.d.filter((d) => d.length > 1).map(([name, ...values]) => make("div", {}, ...term(model.get("labels").layers[name], name), ": ", ...values.flatMap((value, n) => [...(n ? [t(" or ")] : []), ...alternative(name, value)]))), make("div", {}, ...mixed(word.dw ?? "")));
    panel.replaceChildren(make("h3", { lang: "ar", dir: "rtl", textContent: word.v }), list);
  };

  const alternative = (name, value) => (name === "deprel" ? term(model.get("labels").deprel[value], value) : name === "upos" ? term(model.get("labels").upos[value], value)
    : value === "_" ? [t("none")] : [arabic(value)]);

  // Native selects do for the keyboard and for narrow screens what clicks do.
  const drawForm = (word, picking) => {
    if (panel.dataset.shown === `${word?.id},${model.get("with_relations")}`) {
      const [head, relation] = panel.querySelectorAll("select");
      if (head) head.value = headOf(word.id) ?? "";
      if (relation) relation.value = relationOf(word.id) ?? "";
      panel.firstChild.querySelector(".ask").textContent = picking ? t("Now choose its head among the words, or here:") : "";
      return;
    }
    panel.dataset.shown = `${word?.id},${model.get("with_relations")}`;
    if (!word) return panel.replaceChildren(make("p", {}, make("span", { class: "ask", textContent: t("Choose a word.") })));
    const head = make("select", { "aria-label": t("Head"), lang: "ar", dir: "rtl" }, make("option", { value: "", textContent: "–" }), make("option", { value: 0, textContent: t("root") }),
      ...asked().filter(({ id }) => id !== word.id).map(({ id, form }) => make("option", { value: id, textContent: `${form} (${id})` })));
    head.addEventListener("change", () => { if (head.value !== "") setHead(word.id, Number(head.value)); });
    const fields = [make("label", {}, t("Head"), head)];
    if (model.get("with_relations")) {
      const relation = make("select", { "aria-label": t("Relation") }, make("option", { value: "", textContent: "–" }), ...Object.entries(model.get("labels").deprel)
        .filter(([name]) => !["dep", "punct"].includes(name)).map(([name, [english, school]]) => make("option", { value: name, textContent: `${name}: ${english} · ${school}` })));
      relation.addEventListener("change", () => set(model, { relations: { ...model.get("relations"), [word.id]: relation.value } }));
      fields.push(make("label", {}, t("Relation"), relation));
    }
    panel.replaceChildren(make("p", {}, make("span", { class: "word ar", lang: "ar", dir: "rtl", textContent: word.form }), " ", make("span", { class: "ask" })), make("div", { class: "bar" }, ...fields));
    drawForm(word, picking);
  };

  const drawTree = () => {
    const folded = model.get("collapsed");
    const branch = (words, level) => words.map((word) => {
      const below = asked().filter(({ id }) => headOf(id) === word.id);
      const open = !folded.includes(word.id);
      const [, school] = termOf(model, relationOf(word.id));
      const node = make("div", { class: "node" },
        make("span", { class: "fold", ariaHidden: "true", textContent: below.length ? (open ? "▾" : "◂") : "·" }),
        make("span", { class: `form${unsure(word) ? " unsure" : ""}`, lang: "ar", textContent: word.v }), " ",
        make("span", { class: "relation", lang: "ar", textContent: school }), " ",
        make("bdi", { class: "code", lang: "en", textContent: relationOf(word.id) }), " ",
        make("span", { class: "irab", lang: "ar", textContent: word.irab }),
        ...(open ? [] : [" ", make("bdi", { class: "code", lang: "en", textContent: `(${t("{0} more", count(word))})` })]));
      const item = make("li", { role: "treeitem", tabIndex: -1, "aria-level": level, "aria-selected": String(word.id === model.get("selection")) }, node);
      item.dataset.id = word.id;
      if (below.length) {
        item.setAttribute("aria-expanded", String(open));
        if (open) item.append(make("ul", { role: "group" }, ...branch(below, level + 1)));
      }
      return item;
    });
    const count = (word) => asked().filter(({ id }) => headOf(id) === word.id).reduce((sum, child) => sum + 1 + count(child), 0);
    const focused = tree.contains(document.activeElement) && document.activeElement.dataset.id;
    tree.replaceChildren(...branch(asked().filter(({ id }) => headOf(id) === 0), 1));
    const items = [...tree.querySelectorAll("[role=treeitem]")];
    const here = items.find((item) => item.dataset.id === (focused || String(model.get("selection")))) ?? items[0];
    if (here) here.tabIndex = 0;
    if (focused) here?.focus();
  };
  const fold = (id, closed) => {
    const others = model.get("collapsed").filter((other) => other !== id);
    set(model, { collapsed: closed ? [...others, id] : others });
  };

  tree.addEventListener("click", (event) => {
    const item = event.target.closest("[role=treeitem]");
    if (!item) return;
    const id = Number(item.dataset.id);
    if (event.target.closest(".fold") && item.ariaExpanded) fold(id, item.ariaExpanded === "true");
    item.focus({ preventScroll: true });
    look(id, tree);
  });
  tree.addEventListener("keydown", (event) => {
    const item = event.target.closest("[role=treeitem]");
    const items = [...tree.querySelectorAll("[role=treeitem]")];
    const at = items.indexOf(item);
    const open = item.ariaExpanded === "true";
    const parent = item.parentElement.closest("[role=treeitem]");
    const go = (target) => {
      if (!target) return;
      target.focus();
      look(Number(target.dataset.id), tree);
    };
    // The tree grows to the left: the left arrow opens, the right arrow closes.
    const action = {
      ArrowDown: () => go(items[at + 1]), ArrowUp: () => go(items[at - 1]), Home: () => go(items[0]), End: () => go(items.at(-1)),
      ArrowLeft: () => (item.ariaExpanded === "false" ? fold(Number(item.dataset.id), false) : go(item.querySelector("[role=treeitem]"))),
      ArrowRight: () => (open ? fold(Number(item.dataset.id), true) : go(parent)),
      Enter: () => item.ariaExpanded && fold(Number(item.dataset.id), open), " ": () => item.ariaExpanded && fold(Number(item.dataset.id), open),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  });

  line.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && model.get("picking")) {
      event.stopPropagation();
      return set(model, { picking: false });
    }
    const target = step(buttons, buttons.indexOf(event.target), event.key);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons.forEach((button, n) => { button.tabIndex = n === target ? 0 : -1; });
    buttons[target].focus();
    if (!exercise) look(Number(buttons[target].dataset.id));
  });
  if (exercise) {
    let from = null;
    line.addEventListener("pointerdown", (event) => { from = event.pointerType === "touch" ? null : event.target.closest(".w"); });
    line.addEventListener("pointerup", (event) => {
      const to = document.elementFromPoint(event.clientX, event.clientY)?.closest(".w");
      if (from && to && to !== from && line.contains(to)) setHead(Number(to.dataset.id), Number(from.dataset.id));
      from = null;
    });
    const check = make("button", { type: "button", textContent: t("Check") });
    check.addEventListener("click", () => ask(model, Object.fromEntries(asked().filter(({ id }) => headOf(id) !== undefined).map((word) => [word.id, answerOf(word)]))));
    const relations = make("input", { type: "checkbox", id: `relations-${view}`, checked: model.get("with_relations") });
    relations.addEventListener("change", () => set(model, { with_relations: relations.checked }));
    actions.append(check, make("label", {}, relations, t("ask for the relations too")), make("span", { role: "status" }));
    toggle = relations;
  } else {
    for (const [text, ids] of [["Fold all", () => asked().filter(({ id }) => headOf(id)).map(({ id }) => id)], ["Unfold all", () => []]]) {
      const button = make("button", { type: "button", textContent: t(text) });
      button.addEventListener("click", () => set(model, { collapsed: ids() }));
      folds.append(button);
    }
  }
  let drawn = false;
  const drawAll = () => { drawWords(); drawState(); };
  const stops = [
    follow(model, ["words"], drawAll),
    follow(model, ["heads", "relations", "selection", "picking", "checked", "feedback", "solved", "with_relations"], drawState),
    release,
    ...(bench ? [bench.stop] : []),
  ];
  if (!exercise) stops.push(follow(model, ["selection"], () => { if (drawn && touched === null) look(model.get("selection")); }));
  drawn = true;
  if (!exercise) stops.push(follow(model, ["words", "heads", "relations", "collapsed", "selection"], drawTree));
  const observer = new ResizeObserver(drawArcs);
  observer.observe(root);
  document.fonts?.ready.then(drawArcs);
  return () => { observer.disconnect(); stops.forEach((stop) => stop()); };
}

export default widget(render);
