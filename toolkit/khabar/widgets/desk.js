// A sentence at the desk: choose a word, choose or write what it is, say who says what. All of it is asked of the
// kernel, which keeps it on disk; what is drawn is what stands there.
import { arabic, follow, frame, languageSwitch, make, mixed, pager, set, step, t, term, widget } from "./common.js";
import { ARABIC } from "./words.js";

Object.assign(ARABIC, {
  "The sentence: arrow keys move, n and p go to what nobody has looked at, Enter keeps it as it is, digits choose a reading": "الجملة: تنقّل بالأسهم، وN وP إلى ما لم يُنظر فيه، وEnter لإبقاء الكلمة كما هي، والأرقام لاختيار قراءة",
  "Next doubtful word": "الكلمة المشكوك فيها التالية", "Previous": "السابقة", "Right as it is": "صحيحة كما هي",
  "nobody has looked at it": "لم ينظر فيها أحد", "Lemma": "المدخل", "With vowels": "مشكولة", "Meaning": "المعنى", "I‘rab": "الإعراب",
  "Hangs from word": "متعلقة بالكلمة", "Also defensible": "وجوه أخرى", "Note": "ملاحظة", "Relation": "العلاقة", "Mood": "إعراب الفعل",
  "Cut (write + between)": "القطع (ضع + بين الأجزاء)", "Whose value:": "صاحب القيمة:", "sure": "الثقة",
  "Readings (digits choose)": "القراءات (اختر بالأرقام)", "(a sentence a page)": "(في كل صفحة جملة)", "Translation": "الترجمة", "New": "جديدة",
  "Who says what (shift and arrows select; S, C, T mark source, cue, content; A begins a new one)": "من يقول ماذا (حدّد بـShift والأسهم، وسَمّ بـS وC وT المصدر والفعل والمحتوى، وA تبدأ علاقة جديدة)",
  "A new attribution: select words and mark its parts.": "علاقة جديدة: حدّد كلمات وسَمّ أجزاءها.", "words that nobody has looked at: {0}": "كلمات لم ينظر فيها أحد: {0}",
});

const TEXTS = [["lemma", "Lemma", "ar"], ["Vform", "With vowels", "ar"], ["Gloss", "Meaning", "en"], ["I3rab", "I‘rab", "ar"],
  ["head", "Hangs from word", "en"], ["Alt", "Also defensible", "en"], ["Note", "Note", "auto"]];
const PARTS = [["source", "Source", "KeyS"], ["cue", "Cue", "KeyC"], ["content", "Content", "KeyT"]];
const LOOK = 5000; // milliseconds between two looks at what another person has written

function button(textContent, act, properties = {}) {
  const made = make("button", { type: "button", textContent, ...properties });
  made.addEventListener("click", act);
  return made;
}

