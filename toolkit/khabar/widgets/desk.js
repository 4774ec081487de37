// A sentence at the desk: choose a word, choose or write what it is, say who says what. All of it is asked of the
// kernel, which keeps it on disk; what is drawn is what stands there.
import { arabic, follow, frame, languageSwitch, make, mixed, pager, set, step, t, term, widget } from "./common.js";
import "./said.js";
import { ARABIC } from "./words.js";

Object.assign(ARABIC, {
  "The sentence: arrow keys move, n and p go to what nobody has looked at, Enter keeps it as it is, digits choose a reading": "الجملة: تنقّل بالأسهم، وN وP إلى ما لم يُنظر فيه، وEnter لإبقاء الكلمة كما هي، والأرقام لاختيار قراءة",
  "Next doubtful word": "الكلمة المشكوك فيها التالية", "Previous": "السابقة", "Right as it is": "صحيحة كما هي",
  "nobody has looked at it": "لم ينظر فيها أحد", "Lemma": "المدخل", "With vowels": "مشكولة", "Meaning": "المعنى", "I‘rab": "الإعراب",
  "Hangs from word": "متعلقة بالكلمة", "Also defensible": "وجوه أخرى", "Note": "ملاحظة", "Relation": "العلاقة", "Mood": "إعراب الفعل",
  "Cut (write + between)": "القطع (ضع + بين الأجزاء)", "Whose value:": "صاحب القيمة:", "sure": "الثقة",
  "Readings (digits choose)": "القراءات (اختر بالأرقام)", "(a sentence a page)": "(في كل صفحة جملة)", "Translation": "الترجمة", "New": "جديدة",
  "Who says what, names, events, choices of words": "من يقول ماذا، والأسماء، والأحداث، واختيار الألفاظ",
  "Shift and arrows select words; A, M, V, R begin an attribution, a name, an event, a choice of words with them; C, S, T mark the parts of the one that is open": "حدّد كلمات بـShift والأسهم؛ وA وM وV وR تبدأ بها نسبة قول أو اسما أو حدثا أو اختيار لفظ؛ وC وS وT تسم أجزاء المفتوح منها",
  "Attribution": "نسبة قول", "Entity": "اسم", "Event": "حدث", "Rhetoric": "اختيار لفظ", "cue": "الفعل الدال", "span": "الموضع", "trigger": "لفظ الحدث", "agent": "الفاعل", "patient": "المفعول",
  "source_name": "اسم القائل", "mode": "الصيغة", "type": "النوع", "name": "الاسم", "factuality": "الوقوع", "reporter": "الراوي", "explanation": "الشرح", "note": "ملاحظة", "source": "المصدر", "content": "المحتوى",
  "Two people: {0}": "قارئان: {0}", "Next difference": "الخلاف التالي", "Reason": "السبب", "Mine": "لي", "Theirs": "لغيري", "Both": "كلاهما", "Nothing differs in this sentence.": "لا خلاف في هذه الجملة.", "words that nobody has looked at: {0}": "كلمات لم ينظر فيها أحد: {0}",
});

const TEXTS = [["lemma", "Lemma", "ar"], ["Vform", "With vowels", "ar"], ["Gloss", "Meaning", "en"], ["I3rab", "I‘rab", "ar"],
  ["head", "Hangs from word", "en"], ["Alt", "Also defensible", "en"], ["Note", "Note", "auto"]];
// The keys of the parts of an item, in their order, and those that begin an item of each kind.
const PARTS = ["KeyC", "KeyS", "KeyT"];
const BEGIN = { KeyA: "Attribution", KeyM: "Entity", KeyV: "Event", KeyR: "Rhetoric" };
const LOOK = 5000; // milliseconds between two looks at what another person has written

function button(textContent, act, properties = {}) {
  const made = make("button", { type: "button", textContent, ...properties });
  made.addEventListener("click", act);
  return made;
}

