// Lines of a concordance, right to left. Only the lines in sight are elements of the page; the kernel
// sends them as they are wanted. Arrows, Page Up and Down, Home and End walk; Enter shows the passage.
import { arabic, beside, follow, frame, languageSwitch, make, mixed, set, t, widget } from "./common.js";
import "./said.js";

const HEIGHT = 36; // px, one line
const PAGE = 10;
const BEFORE = 20; // lines asked for above those in sight

function render({ model, el }) {
  const field = make("input", { type: "text", dir: "auto", spellcheck: false, autocomplete: "off" });
  const sort = make("select");
  for (const [value, label] of [["text", "as in the texts"], ["before", "by the word before"], ["match", "by what is found"], ["after", "by the word after"]])
    sort.append(make("option", { value, textContent: t(label) }));
  const form = make("form", { class: "bar" }, make("label", {}, t("Query"), field), make("button", { type: "submit", textContent: t("Find") }),
    make("label", {}, t("Order"), sort), languageSwitch());
  const said = make("p", { class: "told", role: "status" });
  const numbers = make("div");
  const box = make("div", { class: "lines", role: "listbox", tabIndex: 0, lang: "ar", dir: "rtl", "aria-label": t("Lines: arrow keys walk, Enter shows the passage") });
  const space = make("div", { class: "space", role: "presentation" });
  box.append(space);
  const card = beside(t("The passage"));
  const { root, release } = frame({ model, el }, "khabar-concordance", numbers, form, said, box, card.element);
  box.id = `khabar-lines-${Math.random().toString(36).slice(2)}`;

  let active = Math.max(0, model.get("chosen"));
  let drawn = new Map(); // number of a line: its element, kept while it is in the page, so that the card stays beside it
  let asked = false; // a passage was asked for here

  const lineOf = (number, [before, match, after]) => {
    const line = make("div", { class: "line", role: "option", id: `${box.id}-${number}`, "aria-posinset": number + 1 },
      make("span", { class: "before" }, make("bdi", { textContent: before })), make("mark", {}, make("bdi", { textContent: match })),
      make("span", { class: "after" }, make("bdi", { textContent: after })));
    line.style.top = `${number * HEIGHT}px`;
    line.addEventListener("click", () => choose(number));
    return line;
  };
  const drawLines = () => {
    const [first, lines] = [model.get("first"), model.get("lines")];
    const now = new Map(lines.map((line, place) => [first + place, drawn.get(first + place) ?? lineOf(first + place, line)]));
    if (drawn.size !== now.size || [...now.keys()].some((number) => !drawn.has(number))) space.replaceChildren(...now.values());
    // A card whose line has gone from the page would float.
    if (drawn.has(model.get("chosen")) && !now.has(model.get("chosen"))) card.hide();
    drawn = now;
    mark();
  };
  const mark = () => {
    const total = model.get("total");
    for (const [number, line] of drawn) {
      line.setAttribute("aria-selected", String(number === active));
      line.setAttribute("aria-setsize", total);
    }
    if (drawn.has(active)) box.setAttribute("aria-activedescendant", `${box.id}-${active}`);
    else box.removeAttribute("aria-activedescendant");
  };
  const drawTold = () => {
    const [message, query, total] = [model.get("message"), model.get("query"), model.get("total")];
    space.style.height = `${total * HEIGHT}px`;
    box.hidden = !total;
    box.removeAttribute("aria-busy");
    if (message) said.replaceChildren(`⚠ `, ...mixed(message));
    else said.textContent = query ? t("Lines: {0}", total.toLocaleString("en")) : t("Write a query: a word, or [lemma=\"…\"].");
  };
  // Another question, or another order: from the first line on.
  const anew = () => {
    field.value = model.get("query");
    sort.value = model.get("sort");
    drawn = new Map();
    space.replaceChildren();
    active = Math.max(0, model.get("chosen"));
    card.hide();
    drawLines();
    drawTold();
    box.scrollTop = Math.max(0, active - 3) * HEIGHT;
  };
  const ask = (changes) => {
    said.textContent = t("Searching …");
    box.setAttribute("aria-busy", "true");
    set(model, changes);
  };

  const want = () => {
    const top = Math.floor(box.scrollTop / HEIGHT);
    const bottom = Math.min(model.get("total"), top + Math.ceil(box.clientHeight / HEIGHT));
    const [from, lines] = [model.get("first"), model.get("lines").length];
    const first = Math.max(0, top - BEFORE);
    if ((top < from || bottom > from + lines) && first !== from) set(model, { first });
  };
  const walk = (number) => {
    active = Math.max(0, Math.min(model.get("total") - 1, number));
    const top = active * HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    if (top + HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + HEIGHT - box.clientHeight;
    want();
    mark();
  };
  const choose = (number) => {
    active = number;
    mark();
    asked = true;
    if (model.get("chosen") === number) showPassage();
    else set(model, { chosen: number });
  };
  const showPassage = () => {
    const { name, facts, sentences } = model.get("passage");
    if (!asked || !sentences || !drawn.has(model.get("chosen"))) return;
    asked = false;
    const text = make("p", { class: "ar", lang: "ar", dir: "rtl" });
    for (const [before, match, after] of sentences)
      text.append(match ? make("span", { class: "here" }, before, make("mark", { textContent: match }), after) : before, " ");
    const where = [make("b", { dir: "auto", textContent: name }), ...facts.map(([label, value]) => make("span", {}, `${t(label)}: `, make("bdi", { textContent: value })))];
    card.body.replaceChildren(make("p", { class: "where" }, ...where), text);
    card.show(drawn.get(model.get("chosen")));
    const there = text.querySelector("mark");
    if (there) card.body.scrollTop = there.offsetTop - card.body.clientHeight / 2;
  };

  box.addEventListener("scroll", want);
  box.addEventListener("keydown", (event) => {
    const to = {
      ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + PAGE, PageUp: active - PAGE,
      Home: 0, End: model.get("total") - 1,
    }[event.key];
    if (to !== undefined) walk(to);
    else if (event.key === "Enter" || event.key === " ") choose(active);
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask({ query: field.value.trim(), row: -1 });
  });
  sort.addEventListener("change", () => ask({ sort: sort.value }));

  const drawTable = () => {
    const [heads, ways, [row, way]] = [model.get("heads"), model.get("ways"), [model.get("row"), model.get("way")]];
    if (!heads.length) return numbers.replaceChildren();
    const focused = numbers.getRootNode().activeElement?.dataset?.key;
    const own = heads.map((head) => ways.find((name) => name === `lines_of_${head.replaceAll(" ", "_")}`));
    const body = model.get("rows").map((cells, number) => {
      const press = (name, textContent, label) => {
        const button = make("button", { type: "button", textContent, "aria-pressed": String(number === row && name === way), "aria-label": `${label}: ${cells[0]}` });
        button.dataset.key = `${number} ${name}`;
        button.addEventListener("click", () => ask({ row: number, way: name }));
        return button;
      };
      // A number that has lines of its own is pressed itself; the buttons of the others stand beside the name: on a
      // narrow screen the numbers scroll.
      const [name, ...others] = cells.map((cell, place) => make(place ? "td" : "th", place ? {} : { scope: "row" },
        own[place] && cell !== "0" ? press(own[place], cell, t(heads[place])) : make("bdi", { textContent: cell })));
      return make("tr", {}, name, make("td", {}, ...ways.filter((way) => !own.includes(way)).map((way) => press(way, t(way), t(way)))), ...others);
    });
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...[heads[0], "behind the numbers", ...heads.slice(1)].map((head) => make("th", { scope: "col", textContent: t(head) })))), make("tbody", {}, ...body));
    numbers.replaceChildren(make("div", { class: "numbers", role: "region", tabIndex: 0, "aria-label": t("The numbers") }, table));
    if (focused) [...numbers.querySelectorAll("[data-key]")].find((button) => button.dataset.key === focused)?.focus({ preventScroll: true });
  };

  const stops = [
    follow(model, ["rows", "heads", "row", "way"], drawTable),
    follow(model, ["query", "sort", "searches"], anew),
    follow(model, ["lines"], drawLines),
    follow(model, ["total", "message"], drawTold),
    follow(model, ["passage"], showPassage),
    release,
  ];
  // On another width other lines are in sight.
  const size = new ResizeObserver(want);
  size.observe(root);
  return () => { size.disconnect(); stops.forEach((stop) => stop()); };
}

export default widget(render);
