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
  "Readings (digits choose)": "القراءات (اختر بالأرقام)", "(a sentence a page)": "(في كل صفحة جملة)", "Translation": "الترجمة", "New": "جديدة", "Cut": "القطع",
  "Who says what, names, events, choices of words": "من يقول ماذا، والأسماء، والأحداث، واختيار الألفاظ",
  "Shift and arrows select words; A, M, V, R begin an attribution, a name, an event, a choice of words with them; C, S, T mark the parts of the one that is open, with Shift one more place of it": "حدّد كلمات بـShift والأسهم؛ وA وM وV وR تبدأ بها نسبة قول أو اسما أو حدثا أو اختيار لفظ؛ وC وS وT تسم أجزاء المفتوح منها، ومع Shift موضعا آخر منها",
  "J opens the next that nobody has looked at; then Enter keeps it as it is, E leads to its fields, X removes it, Escape closes it": "يفتح J التالي مما لم ينظر فيه أحد؛ ثم Enter لإبقائه كما هو، وE إلى حقوله، وX لحذفه، وEscape لإغلاقه",
  "Escape in a field gives up what was typed there; Shift and Escape lead out of the desk, to the notebook": "في الحقل يلغي Escape ما كُتب فيه؛ ويخرج Shift وEscape من الطاولة إلى الدفتر",
  "The rest is being read; what is here can be corrected.": "تجري قراءة بقية النص، ويمكن تصحيح ما ظهر منه.",
  "The rest of the sentence is right": "بقية الجملة صحيحة", "Next not looked at": "التالي مما لم يُنظر فيه", "of what is said, named and told: {0}": "ومن الأقوال والأسماء والأحداث: {0}", "Features": "السمات", "places": "المواضع",
  "speech_act": "فعل الكلام", "stance": "الموقف", "cue_type": "نوع الدال", "nested_in": "داخل", "via": "بوساطة", "date": "التاريخ", "explanation_ar": "الشرح بالعربية", "name_ar": "الاسم بالعربية", "iso": "التاريخ (ISO)", "attribution": "نسبة القول", "time": "الزمن", "whose": "لمن",
  "addressee": "المخاطَب أو المحكوم عليه", "antecedent": "المرجع", "quoted": "المنقول حرفيا", "via_span": "موضع الوسيط", "theme": "الموضوع", "recipient": "المتلقي", "location": "المكان", "instrument": "الأداة", "other": "غير ذلك",
  "Attribution": "نسبة قول", "Entity": "اسم", "Event": "حدث", "Rhetoric": "اختيار لفظ", "cue": "الفعل الدال", "span": "الموضع", "trigger": "لفظ الحدث", "agent": "الفاعل", "patient": "المفعول",
  "source_name": "اسم القائل", "mode": "الصيغة", "type": "النوع", "name": "الاسم", "factuality": "الوقوع", "reporter": "الراوي", "explanation": "الشرح", "note": "ملاحظة", "source": "المصدر", "content": "المحتوى",
  "Two people: {0}": "قارئان: {0}", "Next difference": "الخلاف التالي", "Reason": "السبب", "Mine": "لي", "Theirs": "لغيري", "Both": "كلاهما", "Nothing differs in this sentence.": "لا خلاف في هذه الجملة.", "words that nobody has looked at: {0}": "كلمات لم ينظر فيها أحد: {0}",
});

