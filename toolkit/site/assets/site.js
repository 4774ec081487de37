// Wakes the widgets of a page: the package's own modules, each with a model that lives in this page alone
// and, in the place of a kernel, what kernel.js knows.
import { kernel } from "./kernel.js";

const alike = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

// As much of a model as anywidget promises its modules.
function modelOf(state, answer) {
  const listeners = new Map();
  let changed = {};
  const tell = (key, value) => {
    if (alike(state[key], value)) return false;
    state[key] = value;
    for (const listener of listeners.get(`change:${key}`) ?? []) listener();
    return true;
  };
  return {
    get: (key) => state[key],
    set: (key, value) => { if (tell(key, value)) changed[key] = value; },
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    off: (event, listener) => listeners.set(event, (listeners.get(event) ?? []).filter((l) => l !== listener)),
    save_changes: () => {
      const since = changed;
      changed = {};
      for (const [key, value] of Object.entries(answer(state, since))) tell(key, value);
    },
  };
}

// What is long stands in a file, which other widgets may share.
async function fetched(value) {
  if (!value?.$at) return value;
  const response = await fetch(value.$at);
  if (!response.ok) throw new Error(`${response.status} for ${value.$at}`);
  return response.json();
}

// Which questions are solved in this browser: the first page counts them.
function solved(id) {
  try {
    const ids = new Set(JSON.parse(localStorage.getItem("khabar-solved") ?? "[]"));
    if (id) localStorage.setItem("khabar-solved", JSON.stringify([...ids.add(id)]));
    return ids;
  } catch {
    return new Set(); // a browser that keeps nothing
  }
}

async function wake(el) {
  const { state, recorded } = JSON.parse(el.querySelector("script").textContent);
  const name = el.dataset.name;
  const [{ default: widget }, record, ...values] = await Promise.all([
    import(`./widgets/${name}.js`),
    fetched(recorded),
    ...Object.values(state).map(fetched),
  ]);
  Object.keys(state).forEach((key, n) => { state[key] = values[n]; });
  // What is done here is kept in this browser, not by whoever built the page.
  Object.assign(state, { learner_id: "site", kept_at: 0 });
  el.replaceChildren();
  const model = modelOf(state, kernel(name, record));
  const id = state.asked?.id;
  if (id && solved().has(id)) model.set("solved", true);
  model.on("change:solved", () => { if (id && model.get("solved")) solved(id); });
  widget.render({ model, el });
}

// Where a file is missing the page to read stays, as without a script.
for (const el of document.querySelectorAll(".widget")) wake(el).catch(console.error);

// What scrolls sideways can be scrolled by keyboard, while it does.
const measure = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
document.querySelectorAll(".highlight, .shown, .khabar-wide, .jp-RenderedText, .jp-MarkdownOutput").forEach((el) => measure.observe(el));

for (const line of document.querySelectorAll(".progress")) {
  const done = [...solved()].filter((id) => id.startsWith(`${line.dataset.lesson}/`)).length;
  line.textContent = done ? `${done === Number(line.dataset.asked) ? "✓ " : ""}${done} of ${line.dataset.asked} solved` : "";
}
if (document.getElementById("search")) import("./search.js").catch(console.error);
