// The questions on a text, before they are released: chosen by grade, number and kind, dropped, edited, added, put in
// order. All of it is asked of the kernel, which keeps it on disk; what is drawn is what stands there.
import { follow, frame, languageSwitch, make, mixed, set, t, widget } from "./common.js";
import "./said.js";
import { ARABIC } from "./words.js";

Object.assign(ARABIC, {
  "Grade": "المستوى", "How many": "العدد", "Kinds": "الأنواع", "Choose anew": "اختر من جديد", "The text": "النص", "Edit": "حرّر", "Drop": "احذف",
  "Up": "إلى أعلى", "Down": "إلى أسفل", "Save": "احفظ", "Cancel": "ألغِ", "Right": "الصواب", "Wrong answers and what is said": "الأجوبة الخاطئة وما يقال فيها",
  "Question": "السؤال", "Options, one a line": "الخيارات، في كل سطر خيار", "Right answers, one a line": "الأجوبة الصحيحة، في كل سطر جواب", "Why": "السبب",
  "Points": "النقاط", "Rubric, one line a point": "معيار التصحيح، سطر لكل نقطة", "Wrong answers (; between)": "أجوبة خاطئة (بينها ;)", "What is said of them": "ما يقال فيها",
  "Idea": "الفكرة", "Another question": "سؤال آخر", "of your own": "من عندك", "Add": "أضف", "Write the assignment": "اكتب الواجب",
  "cutting words": "تقطيع كلمات", "letters that look like clitics": "حروف تشبه اللواصق", "which word it is": "أيّ كلمة هي", "case": "الإعراب", "vowels": "الشكل",
  "roots, matched": "جذور تُطابَق", "adjective and noun": "الصفة وموصوفها", "verb and subject": "الفعل وفاعله", "whose words": "الكلام لمن", "the words of the source": "ألفاظ المصدر",
  "cues, matched": "ألفاظ قول تُطابَق", "counting words": "عدّ الكلمات", "conjunctions": "حروف العطف", "all that is said": "كل ما يقال", "noun phrases": "المركّبات الاسمية",
  "what is joined": "المعطوفات", "verbs of a sentence": "أفعال الجملة", "writing": "كتابة", "Choose": "اختر",
  "Cut": "قطّع", "Tag": "سِمْ", "Vocalise": "اشكل", "Match": "طابق", "Mark": "حدّد",
  "Fill in": "املأ", "Compute": "احسب", "Write": "اكتب", "intermediate": "متوسط", "advanced": "متقدم",
  "researcher": "باحث",
  "{0} questions, {1} points": "أسئلة: {0}، نقاط: {1}",
});