function render({ model, el }) {
  let number = model.get("edit").n ?? 0;
  let range = null; // [first, last] of the surface tokens that are selected
  let marked = ""; // the attribution that is worked on
  const act = (what, more = {}) => set(model, { edit: { ...more, n: (number += 1), do: what } });
  const change = (values) => act("change", { word: model.get("selection"), values });

  const line = make("p", { class: "state" });
  const told = make("div", { class: "say", role: "status" });
  const sentence = make("div", { class: "sentence", lang: "ar", dir: "rtl", role: "group", "aria-label": t("The sentence: arrow keys move, n and p go to what nobody has looked at, Enter keeps it as it is, digits choose a reading") });
  const panel = make("div", { class: "panel" });
  const english = make("textarea", { rows: 2, lang: "en", dir: "ltr" });
  english.addEventListener("change", () => act("translate", { english: english.value }));
  const talk = make("ul", { class: "talk" });
  const undo = button(t("Undo"), () => act("undo"));
  const redo = button(t("Redo"), () => act("redo"));
  const tools = make("div", { class: "bar" }, button(`${t("Next doubtful word")} (N)`, () => act("next")), button(`${t("Previous")} (P)`, () => act("previous")),
    button(`${t("Right as it is")} (Enter)`, () => confirm()), undo, redo, languageSwitch());
  const confirm = () => { change({}); act("next"); };

  const words = () => model.get("view").tokens.flatMap((token) => token.words.map((word) => ({ ...word, n: token.n, token })));
  const current = () => words().find(({ id }) => id === model.get("selection")) ?? words()[0];

  const mark = (part) => {
    const at = current();
    const [first, last] = range ?? [at.n, at.n];
    const span = [model.get("view").paragraph, first, last];
    const open = model.get("view").talk.find(({ id }) => id === marked);
    if (!open) waiting = true;
    act("say", { id: open?.id ?? "", values: { [part]: [span] } });
    range = null;
  };
  let waiting = false; // for the id of the attribution that has just been added

  // --- drawing ---
  const drawSentence = () => {
    const had = sentence.contains(root.getRootNode().activeElement);
    sentence.replaceChildren(...words().flatMap((word, n, all) => {
      const one = button(word.form, () => { range = null; set(model, { selection: word.id }); }, { class: "w", tabIndex: word.id === model.get("selection") ? 0 : -1 });
      Object.assign(one.dataset, { id: word.id, looked: word.looked, told: word.told.length > 0, range: Boolean(range && range[0] <= word.n && word.n <= range[1]) });
      one.ariaCurrent = String(word.id === model.get("selection"));
      one.ariaDescription = [word.looked ? "" : t("nobody has looked at it"), ...word.told].filter(Boolean).join(" ") || null;
      const last = all[n + 1]?.n !== word.n;
      return last ? (word.token.space ? [one, " "] : [one]) : [one, make("span", { class: "gap", textContent: "‿", ariaHidden: "true" })];
    }));
    if (had) sentence.querySelector('[tabindex="0"]')?.focus();
  };
  const choice = (word, name, options) => {
    const list = make("select", {});
    for (const [value, pair] of Object.entries(options)) list.append(make("option", { value, selected: value === word[name] }, `${value} `, ...term(pair)));
    if (!(word[name] in options)) list.append(make("option", { value: word[name], selected: true, textContent: word[name] }));
    list.addEventListener("change", () => change({ [name]: list.value }));
    return list;
  };
  const field = (label, input, name) => { input.dataset.field = name; return make("label", {}, make("span", { textContent: t(label) }), input); };
  const drawPanel = () => {
    const focused = root.getRootNode().activeElement?.dataset?.field;
    const word = current();
    const text = ([name, label, language]) => {
      const input = make("input", { type: "text", value: word[name], dir: language === "ar" ? "rtl" : "auto" });
      if (language === "ar") input.lang = "ar";
      input.addEventListener("change", () => change({ [name]: input.value }));
      return field(label, input, name);
    };
    const pieces = make("input", { type: "text", dir: "rtl", lang: "ar", value: word.token.words.map(({ form }) => form).join(" + ") });
    pieces.addEventListener("change", () => act("cut", { word: word.id, pieces: pieces.value }));
    const { upos, deprel } = model.get("labels");
    const above = words().find(({ id }) => id === word.head);
    const fields = make("div", { class: "fields" }, field("Cut (write + between)", pieces, "cut"),
      field("Part of speech", choice(word, "upos", upos), "upos"), field("Case", choice(word, "Case", model.get("labels").case), "Case"),
      field("Mood", choice(word, "Mood", model.get("labels").mood), "Mood"), ...TEXTS.slice(0, 5).map(text),
      field("Relation", choice(word, "deprel", deprel), "deprel"), ...TEXTS.slice(5).map(text));
    const readings = make("ol", { class: "readings" }, ...model.get("readings").map(({ v, parts, tags, gloss }, n) =>
      make("li", {}, button("", () => act("choose", { word: word.id, reading: n }), { "aria-keyshortcuts": n < 9 ? String(n + 1) : "" }))));
    model.get("readings").forEach(({ v, parts, tags, gloss }, n) => readings.children[n].firstChild.append(
      `${n + 1}. `, arabic(v), ` ${gloss.replaceAll("_", " ").replaceAll(";", ", ")} · `, ...mixed(parts), ` ${tags.join(" ")}`));
    panel.replaceChildren(
      make("div", {}, make("h3", {}, arabic(word.Vform || word.form), ` ${word.id}`), make("p", {}, t("Whose value:"), ` ${word.whose}`, word.sure ? ` · ${t("sure")} ${word.sure}` : "",
        above ? " · ← " : "", ...(above ? [arabic(above.form)] : [])),
        ...word.told.map((said) => make("p", { class: "told" }, "⚠ ", ...mixed(said))), fields),
      make("div", {}, make("h4", { textContent: t("Readings (digits choose)") }), readings));
    if (focused) panel.querySelector(`[data-field="${focused}"]`)?.focus();
  };
  const drawTalk = () => {
    const all = model.get("view").talk;
    if (waiting && all.length) [marked, waiting] = [all.at(-1).id, false];
    talk.replaceChildren(...all.map((each) => {
      const parts = PARTS.flatMap(([name, label]) => (each[name].length ? [` ${t(label)}: `, arabic(each[name].map((span) => span[3]).join(" … "))] : []));
      const name = make("input", { type: "text", dir: "auto", value: each.name, "aria-label": t("Speaker’s name") });
      name.addEventListener("change", () => act("say", { id: each.id, values: { source_name: name.value.trim() || null } }));
      return make("li", {}, button(each.id, () => { marked = marked === each.id ? "" : each.id; drawTalk(); }, { ariaPressed: String(marked === each.id) }),
        ...parts, " ", name, ` (${each.whose}) `, button(t("Remove"), () => act("unsay", { id: each.id }), { ariaLabel: `${t("Remove")} ${each.id}` }));
    }));
  };

  // --- keys ---
  sentence.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = words();
    const at = all.findIndex(({ id }) => id === model.get("selection"));
    const to = step([...sentence.querySelectorAll(".w")], at, event.key);
    const part = PARTS.find(([, , code]) => code === event.code);
    const digit = /^(Digit|Numpad)([1-9])$/.exec(event.code);
    if (to !== undefined) {
      const here = all[at].n;
      range = event.shiftKey ? [Math.min(range?.[0] ?? here, all[to].n), Math.max(range?.[1] ?? here, all[to].n)] : null;
      set(model, { selection: all[to].id });
    } else if (event.code === "KeyN") act("next");
    else if (event.code === "KeyP") act("previous");
    else if (event.code === "KeyA") { marked = ""; told.textContent = t("A new attribution: select words and mark its parts."); drawTalk(); }
    else if (part) mark(part[0]);
    else if (digit && model.get("readings")[digit[2] - 1]) act("choose", { word: model.get("selection"), reading: digit[2] - 1 });
    else if (event.key === "Enter") confirm();
    else if (event.key === "Escape") { range = null; drawSentence(); }
    else if (event.code === "KeyE") panel.querySelector("[data-field=Vform]")?.focus();
    else return;
    event.preventDefault();
  });

  const pages = pager(model, t("(a sentence a page)"));
  const { root, release } = frame({ model, el }, "khabar-desk", line, tools, told, sentence, panel,
    make("label", {}, t("Translation"), english),
    make("h4", { textContent: t("Who says what (shift and arrows select; S, C, T mark source, cue, content; A begins a new one)") }),
    make("div", { class: "bar" }, ...PARTS.map(([name, label, code]) => button(`${t(label)} (${code.at(-1)})`, () => mark(name))),
      button(`${t("New")} (A)`, () => { marked = ""; drawTalk(); })),
    talk, pages.bar);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.contains(event.target)) sentence.querySelector('[tabindex="0"]')?.focus();
    if (!(event.ctrlKey || event.metaKey) || !["KeyZ", "KeyY"].includes(event.code)) return;
    // In a field that is being written in, the browser's own.
    if (event.target.matches("input[type=text], textarea") && event.target.value !== event.target.defaultValue) return;
    event.preventDefault();
    event.stopPropagation();
    act(event.code === "KeyY" || event.shiftKey ? "redo" : "undo");
  }, true);

  const timer = setInterval(() => { if (document.visibilityState === "visible" && model.get("heard") === model.get("sent")) act("look"); }, LOOK);
  const stops = [
    follow(model, ["view", "selection"], drawSentence),
    follow(model, ["view", "selection", "readings"], drawPanel),
    follow(model, ["view"], () => { english.value = model.get("view").english; drawTalk(); }),
    follow(model, ["said"], () => { told.replaceChildren(...mixed(model.get("said").text ?? "")); }),
    follow(model, ["state"], () => {
      const { left, file, by } = model.get("state");
      line.textContent = `${file} · ${by} · ${t("words that nobody has looked at: {0}", left)}`;
      undo.disabled = !model.get("state").undo;
      redo.disabled = !model.get("state").redo;
    }),
    pages.stop, release, () => clearInterval(timer),
  ];
  return () => stops.forEach((stop) => stop());
}

export default widget(render);
