// One question: its kind's controls, Check, Hint, Show the answer, and what is said of the answer. Every
// control reads the traitlet `answer` and writes it; what is right is known to the kernel alone.
import { arabic, ask, follow, frame, inSight, make, mixed, say, set, t, widget, workbench } from "./common.js";
import "./said.js";
import { letterStrip } from "./letters.js";
import { inside, passage } from "./passage.js";

const SIGNS = { "\u064e": "fatha", "\u0650": "kasra", "\u064f": "damma", "\u0652": "sukun", "\u0651": "shadda", "\u064b": "tanwin fath", "\u064d": "tanwin kasr", "\u064c": "tanwin damm" };

// Text that may be Arabic as a whole, or have Arabic in it.
const prose = (text) => (/[A-Za-z]/.test(text) ? mixed(text) : [arabic(text)]);
const answered = (model, answer) => set(model, { answer });

function choose(model, { options }) {
  const element = make("div", { role: "radiogroup", "aria-label": t("Answers") });
  const inputs = options.map((value) => {
    const input = make("input", { type: "radio", name: "answer", value });
    input.addEventListener("change", () => answered(model, value));
    element.append(make("label", { class: "option" }, input, make("span", {}, ...prose(value))));
    return input;
  });
  return { element, refresh: () => inputs.forEach((input) => { input.checked = input.value === model.get("answer"); }) };
}

function write(model, { kind, label }) {
  const arabicOnly = kind === "cut" || kind === "vocalise";
  const input = make("input", { type: "text", autocomplete: "off", spellcheck: false, dir: arabicOnly ? "rtl" : "auto", inputMode: kind === "number" ? "decimal" : "text" });
  if (arabicOnly) input.lang = "ar";
  input.addEventListener("input", () => answered(model, input.value));
  const element = make("div", {}, make("label", {}, t(label), " ", input));
  if (kind === "vocalise") {
    const signs = Object.entries(SIGNS).map(([sign, name]) => {
      const button = make("button", { type: "button", lang: "ar", title: t(name), "aria-label": t(name), textContent: `\u25cc${sign}` });
      button.addEventListener("click", () => {
        const caret = input.selectionEnd;
        input.setRangeText(sign, caret, caret, "end");
        input.focus();
        answered(model, input.value);
      });
      return button;
    });
    element.append(make("div", { class: "bar signs", role: "group", "aria-label": t("Signs, put in after the caret") }, ...signs));
  }
  return { element, refresh: () => { if (input.value !== (model.get("answer") ?? "")) input.value = model.get("answer") ?? ""; } };
}

// The word to cut, if the prompt names it, above the line in which the pieces can be written too.
function cut(model, asked) {
  const line = write(model, asked);
  if (!asked.word) return line;
  const word = asked.word.letters.join("");
  const size = Object.values(asked.word.dropped).join("").length;
  const pieces = () => {
    const given = (model.get("answer") ?? "").split("+").map((piece) => piece.trim()).filter(Boolean);
    const length = given.join("").length;
    return given.length && word.length <= length && length <= word.length + size ? given : [word];
  };
  const strip = letterStrip(asked.word, pieces, (given) => answered(model, given.join(" + ")));
  const how = make("p", { class: "how", textContent: t("Click between two letters, or write the pieces.") });
  // Who presses Check on a word that stands whole says that it is whole.
  const complete = () => { if (model.get("answer") === null) answered(model, word); };
  return { element: make("div", {}, how, strip.element, line.element), refresh: () => { strip.refresh(); line.refresh(); }, complete };
}

function match(model, { keys, options }) {
  const element = make("dl", { class: "match" });
  const selects = keys.map((key) => {
    const select = make("select", { "aria-label": key }, make("option", { value: "", textContent: t("choose …") }),
      ...options.map((value) => make("option", { value, textContent: value })));
    select.addEventListener("change", () => {
      const { [key]: _, ...rest } = model.get("answer");
      answered(model, select.value ? { ...rest, [key]: select.value } : rest);
    });
    element.append(make("dt", {}, ...prose(key)), make("dd", {}, select));
    return select;
  });
  return { element, refresh: () => selects.forEach((select, n) => { select.value = model.get("answer")[keys[n]] ?? ""; }) };
}

function order(model) {
  const element = make("ol", { class: "order" });
  const told = make("div", { class: "hidden", role: "status" });
  const focus = (item, by) => {
    const [up, down] = [...element.children].find((line) => line.dataset.item === item).querySelectorAll("button");
    ((by < 0 && !up.disabled) || down.disabled ? up : down).focus();
  };
  const move = (at, by) => {
    const items = [...model.get("answer")];
    const [item] = items.splice(at, 1);
    items.splice(at + by, 0, item);
    answered(model, items);
    told.textContent = `${item}: ${t("{0} of {1}", at + by + 1, items.length)}`;
    focus(item, by);
  };
  let shown = "";
  const refresh = () => {
    if (shown === (shown = JSON.stringify(model.get("answer")))) return;
    // The kernel's echo of an earlier move, when moves follow fast, must not take the focus away.
    const button = element.contains(document.activeElement) ? document.activeElement : null;
    const held = button && [button.closest("li").dataset.item, button.nextElementSibling ? -1 : 1];
    element.replaceChildren(...model.get("answer").map(line));
    if (held) focus(...held);
  };
  const line = (item, at, items) => {
    const button = (by, sign, word) => {
      const made = make("button", { type: "button", textContent: sign, "aria-label": t(word, item), disabled: at + by < 0 || at + by >= items.length });
      made.addEventListener("click", () => move(at, by));
      return made;
    };
    const made = make("li", {}, button(-1, "↑", "Move {0} up"), " ", button(1, "↓", "Move {0} down"), " ", ...prose(item));
    made.dataset.item = item;
    return made;
  };
  return { element: make("div", {}, element, told), refresh };
}

