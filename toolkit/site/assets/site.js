// Wakes the readers and the questions of a page. There is no kernel: a reader's model is the state that
// the notebook's kernel had when the page was built, kept in this page alone.
import { attach } from "./question.js";

function modelOf(state) {
  const listeners = new Map();
  return {
    get: (key) => state[key],
    set: (key, value) => {
      state[key] = value;
      for (const listener of listeners.get(`change:${key}`) ?? []) listener();
    },
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    off: (event, listener) => listeners.set(event, (listeners.get(event) ?? []).filter((l) => l !== listener)),
    save_changes: () => {},
  };
}

async function wake(el) {
  const [{ default: reader }, sentences] = await Promise.all([
    import("./reader.js"),
    fetch(el.dataset.text).then((response) => {
      if (!response.ok) throw new Error(`${response.status} for ${el.dataset.text}`);
      return response.json();
    }),
  ]);
  el.replaceChildren();
  reader.render({ model: modelOf({ ...JSON.parse(el.dataset.state), sentences }), el });
}

// Where a file is missing the page to read stays, as without a script.
for (const el of document.querySelectorAll(".reader")) wake(el).catch(console.error);
document.querySelectorAll("form.question").forEach(attach);