// The fields of a word in their order: what is told, the key that leads there, the language of what is written.
const FIELDS = {
  cut: ["Cut (write + between)", "K", "ar"], upos: ["Part of speech", "U", "en"], Case: ["Case", "W", "en"], Mood: ["Mood", "O", "en"],
  lemma: ["Lemma", "L", "ar"], Vform: ["With vowels", "E", "ar"], Gloss: ["Meaning", "G", "en"], I3rab: ["I‘rab", "I", "ar"],
  head: ["Hangs from word", "H", "en"], deprel: ["Relation", "B", "en"], feats: ["Features", "F", "en"],
  Alt: ["Also defensible", "Y", "en"], Note: ["Note", "Q", "auto"],
};
const BY_KEY = Object.fromEntries(Object.entries(FIELDS).map(([name, [, key]]) => [`Key${key}`, name]));
// The keys of the parts of an item, in their order, and those that begin an item of each kind.
const PARTS = ["KeyC", "KeyS", "KeyT"];
const BEGIN = { KeyA: "Attribution", KeyM: "Entity", KeyV: "Event", KeyR: "Rhetoric" };
const LOOK = 5000; // milliseconds between two looks at what another person has written
const SOON = 1000; // and at what has been read of a long text

function button(textContent, act, properties = {}) {
  const made = make("button", { type: "button", textContent, ...properties });
  made.addEventListener("click", act);
  return made;
}