function render({ model, el }) {
  let number = model.get("edit").n ?? 0;
  let range = null; // [first, last] of the surface tokens that are selected
  let marked = ""; // the item that is worked on
  const act = (what, more = {}) => set(model, { edit: { ...more, n: (number += 1), do: what } });
  const change = (values) => act("change", { word: model.get("selection"), values });

  const line = make("p", { class: "state" });
  const told = make("div", { class: "say", role: "status" });
  const sentence = make("div", { class: "sentence", lang: "ar", dir: "rtl", role: "group", "aria-label": t("The sentence: arrow keys move, n and p go to what nobody has looked at, Enter keeps it as it is, digits choose a reading") });
  const panel = make("div", { class: "panel" });
  const english = make("textarea", { rows: 2, lang: "en", dir: "ltr" });
  english.addEventListener("change", () => act("translate", { english: english.value }));
  const talk = make("ul", { class: "talk" });
  const differing = make("div");
  const undo = button(t("Undo"), () => act("undo"));
  const redo = button(t("Redo"), () => act("redo"));
  const tools = make("div", { class: "bar" }, button(`${t("Next doubtful word")} (N)`, () => act("next")), button(`${t("Previous")} (P)`, () => act("previous")),
    button(`${t("Right as it is")} (Enter)`, () => confirm()), undo, redo, languageSwitch());
  const confirm = () => { change({}); act("next"); };

  const words = () => model.get("view").tokens.flatMap((token) => token.words.map((word) => ({ ...word, n: token.n, token })));
  const current = () => words().find(({ id }) => id === model.get("selection")) ?? words()[0];

  const { items } = model.get("labels");
  const opened = () => model.get("view").talk.find(({ id }) => id === marked);
  const span = () => {
    const at = current();
    const [first, last] = range ?? [at.n, at.n];
    range = null;
    return [[model.get("view").paragraph, first, last]];
  };
  // An item begins with the part that names it: the cue, the trigger, its place.
  const begin = (kind) => { waiting = true; act("say", { kind, id: "", values: { [items[kind].parts[0]]: span() } }); };
  const mark = (place) => {
    const open = opened();
    const part = open && items[open.kind].parts[place];
    if (part) act("say", { kind: open.kind, id: open.id, values: { [part]: span() } });
    else if (!open && !waiting) { waiting = true; act("say", { kind: "Attribution", id: "", values: { [items.Attribution.parts[place]]: span() } }); }
  };
  let waiting = false; // for the id of the item that has just been added
  let before = [];

  // --- drawing ---
  let adrift = false; // another sentence has come, and not yet which of its words is chosen
  const drawSentence = () => {
    const focused = root.getRootNode().activeElement;
    const had = sentence.contains(focused) || (adrift && !root.contains(focused));
    sentence.replaceChildren(...words().flatMap((word, n, all) => {
      const one = button(word.form, () => { range = null; set(model, { selection: word.id }); }, { class: "w", tabIndex: word.id === model.get("selection") ? 0 : -1 });
      Object.assign(one.dataset, { id: word.id, looked: word.looked, told: word.told.length > 0, range: Boolean(range && range[0] <= word.n && word.n <= range[1]) });
      one.ariaCurrent = String(word.id === model.get("selection"));
      one.ariaDescription = [word.looked ? "" : t("nobody has looked at it"), ...word.told.map((said) => make("p", {}, ...mixed(said)).textContent)].filter(Boolean).join(" ") || null;
      const last = all[n + 1]?.n !== word.n;
      return last ? (word.token.space ? [one, " "] : [one]) : [one, make("span", { class: "gap", textContent: "‿", ariaHidden: "true" })];
    }));
    const chosen = sentence.querySelector('[tabindex="0"]');
    adrift = had && !chosen;
    if (had) chosen?.focus();
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
      make("div", {}, make("h3", {}, arabic(word.Vform || word.form), ` ${word.id}`), make("p", {}, t("Whose value:"), " ", ...term(word.whose), word.sure ? ` · ${t("sure")} ${word.sure}` : "",
        above ? " · ← " : "", ...(above ? [arabic(above.form)] : [])),
        ...word.told.map((said) => make("p", { class: "told" }, "⚠ ", ...mixed(said))), fields),
      make("div", {}, make("h4", { textContent: t("Readings (digits choose)") }), readings));
    if (focused) panel.querySelector(`[data-field="${focused}"]`)?.focus();
  };
  const drawTalk = () => {
    const all = model.get("view").talk;
    const had = root.getRootNode().activeElement?.dataset?.item;
    const fresh = all.find(({ id }) => !before.includes(id));
    if (waiting && fresh) [marked, waiting] = [fresh.id, false];
    before = all.map(({ id }) => id);
    talk.replaceChildren(...all.map((each) => {
      const { id, kind, written, parts, whose } = each;
      const told = items[kind].parts.flatMap((part) => (parts[part].length ? [` ${t(part)}: `, arabic(parts[part].map((one) => one[3]).join(" … "))] : []));
      const fields = Object.entries(items[kind].written).map(([name, choices]) => {
        const label = { "aria-label": `${t(name)} ${id}` };
        const field = choices.length ? make("select", label, ...choices.map((value) => make("option", { value, textContent: value, selected: value === written[name] })))
          : make("input", { ...label, type: "text", dir: "auto", placeholder: t(name), value: written[name] });
        field.dataset.item = `${id} ${name}`;
        field.addEventListener("change", () => act("say", { kind, id, values: { [name]: field.value.trim() || null } }));
        return field;
      });
      const open = button(`${t(kind)} ${id}`, () => { marked = marked === id ? "" : id; drawTalk(); }, { ariaPressed: String(marked === id) });
      open.dataset.item = id;
      return make("li", {}, open, ...told, " ", ...fields, " (", ...term(whose), ") ", button(t("Remove"), () => act("unsay", { id }), { ariaLabel: `${t("Remove")} ${id}` }));
    }));
    if (had) talk.querySelector(`[data-item="${CSS.escape(had)}"]`)?.focus();
  };
  const drawDifferences = () => {
    const { beside } = model.get("state");
    const had = differing.contains(root.getRootNode().activeElement);
    differing.hidden = !beside;
    if (!beside) return;
    const found = model.get("view").differences;
    const next = button(`${t("Next difference")} (D)`, () => act("differing"));
    differing.replaceChildren(make("h4", { textContent: t("Two people: {0}", beside) }), make("div", { class: "bar" }, next),
      ...(found.length ? [] : [make("p", { textContent: t("Nothing differs in this sentence.") })]),
      make("ul", { class: "differences" }, ...found.map(({ key, form, layer, mine, theirs }) => {
        const reason = make("input", { type: "text", dir: "auto", placeholder: t("Reason"), "aria-label": `${t("Reason")}: ${form} ${layer}` });
        const decide = (which) => act("decide", { key, which, reason: reason.value });
        const choice = (which, name, value) => button("", () => decide(which), { ariaLabel: `${t(name)}: ${value}` });
        const [ours, other] = [choice("mine", "Mine", mine), choice("theirs", "Theirs", theirs)];
        ours.append(`${t("Mine")}: `, ...mixed(mine || "—"));
        other.append(`${t("Theirs")}: `, ...mixed(theirs || "—"));
        return make("li", {}, arabic(form), " · ", ...term(model.get("labels").layers[layer], layer), " ", ours, other, button(t("Both"), () => decide("both"), { ariaLabel: `${t("Both")}: ${form} ${layer}` }), reason);
      })));
    if (had) (differing.querySelector("li button") ?? next).focus();
  };

  // --- keys ---
  sentence.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = words();
    const at = all.findIndex(({ id }) => id === model.get("selection"));
    const to = step([...sentence.querySelectorAll(".w")], at, event.key);
    const part = PARTS.indexOf(event.code);
    const digit = /^(Digit|Numpad)([1-9])$/.exec(event.code);
    if (to !== undefined) {
      const here = all[at].n;
      range = event.shiftKey ? [Math.min(range?.[0] ?? here, all[to].n), Math.max(range?.[1] ?? here, all[to].n)] : null;
      set(model, { selection: all[to].id });
    } else if (event.code === "KeyN") act("next");
    else if (event.code === "KeyP") act("previous");
    else if (event.code in BEGIN) begin(BEGIN[event.code]);
    else if (event.code === "KeyD" && model.get("state").beside) act("differing");
    else if (part >= 0) mark(part);
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
    differing, make("h4", { textContent: t("Who says what, names, events, choices of words") }),
    make("p", { textContent: t("Shift and arrows select words; A, M, V, R begin an attribution, a name, an event, a choice of words with them; C, S, T mark the parts of the one that is open") }),
    make("div", { class: "bar" }, ...Object.entries(BEGIN).map(([code, kind]) => button(`${t(kind)} (${code.at(-1)})`, () => begin(kind))),
      ...PARTS.map((code, place) => button(`${t(items.Attribution.parts[place])} (${code.at(-1)})`, () => mark(place)))),
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
    follow(model, ["view"], () => { english.value = model.get("view").english; drawTalk(); drawDifferences(); }),
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