function spans(model) {
  const marks = () => model.get("answer") ?? [];
  const { text, extend, refresh, stop } = passage(model, t("The passage: select words, then mark them"), (words) => {
    for (const { element, place } of words) {
      const marked = marks().some((span) => inside(span, place));
      element.classList.toggle("marked", marked);
      element.ariaDescription = marked ? t("marked") : null;
    }
  });
  const mark = () => {
    const [p, first, last] = model.get("selection");
    if (p === undefined) return;
    const apart = marks().filter(([q, from, to]) => q !== p || to < first || last < from);
    set(model, { answer: [...apart, [p, first, last]].sort((a, b) => a[0] - b[0] || a[1] - b[1]), selection: [] });
  };
  const button = (textContent, act) => {
    const made = make("button", { type: "button", textContent });
    made.addEventListener("click", act);
    return made;
  };
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    mark();
  });
  const bar = make("div", { class: "bar" }, button(t("Mark the selected words"), mark), button(t("Unmark all"), () => answered(model, [])), extend);
  // Who selects the words and presses Check has answered.
  return { element: make("div", {}, text, bar), refresh, stop, complete: () => { if (!marks().length) mark(); } };
}

export const CONTROLS = { choose, cut, fill: write, vocalise: write, number: write, match, order, spans };

function isEmpty(answer, { kind, keys, start }) {
  if (kind === "match") return keys.some((key) => !answer[key]);
  if (kind === "vocalise") return answer === start;
  return answer === null || answer.length === 0 || (typeof answer === "string" && !answer.trim());
}

function render({ model, el }) {
  const asked = model.get("asked");
  const control = CONTROLS[asked.kind](model, asked);
  const check = make("button", { type: "submit", class: "main", textContent: t("Check") });
  const hint = make("button", { type: "button", textContent: t("Hint") });
  const reveal = make("button", { type: "button", textContent: t("Show the answer") });
  const solved = make("span", { class: "solved" });
  const said = make("div", { class: "say", role: "status" });
  const hints = make("div", { class: "hints", role: "status" });
  const solution = make("div", { class: "solution", role: "status" });
  const form = make("form", {}, control.element, make("div", { class: "bar" }, check, hint, reveal, solved), said, hints, solution);
  const prompt = make("p", { class: "prompt" }, ...mixed(asked.prompt));
  const lines = asked.prompt_ar ? [prompt, make("p", { class: "prompt" }, arabic(asked.prompt_ar))] : [prompt];
  const { root, release } = frame({ model, el }, "khabar-question", ...lines, form);
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", t("Question {0}", asked.id));
  const bench = workbench(model, ["answer"], { answer: asked.start ?? null }, root);
  root.append(bench.bar);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    control.complete?.();
    if (isEmpty(model.get("answer"), asked)) said.textContent = t("Answer first, then press Check.");
    else ask(model, { answer: model.get("answer") });
  });
  hint.addEventListener("click", () => set(model, { hints_shown: model.get("hints_shown") + 1 }));
  reveal.addEventListener("click", () => set(model, { revealed: true }));

  const same = (other) => JSON.stringify(other) === JSON.stringify(model.get("answer"));
  const stops = [
    follow(model, ["answer"], () => control.refresh()),
    follow(model, ["answer", "checked", "feedback"], () => {
      const judged = model.get("feedback").answer;
      const waiting = model.get("checked").answer;
      if (judged !== undefined && same(judged.answer)) say(said, judged);
      else {
        say(said, null);
        if (waiting !== undefined && same(waiting)) said.textContent = t("Checking …");
      }
    }),
    follow(model, ["hints", "hints_left"], () => {
      hints.replaceChildren(...model.get("hints").map((text, n) => make("p", {}, make("b", { textContent: `${t("Hint {0}", n + 1)}: ` }), ...mixed(text))));
      hint.disabled = model.get("hints_left") === 0;
      hint.textContent = model.get("hints").length ? t("Next hint") : t("Hint");
    }),
    follow(model, ["solution"], () => {
      solution.replaceChildren(...(model.get("solution") ? [make("p", {}, ...mixed(model.get("solution")))] : []));
    }),
    // Who has solved it and tries something else is not told two things at once.
    follow(model, ["solved", "answer", "feedback"], () => {
      const judged = model.get("feedback").answer;
      const wrong = judged !== undefined && same(judged.answer) && !judged.right;
      solved.textContent = model.get("solved") ? `✓ ${t(wrong ? "solved before" : "solved")}` : "";
    }),
    bench.stop,
    release,
  ];
  return () => [...stops, ...(control.stop ? [control.stop] : [])].forEach((stop) => stop());
}

export default widget(render);
