// Who says what, through whom: select words, say what they are, nest one relation in another. All that is
// marked is in the traitlet `relations`; the boxes below are drawn from it.
import { arabic, ask, beside, follow, frame, inSight, make, mixed, pager, say, set, t, widget, workbench } from "./common.js";
import "./said.js";
import { inside, passage } from "./passage.js";

const PARTS = [["source", "Source", "S"], ["cue", "Cue", "C"], ["content", "Content", "T"], ["addressee", "Addressee", "A"], ["via_span", "Outlet", "O"]];
const holds = ([p, first, last], [q, from, to]) => p === q && first <= from && to <= last;
const EMPTY = { source: [], cue: [], content: [], addressee: [], via_span: [], name: "", via: "", nested_in: "" };

const prose = (text) => (/[A-Za-z]/.test(text) ? mixed(text) : [arabic(text)]);

function button(textContent, act, properties = {}) {
  const made = make("button", { type: "button", textContent, ...properties });
  made.addEventListener("click", act);
  return made;
}

// The letter of a key, also where the keyboard writes Arabic.
const letterOf = (event) => (/^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^Key/, "")).toUpperCase();

function render({ model, el }) {
  const relations = () => model.get("relations").map((relation) => ({ ...EMPTY, ...relation }));
  const current = () => relations().find((relation) => relation.id === model.get("current"));
  const numberOf = (id) => relations().findIndex((relation) => relation.id === id) + 1;
  const told = make("div", { class: "told", role: "status" });

  const words = (spans) => spans.map((span) => {
    const paragraph = model.get("passage").find(({ p }) => p === span[0]);
    const tokens = (paragraph?.tokens ?? []).filter(({ n }) => span[1] <= n && n <= span[2]);
    if (tokens.length !== span[2] - span[1] + 1) return model.get("texts")[span.join(",")] ?? "…";
    return tokens.map(({ f, s }) => (s === 0 ? f : `${f} `)).join("").trim();
  }).join(" … ");
  const speaker = (relation) => relation.name || words(relation.source) || "?";
  const outlet = (relation) => relation.via || words(relation.via_span).replace(/^"|"$/g, "");
  const change = (id, changes) => set(model, { relations: relations().map((r) => (r.id === id ? { ...r, ...changes } : r)) });

  // --- the passage and what its words are ---
  const text = passage(model, t("The passage: shift and arrow keys select words; S, C, T, A and O mark them, E ends the content"), (drawn) => {
    const all = relations();
    const at = current();
    for (const { element, place } of drawn) {
      const part = at && PARTS.find(([name]) => at[name].some((span) => inside(span, place)));
      // Of what stands in the content, the smaller parts are seen.
      if (part) element.dataset.part = part[0]; else delete element.dataset.part;
      const ends = at ? PARTS.filter(([name]) => at[name].some(([p, , last]) => p === place[0] && last === place[1])) : [];
      if (ends.length) element.dataset.tag = ends.map(([, , letter]) => letter).join(""); else delete element.dataset.tag;
      const others = all.filter((r) => r.id !== at?.id && r.cue.some((span) => inside(span, place)));
      element.classList.toggle("other", others.length > 0);
      const described = [...(part ? [t(part[1])] : []), ...others.map((r) => t("cue of relation {0}", numberOf(r.id)))];
      element.ariaDescription = described.join(", ") || null;
    }
  }, (word) => asking.show(word));
  const more = make("input", { type: "checkbox" });
  const mark = (name, label, adding) => {
    const selection = model.get("selection");
    if (!selection.length) {
      told.textContent = t("Select words first: drag over them, or hold shift and press the arrow keys.");
      return;
    }
    const all = relations();
    let at = current();
    if (!at) {
      const used = all.map(({ id }) => Number(id.replace(/\D/g, "")) || 0);
      at = { ...EMPTY, id: `r${Math.max(0, ...used) + 1}` };
      all.push(at);
    }
    // One word of a speaker who is known stands for the whole: another speaker is two clicks away.
    const known = name === "source" && !adding && all.find((r) => r.id !== at.id && r.source.some((span) => holds(span, selection)));
    const chosen = known ? known.source.find((span) => holds(span, selection)) : selection;
    const spans = [...(adding ? at[name] : []), chosen].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const named = name === "source" && !adding ? { name: known ? known.name : "" } : {};
    told.replaceChildren(`✓ ${t("Relation {0}", all.findIndex(({ id }) => id === at.id) + 1)}, ${t(label)}: `, arabic(words(spans)));
    set(model, { relations: all.map((r) => (r.id === at.id ? { ...at, [name]: spans, ...named } : r)), current: at.id, selection: [] });
    asking.hide();
  };
  // The content of the relation that is worked on ends with the selected word: another end is two clicks away.
  const endHere = () => {
    const at = current();
    const selection = model.get("selection");
    const kept = at ? at.content.filter(([p, first]) => selection.length && p === selection[0] && first <= selection[2]) : [];
    if (!kept.length) {
      told.textContent = t("Choose a relation, and a word after the beginning of its content.");
      return;
    }
    const last = kept.at(-1);
    const spans = [...kept.slice(0, -1), [last[0], last[1], selection[2]]];
    told.replaceChildren(`✓ ${t("Relation {0}", numberOf(at.id))}, ${t("Content")}: `, arabic(words(spans)));
    change(at.id, { content: spans });
    set(model, { selection: [] });
    asking.hide();
  };
  const start = () => {
    set(model, { current: "" });
    told.textContent = t("A new relation: select words and mark its parts.");
  };
  text.text.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = letterOf(event);
    const part = PARTS.find(([, , key]) => key === letter);
    if (part) mark(part[0], part[1], event.shiftKey);
    else if (letter === "E") endHere();
    else if (letter === "N") start();
    else return;
    event.preventDefault();
  });
  const tools = make("div", { class: "bar tools", role: "group", "aria-label": t("The selected words are") },
    ...PARTS.map(([name, label, letter]) => {
      const made = button(`${t(label)} (${letter})`, () => mark(name, label, more.checked));
      made.dataset.part = name;
      return made;
    }),
    button(`${t("Content ends here")} (E)`, endHere),
    make("label", { title: t("For a part that is interrupted; or press shift with the letter") }, more, t("as one more stretch")),
    text.extend);
  const anew = make("div", { class: "bar" }, button(t("New relation (N)"), start), told);
  // What the words are is asked beside them.
  const asking = beside(t("The selected words are"), tools);

  // --- the list of relations ---
  const list = make("ol", { class: "relations" });
  const card = (relation, number) => {
    const id = relation.id;
    const keyed = (element, key) => { element.dataset.key = `${id} ${key}`; return element; };
    const chosen = id === model.get("current");
    const head = keyed(button(t("Relation {0}", number), () => set(model, { current: chosen ? "" : id }), { "aria-pressed": String(chosen), "aria-label": t("Work on relation {0}", number) }), "head");
    const remove = keyed(button(t("Remove"), () => {
      const left = relations().filter((r) => r.id !== id).map((r) => (r.nested_in === id ? { ...r, nested_in: "" } : r));
      set(model, { relations: left, current: chosen ? "" : model.get("current") });
    }, { "aria-label": t("Remove relation {0}", number) }), "remove");
    const parts = make("dl");
    for (const [name, label] of PARTS) {
      if (!relation[name].length) continue;
      const value = make("dd");
      relation[name].forEach((span, n) => value.append(arabic(words([span])), " ",
        keyed(button("×", () => change(id, { [name]: relation[name].filter((_, m) => m !== n) }), { class: "small", "aria-label": t("Unmark {0} of relation {1}: {2}", t(label), number, words([span])) }), `${name}${n}`), " "));
      const key = make("dt", { textContent: t(label) });
      key.dataset.part = name;
      parts.append(key, value);
    }
    const field = (name, label) => {
      const input = keyed(make("input", { type: "text", dir: "auto", value: relation[name] }), name);
      input.addEventListener("change", () => change(id, { [name]: input.value.trim() }));
      return make("label", {}, label, input);
    };
    const nest = keyed(make("select", {}, make("option", { value: "", textContent: t("no other") })), "nest");
    relations().forEach((other, n) => {
      if (!leadsTo(other, id)) nest.append(make("option", { value: other.id, textContent: t("relation {0}", n + 1) }));
    });
    nest.value = relation.nested_in;
    nest.addEventListener("change", () => change(id, { nested_in: nest.value }));
    const note = judged() && model.get("notes").find((each) => each.id === id);
    const sign = note ? [make("span", { textContent: note.right ? "✓" : "✗" })] : [];
    if (!chosen) {
      const summary = make("span", {}, ...prose(speaker(relation)), " · ", arabic(words(relation.cue)));
      return make("li", {}, make("div", { class: "bar" }, head, ...sign, summary, remove));
    }
    return make("li", { class: "chosen" }, make("div", { class: "bar" }, head, ...sign, remove), parts,
      make("div", { class: "bar" }, field("name", t("Speaker’s name")), field("via", t("Outlet’s name")), make("label", {}, t("Stands in the content of"), nest)));
  };
  const leadsTo = (relation, id) => {
    for (let at = relation, left = 99; at && left; at = relations().find((r) => r.id === at.nested_in), left -= 1)
      if (at.id === id) return true;
    return false;
  };

  // --- who says what, through whom ---
  const box = (kind, title, ...inner) => make("li", { class: kind }, make("div", { class: "title" }, ...title), ...inner);
  const boxes = (all, outer = "", heard = []) => {
    const items = all.filter((r) => r.nested_in === outer).map((relation) => {
      const through = outlet(relation);
      const known = [...heard, through, speaker(relation)];
      const content = relation.content.length ? [make("p", { class: "ar", lang: "ar", dir: "rtl", textContent: words(relation.content) })] : [];
      const cue = relation.cue.length ? [" · ", arabic(words(relation.cue))] : [];
      const whom = relation.addressee?.length ? [` · ${t("to or of")} `, arabic(words(relation.addressee))] : [];
      const said = box("voice", [make("b", {}, ...prose(speaker(relation))), ` ${t("says")}`, ...cue, ...whom], ...content, ...boxes(all, relation.id, known));
      return through && !heard.includes(through) ? box("outlet", [`${t("through")} `, make("b", {}, ...prose(through))], make("ul", {}, said)) : said;
    });
    return items.length ? [make("ul", {}, ...items)] : [];
  };
  const picture = (label, all) => make("div", { class: "picture", role: "group", "aria-label": label },
    make("h4", { textContent: label }), make("ul", {}, box("paper", [make("b", { textContent: t("the writer") }), ` ${t("writes")}`], ...boxes(all))));
  const drawing = make("div");
  const annotation = make("div");

  // --- the comparison ---
  const check = button(t("Check"), () => { ask(model, { relations: model.get("relations") }); checked = true; }, { class: "main" });
  let checked = false;
  const reveal = button(t("Show the annotation"), () => set(model, { revealed: !model.get("revealed") }));
  const verdict = make("div", { class: "say", role: "status" });
  const notes = make("ul", { class: "notes" });
  const judged = () => {
    const said = model.get("feedback").relations;
    return said && JSON.stringify(said.answer) === JSON.stringify(model.get("relations")) ? said : null;
  };
  const bar = make("div", { class: "bar" }, check, reveal);
  bar.hidden = verdict.hidden = !model.get("has_gold");

  const pages = pager(model, t("(a long text is marked page by page)"));
  const { root, release } = frame({ model, el }, "khabar-board",
    make("p", { textContent: t("Select words: drag over them, or hold shift and press the arrow keys. Then say what they are.") }),
    text.text, asking.element, anew, pages.bar, list, drawing, bar, verdict, notes, annotation);
  const bench = workbench(model, ["relations"], { relations: [] }, root);
  root.append(bench.bar);

  const draw = () => {
    const focused = root.getRootNode().activeElement?.dataset?.key;
    const all = relations();
    list.replaceChildren(...all.map((relation, n) => card(relation, n + 1)));
    if (focused) [...list.querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused)?.focus();
    drawing.replaceChildren(...(all.length ? [picture(t("Who says what, through whom"), all)] : []));
    text.refresh();
    const said = judged();
    say(verdict, said);
    notes.replaceChildren(...(said ? model.get("notes") : []).map(({ id, right, say: words }) =>
      make("li", {}, `${right ? "✓" : "✗"} ${id ? `${t("Relation {0}", numberOf(id))}: ` : ""}`, ...mixed(words))));
    if (said && checked) [checked] = [false, inSight(verdict)];
  };
  const stops = [
    follow(model, ["relations", "current", "texts", "notes", "feedback", "passage"], draw),
    follow(model, ["gold", "revealed"], () => {
      reveal.textContent = t(model.get("revealed") ? "Hide the annotation" : "Show the annotation");
      const gold = model.get("gold").length ? picture(t("The annotation"), model.get("gold")) : make("p", { textContent: t("The annotation has no relation here: only the writer speaks.") });
      annotation.replaceChildren(...(model.get("revealed") ? [gold] : []));
    }),
    text.stop, pages.stop, bench.stop, release,
  ];
  return () => stops.forEach((stop) => stop());
}

export default widget(render);