function render({ model, el }) {
  let number = model.get("edit").n ?? 0;
  let open = -1; // the question that is edited
  let last = 0; // how many questions there were
  const act = (what, more = {}) => set(model, { edit: { ...more, n: (number += 1), do: what } });
  const button = (name, textContent, press, properties = {}) => {
    const made = make("button", { type: "button", textContent, ...properties });
    made.dataset.name = name;
    made.addEventListener("click", press);
    return made;
  };
  const { grades, kinds, own } = model.get("choices");

  // --- what is chosen ---
  const grade = make("select", {}, ...grades.map((each) => make("option", { value: each, textContent: t(each), selected: each === model.get("view").grade })));
  const many = make("input", { type: "number", min: 1, max: 200, value: model.get("view").questions.length });
  const boxes = Object.entries(kinds).map(([about, [label, count]]) => {
    const box = make("input", { type: "checkbox", checked: true, value: about });
    return [box, make("label", {}, box, ` ${t(label)} (${count})`)];
  });
  const choose = button("choose", t("Choose anew"), () => act("choose", { grade: grade.value, questions: Number(many.value), kinds: boxes.map(([box]) => box).filter(({ checked }) => checked).map(({ value }) => value) }));
  const chooser = make("div", { class: "bar" }, make("label", {}, `${t("Grade")} `, grade), make("label", {}, `${t("How many")} `, many), choose, languageSwitch());
  const group = make("fieldset", { class: "kinds" }, make("legend", { textContent: t("Kinds") }), ...boxes.map(([, label]) => label));
  const passage = make("details", { class: "passage" }, make("summary", { textContent: t("The text") }), ...model.get("passage").map((line) => make("p", { lang: "ar", dir: "rtl", textContent: line })));

  // --- the questions ---
  const list = make("ol", { class: "questions" });
  const shown = (question, n, all) => {
    const right = (letter) => question.kind === "choose" && question.accept.includes(letter);
    const parts = [make("p", { class: "prompt" }, make("b", { textContent: `${n + 1}. ${t(question.label)} · ${question.points} ` }), ...mixed(question.prompt))];
    if (question.options.length) parts.push(make("ul", { class: "options" }, ...question.options.map((option, at) => {
      const letter = "abcdefgh"[at];
      const line = make("li", {}, `${right(letter) ? "✓ " : ""}${letter}) `, ...mixed(option));
      line.dataset.right = right(letter);
      return line;
    })));
    parts.push(make("p", { class: "why" }, make("b", { textContent: `${t("Right")}: ` }), ...mixed(question.accept.join("; ")), question.why ? " · " : "", ...mixed(question.why)));
    if (question.rubric.length) parts.push(make("ul", {}, ...question.rubric.map((line) => make("li", { textContent: line }))));
    if (question.misconceptions.length) parts.push(make("details", { class: "wrong" }, make("summary", { textContent: t("Wrong answers and what is said") }),
      make("ul", {}, ...question.misconceptions.map(({ answers, idea, say }) => make("li", {}, ...mixed(answers.join("; ")), ` · ${idea} · `, ...mixed(say))))));
    const of = (name) => ({ ariaLabel: `${t(name)} ${n + 1}` });
    parts.push(make("div", { class: "bar" }, button(`edit ${n}`, t("Edit"), () => { open = n; draw(); }, of("Edit")),
      button(`up ${n - 1}`, "↑", () => { moved(`up ${n - 2}`); act("move", { number: n, by: -1 }); }, { ...of("Up"), disabled: n === 0 }),
      button(`down ${n + 1}`, "↓", () => { moved(`down ${n + 2}`); act("move", { number: n, by: 1 }); }, { ...of("Down"), disabled: n === all.length - 1 }),
      button(`drop ${n}`, t("Drop"), () => act("drop", { number: n }), of("Drop"))));
    return make("li", {}, ...parts);
  };
  const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
  const form = (question, n) => {
    const area = (label, value, rows = 2) => {
      const box = make("textarea", { rows, value, dir: "auto" });
      return [box, make("label", {}, make("span", { textContent: t(label) }), box)];
    };
    const [prompt, promptField] = area("Question", question.prompt, 3);
    const [options, optionsField] = area("Options, one a line", question.options.join("\n"), 4);
    const [accept, acceptField] = area("Right answers, one a line", question.accept.join("\n"));
    const [why, whyField] = area("Why", question.why);
    const [rubric, rubricField] = area("Rubric, one line a point", question.rubric.join("\n"), 4);
    const points = make("input", { type: "number", min: 0.5, step: 0.5, value: question.points });
    const wrong = question.misconceptions.map(({ answers, idea, say }) => {
      const fields = [area("Wrong answers (; between)", answers.join("; "), 1), area("Idea", idea, 1), area("What is said of them", say)];
      return { idea, boxes: fields.map(([box]) => box), field: make("fieldset", { class: "fields" }, make("legend", { textContent: idea }), ...fields.map(([, label]) => label)) };
    });
    const save = () => act("edit", { number: n, values: {
      prompt: prompt.value.trim(), why: why.value.trim(), points: Number(points.value), accept: question.kind === "written" ? [accept.value.trim()] : lines(accept.value),
      ...(question.kind === "choose" || question.options.length ? { options: lines(options.value) } : {}), ...(question.kind === "written" ? { rubric: lines(rubric.value) } : {}),
      misconceptions: wrong.map(({ boxes: [answers, idea, say] }) => ({ answers: answers.value.split(";").map((each) => each.trim()), idea: idea.value.trim(), say: say.value.trim() })),
    } });
    const cancel = () => { open = -1; wanted = `edit ${n}`; draw(); };
    const made = make("li", { class: "fields" }, promptField, ...(question.kind === "choose" || question.options.length ? [optionsField] : []), acceptField, whyField,
      ...(question.kind === "written" ? [rubricField] : []), make("label", {}, make("span", { textContent: t("Points") }), points), ...wrong.map(({ field }) => field),
      make("div", { class: "bar" }, button(`save ${n}`, t("Save"), save), button(`cancel ${n}`, t("Cancel"), cancel)));
    made.addEventListener("keydown", (event) => {
      if (event.key === "Escape") cancel();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); event.stopPropagation(); save(); }
    });
    return made;
  };
  // After a change the keyboard stays where it was: on the same button of the same question.
  let wanted = "";
  const moved = (name) => { wanted = name; };
  const draw = () => {
    const { questions } = model.get("view");
    const had = wanted || (list.contains(root.getRootNode().activeElement) ? root.getRootNode().activeElement.dataset.name : "");
    list.replaceChildren(...questions.map((question, n, all) => (n === open ? form(question, n) : shown(question, n, all))));
    if (questions.length > last && last) list.lastElementChild.scrollIntoView({ block: "nearest" });
    last = questions.length;
    undo.disabled = !model.get("view").undo || open >= 0;
    line.textContent = `${model.get("view").name} · ${t("{0} questions, {1} points", questions.length, questions.reduce((sum, { points }) => sum + points, 0))}`;
    // What is being written is kept or given up before anything else is done.
    for (const each of root.querySelectorAll("button")) if (open >= 0 && each.closest("li") !== list.children[open]) each.disabled = true;
    for (const each of [choose, add, write]) each.disabled = open >= 0;
    if (had) (list.querySelector(`[data-name="${had}"]:enabled`) ?? list.querySelector(`[data-name="${had.replace(/\d+$/, questions.length - 1)}"]:enabled`))?.focus();
    if (open >= 0 && open < questions.length && !list.children[open].contains(root.getRootNode().activeElement)) list.children[open].querySelector("textarea")?.focus();
    wanted = "";
  };

  // --- add, take back, write ---
  const more = make("select", { "aria-label": t("Another question") }, ...Object.entries(kinds).map(([about, [label]]) => make("option", { value: `add ${about}`, textContent: t(label) })),
    ...Object.entries(own).map(([kind, label]) => make("option", { value: `own ${kind}`, textContent: `${t(label)} (${t("of your own")})` })));
  const add = button("add", t("Add"), () => {
    const [what, kind] = more.value.split(" ");
    if (what === "add") act("add", { about: kind });
    else { open = model.get("view").questions.length; act("own", { kind }); }
  });
  const undo = button("undo", t("Undo"), () => act("undo"));
  const write = button("write", t("Write the assignment"), () => act("write"));
  const line = make("span");
  const told = make("div", { class: "say", role: "status" });
  const { root, release } = frame({ model, el }, "khabar-maker", chooser, group, passage, make("div", { class: "bar" }, make("label", {}, `${t("Another question")} `, more), add, undo, write, line), told, list);
  let heard = model.get("said").n ?? 0;
  const stops = [
    follow(model, ["said"], () => {
      const { text = "", n = 0 } = model.get("said");
      told.replaceChildren(...mixed(text));
      // What was not kept stays open, as it was written.
      if (n !== heard && model.get("edit").do === "edit" && !text.startsWith("✗")) {
        wanted = `edit ${open}`;
        open = -1;
        draw();
      }
      heard = n;
    }),
    follow(model, ["view"], draw),
    release,
  ];
  return () => stops.forEach((stop) => stop());
}

export default widget(render);
