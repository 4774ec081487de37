// The lessons' own controls above the answer cells of graded assignments. The cell is the one place where an
// answer is: what is chosen is written into it as readable Python, and what is typed there is shown above.
import { literal, parse, PUBLIC } from "./answers.js";
import { frame, make, speak, t } from "./common.js";
import { watch } from "./gone.js";
import { pictured } from "./pictures.js";
import { CONTROLS } from "./question.js";

const NARROW = 700; // px: no room for a sidebar beside a lesson
const SAVE_AFTER = 1000; // ms after a change
const STUB = "(Write your answer here instead of this line.)"; // as in the settings of nbgrader

function style(name) {
  const href = new URL(name, import.meta.url).href;
  if (![...document.styleSheets].some((sheet) => sheet.href === href)) document.head.append(make("link", { rel: "stylesheet", href }));
}

// The learner's choice in the lessons, or Jupyter's own.
function language() {
  try {
    const chosen = localStorage.getItem("khabar language");
    if (chosen) return chosen;
  } catch { /* a browser that keeps nothing */ }
  return document.documentElement.lang.startsWith("ar") ? "ar" : "en";
}

// As much of a widget's model as a control asks for; its answer is the cell's.
function modelOf(cell, { name, asked, passage }, fonts, changed) {
  const listeners = new Map();
  const tell = (key) => (listeners.get(`change:${key}`) ?? []).forEach((listener) => listener());
  const state = { fonts, passage: passage ?? [], selection: [], language: language() };
  const source = cell.model.sharedModel;
  const model = {
    get: (key) => (key === "answer" ? PUBLIC[asked.kind].shown(parse(source.getSource(), name).value, asked) : state[key]),
    set: (key, value) => {
      if (key === "answer") {
        const written = literal(source.getSource(), name, PUBLIC[asked.kind].written(value, asked));
        if (written !== source.getSource()) source.setSource(written);
        changed();
      } else state[key] = value;
      tell(key);
    },
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    off: (event, listener) => listeners.set(event, (listeners.get(event) ?? []).filter((other) => other !== listener)),
    save_changes: () => {},
  };
  source.changed.connect((_, change) => { if (change.sourceChange) tell("answer"); });
  return model;
}

// Saves a notebook a moment after a change, never twice at once: Jupyter would take its own file for
// another's.
function saver(context) {
  let timer = null;
  let saving = Promise.resolve();
  const save = () => {
    timer = null;
    saving = saving.then(() => context.save()).catch(console.warn);
  };
  return () => { timer ??= setTimeout(save, SAVE_AFTER); };
}

// Above a cell, as far as its answer is concerned a part of it.
function above(cell, name, model, form, Widget) {
  const el = make("div", { class: "khabar-answer", role: "group", "aria-label": name });
  frame({ model, el }, "khabar-question", form);
  el.addEventListener("mousedown", (event) => event.stopPropagation()); // a click here selects no cell
  cell.layout.insertWidget(1, new Widget({ node: el }));
}

// A written answer is the text of its cell: a box to write in, which asks for no double click and no key.
function attachText(cell, fonts, Widget, save) {
  if (cell.node.querySelector(":scope > .khabar-answer")) return;
  speak(language());
  const source = cell.model.sharedModel;
  const text = make("textarea", { rows: 6, dir: "auto", "aria-label": t("Your answer") });
  const refresh = () => {
    const written = source.getSource();
    if (text.value !== written) text.value = written === STUB ? "" : written;
  };
  text.addEventListener("input", () => source.setSource(text.value));
  source.changed.connect((_, change) => { if (change.sourceChange) { refresh(); save(); } });
  above(cell, cell.model.getMetadata("nbgrader").grade_id, { get: () => fonts }, make("form", {}, text), Widget);
  refresh();
}

function attach(cell, fonts, Widget, save) {
  const told = cell.model.getMetadata("khabar");
  if (!told?.asked || !CONTROLS[told.asked.kind] || cell.node.querySelector(":scope > .khabar-answer")) return;
  const model = modelOf(cell, told, fonts, save);
  speak(model.get("language"));
  const control = CONTROLS[told.asked.kind](model, told.asked);
  const note = make("p", { class: "how", role: "status" });
  const refresh = () => {
    control.refresh();
    const { given, known } = parse(cell.model.sharedModel.getSource(), told.name);
    note.textContent = given && !known ? t("The answer is worked out in the cell below. What is chosen here comes after it.") : "";
  };
  // A form of its own, so that the choices of one question are one group.
  const form = make("form", {}, control.element, note);
  form.addEventListener("submit", (event) => event.preventDefault());
  above(cell, told.name, model, form, Widget);
  model.on("change:answer", refresh);
  refresh();
}

export const plugins = ({ INotebookTracker, Widget }) => [
  {
    id: "khabar:answers",
    description: "Controls for the answers of graded assignments",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, notebooks) => {
      notebooks.widgetAdded.connect(async (_, panel) => {
        await panel.context.ready;
        const fonts = panel.content.model.getMetadata("khabar")?.fonts ?? "serif";
        const save = saver(panel.context);
        const look = () => {
          for (const cell of panel.content.widgets) {
            const written = cell.model.type === "markdown" && cell.model.getMetadata("nbgrader")?.solution;
            if (!written && !cell.model.getMetadata("khabar")?.asked) continue;
            style("question.css");
            style("extension.css");
            cell.ready.then(() => (written ? attachText : attach)(cell, fonts, Widget, save));
          }
        };
        look();
        panel.content.model.cells.changed.connect(() => setTimeout(look));
      });
    },
  },
  {
    id: "khabar:pictures",
    description: "A saved notebook shows its widgets as they stood when it was saved",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, notebooks) => {
      notebooks.widgetAdded.connect(async (_, { context }) => {
        await context.ready;
        // What is saved is asked of the model; to change the outputs on the page would draw its widgets anew.
        const { model } = context;
        const plain = model.toJSON.bind(model);
        model.toJSON = () => pictured(plain());
      });
    },
  },
  {
    id: "khabar:gone",
    description: "A kernel that is gone is said to be, and what is typed meanwhile is put back",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, notebooks) => {
      style("extension.css");
      notebooks.widgetAdded.connect((_, panel) => panel.context.ready.then(() => watch(panel, app, Widget, language)));
    },
  },
  {
    id: "khabar:narrow",
    description: "On a narrow screen the sidebar starts closed",
    autoStart: true,
    activate: (app) => {
      style("extension.css");
      app.restored.then(() => { if (window.innerWidth < NARROW) app.shell.collapseLeft?.(); });
    },
  },
  {
    id: "khabar:escape",
    description: "Escape leads out of a field that a cell shows, to the cell: from there the keys go from cell to cell",
    autoStart: true,
    activate: () => {
      window.addEventListener("keydown", ({ key, target }) => {
        if (key === "Escape" && target.matches?.(".jp-OutputArea .jupyter-widgets :is(input, select, textarea)")) target.closest(".jp-Cell")?.focus();
      });
    },
  },
  {
    id: "khabar:touch",
    description: "A menu's item is chosen by a tap",
    autoStart: true,
    activate: () => {
      // JupyterLab 4.6 takes the item that a pointer was last moved over: a finger that taps has not moved.
      window.addEventListener("pointerup", (event) => {
        const item = event.pointerType !== "mouse" && event.target.closest?.(".lm-Menu-item");
        if (!item) return;
        const { clientX, clientY } = event;
        item.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX, clientY, pointerType: event.pointerType }));
      }, true);
    },
  },
];
