// Lines of a concordance, right to left. Only the lines in sight are elements of the page; the kernel
// sends them as they are wanted. Arrows, Page Up and Down, Home and End walk; Enter shows the passage.
const HEIGHT = 34; // px, one line
const PAGE = 10;

function element(tag, attributes = {}, ...inner) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inner);
  return made;
}

function render({ model, el }) {
  el.classList.add("khabar-concordance");
  el.style.setProperty("--khabar-arabic", model.get("fonts"));
  const query = element("input", { type: "search", "aria-label": "query", dir: "auto", spellcheck: "false" });
  const sort = element("select", { "aria-label": "sort by" });
  for (const [value, text] of [["text", "as in the texts"], ["before", "word before"], ["match", "match"], ["after", "word after"]])
    sort.append(element("option", { value }, text));
  const said = element("p", { role: "status", "aria-live": "polite" });
  const table = element("div", { class: "numbers" });
  const box = element("div", {
    class: "lines", role: "listbox", tabindex: "0", lang: "ar", dir: "rtl", "aria-label": "lines",
  });
  const space = element("div", { class: "space" });
  box.append(space);
  const passage = element("section", { class: "passage", "aria-live": "polite", "aria-label": "passage" });
  el.replaceChildren(table, element("div", { class: "ask" }, query, sort), said, box, passage);
  let active = 0;

  function draw() {
    const first = model.get("first");
    const total = model.get("total");
    space.style.height = `${Math.max(total, 1) * HEIGHT}px`;
    space.replaceChildren(
      ...model.get("lines").map(([before, match, after, id], place) => {
        const number = first + place;
        const line = element("div", {
          class: "line", role: "option", id: `${box.id}-${number}`, "aria-selected": String(number === active),
          "aria-posinset": number + 1, "aria-setsize": total, title: id,
        });
        line.style.top = `${number * HEIGHT}px`;
        line.append(
          element("span", { class: "before" }, element("bdi", {}, before)),
          element("mark", {}, match),
          element("span", { class: "after" }, element("bdi", {}, after)),
        );
        line.addEventListener("click", () => choose(number));
        return line;
      }),
    );
    box.setAttribute("aria-activedescendant", `${box.id}-${active}`);
    said.textContent = model.get("message") || (model.get("query") ? `${total.toLocaleString("en")} lines` : "");
    said.classList.toggle("wrong", Boolean(model.get("message")));
  }

  function want() {
    const top = Math.floor(box.scrollTop / HEIGHT);
    const first = Math.max(0, top - 20);
    const there = model.get("first");
    if (top < there || top + Math.ceil(box.clientHeight / HEIGHT) > there + model.get("lines").length) {
      if (first !== there) {
        model.set("first", first);
        model.save_changes();
      }
    }
  }

  function walk(number) {
    active = Math.max(0, Math.min(model.get("total") - 1, number));
    const top = active * HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    if (top + HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + HEIGHT - box.clientHeight;
    want();
    draw();
  }

  function choose(number) {
    active = number;
    model.set("chosen", number);
    model.save_changes();
    draw();
  }

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
  query.addEventListener("change", () => {
    model.set("query", query.value);
    model.save_changes();
  });
  sort.addEventListener("change", () => {
    model.set("sort", sort.value);
    model.save_changes();
  });

  function drawTable() {
    const heads = model.get("heads");
    if (!heads.length) return table.replaceChildren();
    const body = model.get("rows").map((cells, number) => {
      const button = element("button", { type: "button", "aria-pressed": String(number === model.get("row")) }, "lines");
      button.addEventListener("click", () => {
        model.set("row", number);
        model.save_changes();
      });
      return element("tr", {}, ...cells.map((cell) => element("td", { dir: "auto" }, element("bdi", {}, cell))), element("td", {}, button));
    });
    table.replaceChildren(
      element("table", {},
        element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)), element("th", {}, ""))),
        element("tbody", {}, ...body)),
    );
  }

  function drawPassage() {
    const found = model.get("passage");
    if (!found.sentences) return passage.replaceChildren();
    const text = element("p", { lang: "ar", dir: "rtl" });
    for (const [sentence, here] of found.sentences) text.append(here ? element("mark", {}, sentence) : sentence, " ");
    passage.replaceChildren(element("p", { class: "where" }, element("bdi", {}, found.name), `, ${found.where}`), text);
  }

  box.id = `khabar-lines-${Math.random().toString(36).slice(2)}`;
  const fresh = () => {
    query.value = model.get("query");
    sort.value = model.get("sort");
    active = 0;
    box.scrollTop = 0;
    draw();
    drawTable();
  };
  model.on("change:query change:sort change:row", fresh);
  model.on("change:lines change:total change:message", draw);
  model.on("change:rows change:heads", drawTable);
  model.on("change:passage", drawPassage);
  fresh();
  drawPassage();
}

export default { render };