function render({ model, el }) {
  let number = model.get("edit").n ?? 0;
  let range = null; // [first, last] of the surface tokens that are selected
  const act = (what, more = {}) => set(model, { edit: { ...more, n: (number += 1), do: what } });
  const change = (values) => act("change", { word: model.get("selection"), values });

  const line = make("p", { class: "state" });
  const reading = make("label", { hidden: true }, t("The rest is being read; what is here can be corrected."), " ", make("progress"));
  const told = make("div", { class: "say", role: "status" });
  const sentence = make("div", { class: "sentence", lang: "ar", dir: "rtl", role: "group", "aria-label": t("The sentence: arrow keys move, n and p go to what nobody has looked at, Enter keeps it as it is, digits choose a reading") });
  const panel = make("div", { class: "panel" });
  const english = make("textarea", { rows: 2, lang: "en", dir: "ltr" });
  english.addEventListener("change", () => act("translate", { english: english.value }));
  const talk = make("ul", { class: "talk" });
  const item = make("div", { class: "opened", hidden: true }); // in the place of the word's fields
  const differing = make("div");
  const undo = button(t("Undo"), () => act("undo"));
  const redo = button(t("Redo"), () => act("redo"));
  const tools = make("div", { class: "bar" }, button(`${t("Next doubtful word")} (N)`, () => act("next")), button(`${t("Previous")} (P)`, () => act("previous")),
    button(`${t("Right as it is")} (Enter)`, () => confirm()), button(`${t("The rest of the sentence is right")} (Z)`, () => act("rest")), button(`${t("Next not looked at")} (J)`, () => act("unseen")), undo, redo, languageSwitch());
  const confirm = () => {
    const open = opened();
    if (open) act("say", { kind: open.kind, id: open.id, values: {} });
    else change({});
    act(open ? "unseen" : "next");
  };

  const words = () => model.get("view").tokens.flatMap((token) => token.words.map((word) => ({ ...word, n: token.n, token })));
  const current = () => words().find(({ id }) => id === model.get("selection")) ?? words()[0];

  const { items } = model.get("labels");
  const opened = () => model.get("view").talk.find(({ id }) => id === model.get("opened"));
  const span = () => {
    const at = current();
    const [first, last] = range ?? [at.n, at.n];
    range = null;
    return [model.get("view").paragraph, first, last];
  };
  // An item begins with the part that names it: the cue, the trigger, its place.
  const begin = (kind, part = items[kind].parts[0]) => act("say", { kind, id: "", values: { [part]: [span()] } });
  const mark = (place, more) => {
    const open = opened();
    if (!open) return begin("Attribution", items.Attribution.parts[place]);
    const part = items[open.kind].parts[place];
    const there = more ? open.parts[part].map((one) => one.slice(0, 3)) : [];
    return part && act("say", { kind: open.kind, id: open.id, values: { [part]: [...there, span()] } });
  };

  // --- drawing ---
  let adrift = false; // another sentence has come, and not yet which of its words is chosen
  const drawSentence = () => {
    const spans = Object.entries(opened()?.parts ?? {}).flatMap(([part, places]) => places.map((place) => [part, ...place]));
    const focused = root.getRootNode().activeElement;
    const had = sentence.contains(focused) || (adrift && !root.contains(focused));
    sentence.replaceChildren(...words().flatMap((word, n, all) => {
      const one = button(word.Vform || word.form, () => { range = null; set(model, { selection: word.id }); }, { class: "w", tabIndex: word.id === model.get("selection") ? 0 : -1 });
      // What a teacher reads with it: where the word hangs, and as what.
      const arc = `${word.told.length ? "⚠ " : ""}${word.upos === "PUNCT" ? "" : `${word.upos} ${word.deprel} ${word.head || ""}`}`;
      Object.assign(one.dataset, { arc, id: word.id, looked: word.looked, told: word.told.length > 0, range: Boolean(range && range[0] <= word.n && word.n <= range[1]) });
      const part = spans.find(([, , first, last]) => first <= word.n && word.n <= last)?.[0];
      if (part) one.dataset.part = t(part);
      one.ariaCurrent = String(word.id === model.get("selection"));
      one.ariaDescription = [word.looked ? "" : t("nobody has looked at it"), part ? t(part) : "", ...word.told.map((said) => make("p", {}, ...mixed(said)).textContent)].filter(Boolean).join(" ") || null;
      const last = all[n + 1]?.n !== word.n;
      return last ? (word.token.space ? [one, " "] : [one]) : [one, make("span", { class: "gap", textContent: "‿", ariaHidden: "true" })];
    }));
    const chosen = sentence.querySelector('[tabindex="0"]');
    adrift = had && !chosen;
    if (had) chosen?.focus();
  };
  // What is one of a few is written, too, and its beginning is enough: a list that is typed into would change with
  // each key.
  const oneOf = (input, pairs) => {
    const id = `khabar-${Math.random().toString(36).slice(2)}`;
    const values = Object.keys(pairs).filter(Boolean);
    input.setAttribute("list", id);
    input.addEventListener("change", () => {
      const begun = values.filter((value) => value.toLowerCase().startsWith(input.value.trim().toLowerCase()));
      if (input.value.trim() && begun.length === 1) [input.value] = begun;
    });
    return make("datalist", { id }, ...values.map((value) => make("option", { value, label: pairs[value].join(" ") })));
  };
  const field = (word, name) => {
    const [label, key, language] = FIELDS[name];
    const { case: cases, mood, upos, deprel } = model.get("labels");
    const value = name === "cut" ? word.token.words.map(({ form }) => form).join(" + ") : word[name];
    const input = make("input", { type: "text", defaultValue: value, dir: language === "ar" ? "rtl" : "auto", autocomplete: "off" });
    if (language === "ar") input.lang = "ar";
    const few = { Case: cases, Mood: mood, upos, deprel }[name];
    const list = few ? [oneOf(input, few)] : [];
    input.dataset.field = name;
    input.setAttribute("aria-keyshortcuts", key);
    input.addEventListener("change", () => (name === "cut" ? act("cut", { word: word.id, pieces: input.value }) : act("change", { word: word.id, values: { [name]: input.value } })));
    return make("label", {}, make("span", {}, t(label), " ", make("kbd", { textContent: key, ariaHidden: "true" })), input, ...list);
  };
  let drawn = "";
  const drawPanel = () => {
    const word = current();
    const now = JSON.stringify([word, model.get("readings"), model.get("view").page]);
    if (now === drawn) return; // and what is being written in a field stays
    drawn = now;
    const focused = root.getRootNode().activeElement?.dataset?.field;
    const above = words().find(({ id }) => id === word.head);
    const fields = make("div", { class: "fields" }, ...Object.keys(FIELDS).map((name) => field(word, name)));
    const readings = make("ol", { class: "readings" }, ...model.get("readings").map(({ stands }, n) =>
      make("li", {}, button("", () => act("choose", { word: word.id, reading: n }), { ariaCurrent: String(stands), "aria-keyshortcuts": n < 9 ? String(n + 1) : "" }))));
    model.get("readings").forEach(({ v, parts, tags, gloss, stands }, n) => readings.children[n].firstChild.append(
      `${stands ? "✓ " : ""}${n + 1}. `, arabic(v), ` ${gloss.replaceAll("_", " ").replaceAll(";", ", ")} · `, ...mixed(parts), ` ${tags.join(" ")}`));
    panel.replaceChildren(
      make("div", {}, make("h3", {}, arabic(word.Vform || word.form), ` ${word.id} · `, make("bdi", { textContent: `${model.get("view").paragraph}.${word.n}` })), make("p", {}, t("Whose value:"), " ", ...term(word.whose), word.sure ? ` · ${t("sure")} ${word.sure}` : "",
        above ? " · ← " : "", ...(above ? [arabic(above.form)] : [])),
        ...word.told.map((said) => make("p", { class: "told" }, "⚠ ", ...mixed(said))), fields),
      make("div", {}, make("h4", { textContent: t("Readings (digits choose)") }), readings));
    if (focused) panel.querySelector(`[data-field="${focused}"]`)?.focus();
  };
  const lineOf = ({ kind, written, parts, whose }) => [
    ...items[kind].parts.flatMap((part) => (parts[part].length ? [` ${t(part)}: `, arabic(parts[part].map((one) => one[3]).join(" … "))] : [])), " ",
    ...Object.keys(items[kind].written).filter((name) => written[name]).slice(0, 2).flatMap((name) => ["· ", make("bdi", { textContent: written[name] }), " "]),
    "(", ...term(whose), ") ",
  ];
  const drawTalk = () => {
    const focused = root.getRootNode().activeElement;
    const [had, inside] = [focused?.dataset?.item, item.contains(focused)];
    talk.replaceChildren(...model.get("view").talk.map((each) => {
      const isOpen = each.id === model.get("opened");
      const one = button(`${each.looked ? "✓ " : ""}${t(each.kind)} ${each.id}`, () => set(model, { opened: isOpen ? "" : each.id }), { ariaPressed: String(isOpen) });
      one.dataset.item = each.id;
      return make("li", {}, one, ...lineOf(each));
    }));
    const open = opened();
    [item.hidden, panel.hidden] = [!open, Boolean(open)];
    item.replaceChildren();
    if (open) {
      const remove = button(`${t("Remove")} (X)`, () => act("unsay", { id: open.id }), { ariaLabel: `${t("Remove")} ${open.id}` });
      item.append(make("h3", { textContent: `${t(open.kind)} ${open.id}` }), make("p", {}, ...lineOf(open), remove), itemFields(open));
    }
    const again = had && root.querySelector(`[data-item="${CSS.escape(had)}"]`);
    if (again) again.focus();
    else if (inside) toSentence();
  };
  const named = (name) => t(name).replaceAll("_", " ");
  const itemFields = ({ id, kind, written, places }) => {
    const keep = (name, value) => act("say", { kind, id, values: { [name]: value } });
    const one = (name, input, key, ...list) => {
      Object.assign(input, { ariaLabel: `${named(name)} ${id}` });
      input.dataset.item = `${id} ${name}`;
      return make("label", {}, make("span", {}, named(name), key && " ", key && make("kbd", { textContent: key, ariaHidden: "true" })), input, ...list);
    };
    const text = (value) => make("input", { type: "text", dir: "auto", autocomplete: "off", defaultValue: value });
    const fields = Object.entries(items[kind].written).map(([name, choices]) => {
      const input = text(written[name]);
      const list = choices.length ? [oneOf(input, Object.fromEntries(choices.map((value) => [value, []])))] : [];
      input.addEventListener("change", () => keep(name, input.value.trim() || null));
      return one(name, input, "", ...list);
    });
    const spans = items[kind].places.map((name) => {
      const input = text(places[name]);
      input.dir = "ltr";
      input.addEventListener("change", () => keep(name, input.value));
      return one(name, input, PARTS[items[kind].parts.indexOf(name)]?.at(-1) ?? "");
    });
    return make("div", { class: "fields item" }, ...fields, ...spans);
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
  // A key is for what stands there when the kernel has answered the one before it: until then it waits.
  const waiting = [];
  const busy = () => model.get("heard") !== model.get("sent");
  const into = (input) => {
    input?.focus();
    input?.select?.();
    // What was typed meanwhile was meant for the field.
    while (input && waiting.length) {
      const { key } = waiting.shift();
      if (key === "Escape") giveUp(input);
      if (key === "Enter" || key === "Escape") return leave(input);
      if (key.length === 1) [input.value, input.typed] = [(input.typed ? input.value : "") + key, true];
    }
    return undefined;
  };
  const toSentence = (how) => sentence.querySelector('[tabindex="0"]')?.focus(how);
  // Back to the sentence; the browser itself tells of what a hand has typed, not of what was put in for it.
  const leave = (input) => {
    if (input.typed) input.dispatchEvent(new Event("change"));
    input.typed = false;
    toSentence();
  };
  const giveUp = (input) => Object.assign(input, { value: input.defaultValue, typed: false });
  const press = ({ key, code, shiftKey }) => {
    const all = words();
    const at = all.findIndex(({ id }) => id === model.get("selection"));
    const to = step([...sentence.querySelectorAll(".w")], at, key);
    const part = PARTS.indexOf(code);
    const digit = /^(Digit|Numpad)([1-9])$/.exec(code);
    const open = opened();
    if (to !== undefined) {
      const here = all[at].n;
      range = shiftKey ? [Math.min(range?.[0] ?? here, all[to].n), Math.max(range?.[1] ?? here, all[to].n)] : null;
      set(model, { selection: all[to].id });
    } else if (code === "KeyN") act("next");
    else if (code === "KeyP") act("previous");
    else if (code === "KeyJ") act("unseen");
    else if (code === "KeyZ") act("rest");
    else if (key === "PageDown" || key === "PageUp") set(model, { page: model.get("page") + (key === "PageDown" ? 1 : -1) });
    else if (code in BEGIN) begin(BEGIN[code]);
    else if (code === "KeyD" && model.get("state").beside) act("differing");
    else if (part >= 0) mark(part, shiftKey);
    else if (code === "KeyX" && open) act("unsay", { id: open.id });
    else if (code === "KeyE" && open) into(item.querySelector("[data-item]"));
    else if (code === "Slash") into(english);
    else if (code in BY_KEY && !open) into(panel.querySelector(`[data-field=${BY_KEY[code]}]`));
    else if (digit && model.get("readings")[digit[2] - 1]) act("choose", { word: model.get("selection"), reading: digit[2] - 1 });
    else if (key === "Enter") confirm();
    else if (key === "Escape") { // with nothing to close it leads nowhere: in the notebook X would cut the desk away
      range = null;
      if (open) set(model, { opened: "" });
      drawSentence();
    } else return false;
    return true;
  };
  sentence.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab" || leads(event)) return;
    const { key, code, shiftKey } = event;
    if (busy()) waiting.push({ key, code, shiftKey });
    else if (!press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  const leads = ({ key, shiftKey }) => key === "Escape" && shiftKey; // out, to the cell
  const answered = () => { while (waiting.length && !busy()) press(waiting.shift()); };

  const pages = pager(model, t("(a sentence a page)"));
  const { root, release } = frame({ model, el }, "khabar-desk", line, reading, tools, told, sentence, item, panel,
    make("label", {}, t("Translation"), " ", make("kbd", { textContent: "/", ariaHidden: "true" }), english),
    differing, make("h4", { textContent: t("Who says what, names, events, choices of words") }),
    make("p", { textContent: t("Shift and arrows select words; A, M, V, R begin an attribution, a name, an event, a choice of words with them; C, S, T mark the parts of the one that is open, with Shift one more place of it") }),
    make("p", { textContent: t("Escape in a field gives up what was typed there; Shift and Escape lead out of the desk, to the notebook") }),
    make("p", { textContent: t("J opens the next that nobody has looked at; then Enter keeps it as it is, E leads to its fields, X removes it, Escape closes it") }),
    make("div", { class: "bar" }, ...Object.entries(BEGIN).map(([code, kind]) => button(`${t(kind)} (${code.at(-1)})`, () => begin(kind))),
      ...PARTS.map((code, place) => button(`${t(items.Attribution.parts[place])} (${code.at(-1)})`, () => mark(place)))),
    talk, pages.bar);
  // A click beside all words and fields: the keys stay here, and do not go to the notebook.
  root.tabIndex = -1;
  root.addEventListener("focus", () => toSentence({ preventScroll: true }));
  root.addEventListener("keydown", (event) => {
    const written = event.target.matches("input, textarea");
    if (event.key === "Escape" && written) giveUp(event.target);
    const back = event.key === "Escape" ? !leads(event) && !sentence.contains(event.target) : event.key === "Enter" && written && !differing.contains(event.target);
    if (back) {
      event.preventDefault();
      event.stopPropagation();
      leave(event.target);
      return;
    }
    if (!(event.ctrlKey || event.metaKey) || !["KeyZ", "KeyY"].includes(event.code)) return;
    // In a field that is being written in, the browser's own.
    if (event.target.matches("input[type=text], textarea") && event.target.value !== event.target.defaultValue) return;
    event.preventDefault();
    event.stopPropagation();
    act(event.code === "KeyY" || event.shiftKey ? "redo" : "undo");
  }, true);

  let timer;
  const look = () => {
    if (document.visibilityState === "visible" && !busy()) act("look");
    timer = setTimeout(look, model.get("state").unread ? SOON : LOOK);
  };
  timer = setTimeout(look, model.get("state").unread ? 0 : LOOK);
  const stops = [
    follow(model, ["view", "selection", "opened"], drawSentence),
    follow(model, ["view", "selection", "readings"], drawPanel),
    follow(model, ["view", "opened"], drawTalk),
    follow(model, ["view"], () => { if (english !== root.getRootNode().activeElement) english.value = english.defaultValue = model.get("view").english; drawDifferences(); }),
    follow(model, ["sent", "heard"], () => { root.ariaBusy = String(busy()); }),
    follow(model, ["heard"], () => queueMicrotask(answered)), // when all that was said with it stands there
    follow(model, ["said"], () => { told.replaceChildren(...mixed(model.get("said").text ?? "")); }),
    follow(model, ["state"], () => {
      const { left, unseen, unread, file, by } = model.get("state");
      reading.hidden = !unread;
      Object.assign(reading.lastChild, { max: model.get("pages") + unread, value: model.get("pages") });
      line.textContent = `${file} · ${by} · ${t("words that nobody has looked at: {0}", left)} · ${t("of what is said, named and told: {0}", unseen)}`;
      undo.disabled = !model.get("state").undo;
      redo.disabled = !model.get("state").redo;
    }),
    pages.stop, release, () => clearTimeout(timer),
  ];
  // Drawn anew in another language, or alone in a notebook that has the focus, as `khabar desk` opens it: the keys are for it at once.
  requestAnimationFrame(() => {
    const notebook = el.closest(".jp-Notebook");
    if (root.contains(root.getRootNode().activeElement)) toSentence();
    else if (notebook?.contains(document.activeElement) && notebook.querySelectorAll(".khabar").length === 1) toSentence();
  });
  return () => stops.forEach((stop) => stop());
}

export default widget(render);
