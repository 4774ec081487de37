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

// A sentence in English with Arabic in it, each run of Arabic isolated and set as Arabic.
const ARABIC_RUN = /([\u0600-\u06ff][\u0600-\u06ff\u200d\u202f]*(?:[ +.]+[\u0600-\u06ff][\u0600-\u06ff\u200d\u202f]*)*)/;
export const mixed = (text) => text.split(ARABIC_RUN).map((run, n) => (n % 2 ? arabic(run) : run));

// The widget's outermost element; `narrow` is set on it where there is no room for two columns.
export function frame({ model, el }, name, ...children) {
  const root = make("div", { class: `khabar ${name}` }, ...children);
  root.style.setProperty("--khabar-face", model.get("fonts"));
  el.append(root);
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
