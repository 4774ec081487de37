// A kernel that is gone takes what stands behind the widgets with it: one line above the notebook says so for all of
// them, Jupyter's own fields among them, and what is typed meanwhile is put back when their cell is run again.
import { make, speak, t } from "./common.js";

const WIDGET = ".jp-OutputArea .jupyter-widgets";
const DEAD = `${WIDGET}.khabar-gone, ${WIDGET}.jupyter-widgets-disconnected`;
const FIELD = "input:not([type=file]), select, textarea";
const UNHEARD = 5_000; // ms: what was typed last before a kernel ended may not have reached it
const LOOK = 500; // ms, while a kernel is gone
const ENDED = ["autorestarting", "restarting", "dead"];

// An exercise keeps its answers itself (common.js), and so do the desk and the maker.
const KEPT = ".khabar:is(.khabar-desk, .khabar-maker, :has(.work))";
const typedIn = (cell) => [...cell.node.querySelectorAll(".jp-OutputArea")]
  .flatMap((area) => [...area.querySelectorAll(FIELD)]).filter((field) => !field.closest(KEPT));
const checks = (field) => ["checkbox", "radio"].includes(field.type);

export function watch(panel, app, Widget, language) {
  const { sessionContext, path } = panel.context;
  const place = `khabar typed ${path}`;
  const cells = () => panel.content.widgets;
  const recent = new Map(); // of each field, what was typed last
  const typed = attempt(() => JSON.parse(localStorage.getItem(place))) ?? {}; // and was not heard; by cell and number
  let lost = false; // no connection
  let timer = null;

  const line = make("div", { class: "khabar-kernel", role: "alert" });
  const widget = new Widget({ node: line });
  widget.hide();
  panel.contentHeader.addWidget(widget);
  // Jupyter's layout asks how high a part must be, not how high its text is.
  const measure = () => {
    line.style.minBlockSize = "";
    if (!widget.isHidden) line.style.minBlockSize = `${Math.ceil(line.firstChild.getBoundingClientRect().height)}px`;
    panel.contentHeader.fit();
  };
  const observer = new ResizeObserver(measure);
  observer.observe(panel.node);

  async function again() {
    if (["dead", "unknown"].includes(sessionContext.kernelDisplayStatus)) await sessionContext.restartKernel();
    await app.commands.execute("notebook:run-all-cells");
  }
  function say(text, button) {
    if (line.dataset.said === text) return;
    line.dataset.said = text;
    const run = make("button", { type: "button", textContent: t("Run all cells") });
    run.addEventListener("click", again);
    Object.assign(line, { lang: language(), dir: language() === "ar" ? "rtl" : "ltr" });
    line.replaceChildren(make("p", {}, text, ...(button && text ? [" ", run] : [])));
    widget.setHidden(!text);
    measure();
  }
  function back(cell) {
    const values = typed[cell.model.id];
    if (!values || cell.node.querySelector(DEAD)) return;
    const fields = typedIn(cell);
    if (!fields.length) return;
    for (const [n, value] of Object.entries(values)) {
      const field = fields[n];
      if (!field) continue;
      if (checks(field)) { if (field.checked !== value) field.click(); } else {
        field.value = value;
        for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
      }
    }
    delete typed[cell.model.id];
    keep();
  }
  function keep() {
    attempt(() => (Object.keys(typed).length ? localStorage.setItem(place, JSON.stringify(typed)) : localStorage.removeItem(place)));
  }
  function look() {
    const gone = cells().some((cell) => cell.node.querySelector(DEAD));
    speak(language());
    if (lost) say(t("There is no connection to the kernel. What you type is kept in this browser. If it does not come back, load this page again and run all cells."), false);
    else if (gone) say(t("The kernel has stopped, and what is on this page with it. What you type is kept: run all cells, and it is there again."), true);
    else say("", false);
    if (!lost && sessionContext.session?.kernel) cells().forEach(back);
    clearTimeout(timer);
    timer = gone || lost || Object.keys(typed).length ? setTimeout(look, LOOK) : null;
  }
  function put(field, value) {
    const cell = cells().find(({ node }) => node.contains(field));
    const n = cell ? typedIn(cell).indexOf(field) : -1;
    if (n >= 0) (typed[cell.model.id] ??= {})[n] = value;
  }
  function end() {
    for (const cell of cells()) cell.node.querySelectorAll(WIDGET).forEach((node) => node.classList.add("khabar-gone"));
    for (const [field, { value, at }] of recent) if (Date.now() - at < UNHEARD) put(field, value);
    recent.clear();
    keep();
    look();
  }
  const heard = ({ target }) => {
    if (!target.closest(".jp-OutputArea") || !target.matches(FIELD)) return;
    const value = checks(target) ? target.checked : target.value;
    for (const [field, { at }] of recent) if (Date.now() - at > UNHEARD) recent.delete(field);
    if (line.dataset.said) { put(target, value); keep(); } else recent.set(target, { value, at: Date.now() });
  };
  panel.content.node.addEventListener("input", heard, true);
  panel.content.node.addEventListener("change", heard, true);
  sessionContext.statusChanged.connect((_, status) => { if (ENDED.includes(status)) end(); });
  sessionContext.kernelChanged.connect((_, { oldValue }) => { if (oldValue) end(); });
  let connected = false;
  sessionContext.connectionStatusChanged.connect((_, status) => {
    lost = connected && status !== "connected";
    connected ||= status === "connected";
    look();
  });
  sessionContext.ready.then(() => setTimeout(look, 2_000));
  window.addEventListener("khabar-language", () => setTimeout(() => { line.dataset.said = ""; look(); }));
  panel.disposed.connect(() => { clearTimeout(timer); observer.disconnect(); });
}

// Where a browser keeps nothing, nothing is kept.
function attempt(act) {
  try { return act(); } catch { return undefined; }
}
