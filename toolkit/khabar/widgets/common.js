// What all widgets share. Text is only ever set with textContent, so that nothing in a document can
// become markup; state is the model's traitlets, and what is drawn is drawn from them.

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") element.className = value;
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const arabic = (text, tag = "bdi") => make(tag, { lang: "ar", dir: "rtl", textContent: text });

// A sentence in English with Arabic in it, each passage of Arabic (with what stands between its words and
// its own quotation marks) isolated and set as Arabic: as khabar.course.questions.marked_up does it.
const PASSAGE = /(?:… ?)?["«]?[\u0620-\u065f\u0670-\u06ff](?:[\u0600-\u06ff\u0750-\u077f\u200d\s+.:"«»…]|[()·-](?=[\s(]?[\u0620-\u06ff]))*/g;
export function mixed(text) {
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(PASSAGE)) {
    let start = match.index;
    let core = match[0].replace(/[ +.:\n]+$/, "");
    if (core.split('"').length % 2 === 0) {
      // The mark at its edge belongs to the English around it.
      if (core.startsWith('"')) [start, core] = [start + 1, core.slice(1)];
      else core = core.replace(/"+$/, "");
    }
    parts.push(text.slice(done, start), arabic(core));
    done = start + core.length;
  }
  return [...parts, text.slice(done)];
}

// The widget's outermost element; `narrow` is set on it where there is no room for two columns.
export function frame({ model, el }, name, ...children) {
  const root = make("div", { class: `khabar ${name}` }, ...children);
  // On the page, so that Arabic in the prose around the widgets has the same face.
  document.documentElement.style.setProperty("--khabar-face", model.get("fonts"));
  el.append(root);
  // A plain key pressed here is meant for the widget: in JupyterLab C would copy the cell and Enter edit it.
  root.addEventListener("keydown", (event) => {
    const forLab = event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter");
    if (!forLab) event.stopPropagation();
  });
  const observer = new ResizeObserver(([entry]) => root.classList.toggle("narrow", entry.contentRect.width < 640));
  observer.observe(root);
  return { root, release: () => observer.disconnect() };
}

// Draw now and at each change of these traitlets; the function that is returned stops that.
export function follow(model, names, draw) {
  for (const name of names) model.on(`change:${name}`, draw);
  draw();
  return () => names.forEach((name) => model.off(`change:${name}`, draw));
}

export function set(model, changes) {
  for (const [name, value] of Object.entries(changes)) model.set(name, value);
  model.save_changes();
}

// The index that an arrow key leads to among elements laid out right to left in lines; undefined for
// other keys.
export function step(elements, at, key) {
  const target = {
    ArrowLeft: () => at + 1, ArrowRight: () => at - 1, Home: () => 0, End: () => elements.length - 1,
    ArrowDown: () => nextLine(elements, at, 1), ArrowUp: () => nextLine(elements, at, -1),
  }[key];
  return target && Math.max(0, Math.min(elements.length - 1, target()));
}

function nextLine(elements, at, direction) {
  const here = elements[at].getBoundingClientRect();
  let best = at;
  let distance = Infinity;
  for (let i = at + direction; i >= 0 && i < elements.length; i += direction) {
    const there = elements[i].getBoundingClientRect();
    if ((there.top - here.top) * direction < here.height * 0.5) continue;
    if (best !== at && Math.abs(there.top - elements[best].getBoundingClientRect().top) > here.height * 0.5) break;
    const away = Math.abs(there.left + there.width / 2 - here.left - here.width / 2);
    if (away < distance) [best, distance] = [i, away];
  }
  return best;
}

// Buttons that turn the pages of something long.
export function pager(model, what) {
  const bar = make("div", { class: "bar", role: "group", "aria-label": "Pages" });
  const go = (by, label) => {
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", () => set(model, { page: model.get("page") + by }));
    return button;
  };
  const [before, after, place] = [go(-1, "Previous page"), go(1, "Next page"), make("span")];
  bar.append(before, place, after);
  const stop = follow(model, ["page", "pages"], () => {
    const [at, all] = [model.get("page"), model.get("pages")];
    bar.hidden = all < 2;
    before.disabled = at < 1;
    after.disabled = at + 1 >= all;
    place.textContent = `Page ${at + 1} of ${all} ${what}`;
  });
  return { bar, stop };
}

// What is to be said of a part's answer: what the kernel said of this very answer; before it has, or
// where none runs, only whether it is right; nothing of an answer that was not asked about.
export function verdict(model, key, answer, isRight) {
  const same = (other) => other !== undefined && JSON.stringify(other) === JSON.stringify(answer);
  const said = model.get("feedback")[key];
  if (said && same(said.answer)) return said;
  return same(model.get("checked")[key]) ? { right: isRight(answer), message: "" } : null;
}

export function ask(model, answers) {
  set(model, { checked: { ...model.get("checked"), ...answers } });
}

export function say(box, said) {
  if (said) box.dataset.right = said.right; else delete box.dataset.right;
  box.replaceChildren(...(said ? [make("b", { textContent: said.right ? "✓ Right. " : "✗ Not yet. " }), ...mixed(said.message)] : []));
}
