// A root, its words, the forms of one of them, and its places in the text. The kernel knows the lexicon:
// the page writes `root`, `lexeme`, `voice` and `place`, and shows what comes back.
import { arabic, follow, frame, inSight, languageSwitch, make, mixed, set, step, t, term, widget } from "./common.js";
import "./said.js";

// Buttons of which one is reached with the tab key and the others with the arrow keys.
function choices(label, tag = "div") {
  const element = make(tag, { class: "choices", lang: "ar", dir: "rtl", role: "group", "aria-label": label });
  const buttons = () => [...element.querySelectorAll("button")];
  element.addEventListener("keydown", (event) => {
    const all = buttons();
    const target = step(all, all.indexOf(event.target.closest("button")), event.key);
    if (target === undefined) return;
    event.preventDefault();
    all[target].focus();
  });
  element.addEventListener("focusin", (event) => buttons().forEach((other) => { other.tabIndex = other === event.target ? 0 : -1; }));
  const show = (made) => {
    made.forEach((button, n) => { button.tabIndex = n ? -1 : 0; });
    element.replaceChildren(...made);
  };
  return { element, show, buttons };
}

function scroller(label, content) {
  return make("div", { class: "scroller", role: "region", tabIndex: 0, "aria-label": label, dir: content.dir }, content);
}

function render({ model, el }) {
  // Where the answer to the last touch will stand: there the window goes when it comes.
  let goal = null;
  const arrived = (part) => { if (goal === part && part.childElementCount) [goal] = [null, inSight(part)]; };
  const field = make("input", { type: "text", lang: "ar", dir: "rtl", placeholder: "ق.و.ل", spellcheck: false });
  const find = make("form", { class: "bar" }, make("label", {}, t("Root"), field), make("button", { type: "submit", textContent: t("Show its words") }), languageSwitch());
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    goal = family;
    set(model, { root: field.value.trim() });
  });
  const list = choices(t("Roots of the text, with the number of their words"));
  const note = make("p", { class: "note" });
  const roots = make("details", { open: true }, make("summary", { textContent: t("Roots of the text") }), list.element, note);
  const told = make("div", { class: "told", role: "status" });
  const family = make("div");
  const voice = make("select", {}, make("option", { value: "active", textContent: t("active") }), make("option", { value: "passive", textContent: t("passive") }));
  voice.addEventListener("change", () => { goal = forms; set(model, { voice: voice.value }); });
  const heading = make("div", { class: "bar" });
  const forms = make("div");
  const places = make("div");
  const { release } = frame({ model, el }, "khabar-roots", find, roots, told, family, heading, forms, places);
  roots.hidden = !model.get("has_document");

  const drawRoots = () => {
    note.replaceChildren(...mixed(model.get("note")));
    list.show(model.get("roots").map(([root, count]) => {
      const made = make("button", { type: "button" }, `${root} `, make("small", { dir: "ltr", textContent: count }));
      made.dataset.root = root;
      made.addEventListener("click", () => { goal = family; set(model, { root }); arrived(family); });
      return made;
    }));
    drawRoot();
  };
  const plain = (root) => root.replace(/[.\s-]/g, "");
  const drawRoot = () => {
    const root = model.get("root");
    if (plain(field.value) !== plain(root)) field.value = root;
    for (const button of list.buttons()) button.setAttribute("aria-pressed", String(plain(button.dataset.root) === plain(root)));
  };

  const drawFamily = () => {
    const members = model.get("members");
    told.replaceChildren(...mixed(model.get("message")));
    if (!model.get("message") && members.length) told.textContent = t(model.get("has_document") ? "{0} words of this root. Choose one to see its forms and its places." : "{0} words of this root. Choose one to see its forms.", members.length);
    const heads = ["word", "part of speech", "pattern", "meaning", ...(model.get("has_document") ? ["in the text"] : [])].map((head) => t(head));
    const rows = members.map((member) => {
      const chosen = String(model.get("lexeme")) === String([member.lemma, member.pos]);
      const choose = make("button", { type: "button", class: "lemma", lang: "ar", dir: "rtl", textContent: member.lemma, "aria-pressed": String(chosen) });
      choose.dataset.key = `${member.lemma} ${member.pos}`;
      choose.addEventListener("click", () => { goal = forms; set(model, { lexeme: [member.lemma, member.pos], voice: "active" }); });
      const cells = [choose, make("span", {}, ...term(member.term)), arabic(member.pattern), `${member.gloss}${member.known ? "" : ` (${t("not in the lexicon")})`}`, ...(model.get("has_document") ? [String(member.count || "–")] : [])];
      return make("tr", {}, ...cells.map((cell) => make("td", {}, cell)));
    });
    const focused = family.getRootNode().activeElement?.dataset?.key;
    family.replaceChildren(...(members.length ? [scroller(t("Words of the root"), make("table", {},
      make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col", textContent: head })))), make("tbody", {}, ...rows)))] : []));
    arrived(family);
    if (focused) [...family.querySelectorAll("[data-key]")].find((button) => button.dataset.key === focused)?.focus();
  };

  const drawForms = () => {
    const [lemma, pos] = model.get("lexeme");
    const { message, columns, said, rows } = model.get("table");
    voice.value = model.get("voice");
    heading.replaceChildren(...(lemma ? [make("h4", {}, `${t(pos === "VERB" ? "Conjugation of" : "Forms of")} `, arabic(lemma))] : []),
      ...(lemma && pos === "VERB" ? [make("label", {}, t("Voice"), voice)] : []));
    if (message) forms.replaceChildren(make("p", {}, ...mixed(message)));
    else if (!rows) forms.replaceChildren();
    else {
      const head = make("tr", {}, make("td"), ...columns.map((term, n) => make("th", { scope: "col" }, term, make("small", { lang: "en", dir: "ltr", textContent: said[n] }))));
      const body = rows.map((row) => make("tr", {},
        ...row.heads.map((term, n) => make("th", { scope: "row" }, term, make("small", { lang: "en", dir: "ltr", textContent: row.said[n] }))),
        ...row.cells.map((cell, n) => {
          const made = make("td", { textContent: cell || "–" });
          if (row.here[n]) { made.className = "here"; made.append(make("span", { class: "hidden", lang: "en", textContent: ` (${t("in the text")})` })); }
          return made;
        })));
      forms.replaceChildren(scroller(`${t("Forms of")} ${lemma}`, make("table", { class: "forms", lang: "ar", dir: "rtl" }, make("thead", {}, head), make("tbody", {}, ...body))),
        ...(model.get("has_document") ? [make("p", { class: "note", textContent: t("Boxed forms stand in the text.") })] : []));
    }
    if (goal === forms && forms.childElementCount) { inSight(forms); inSight(heading); goal = null; }
  };
  const context = choices(t("Places in the text"));
  const drawPlaces = () => {
    const found = model.get("places");
    const [lemma, pos] = model.get("lexeme");
    const count = model.get("members").find((member) => member.lemma === lemma && member.pos === pos)?.count ?? 0;
    context.show(found.map(({ place, before, word, after }) => {
      const made = make("button", { type: "button", class: "place", "aria-pressed": String(String(place) === String(model.get("place"))) },
        make("small", { dir: "ltr", textContent: place.join(".") }), ` ${before}`, make("b", { textContent: word }), after);
      made.dataset.place = place;
      made.addEventListener("click", () => set(model, { place }));
      return made;
    }));
    const more = count > found.length ? ` (${t("the first {0} are listed", found.length)})` : "";
    places.replaceChildren(...(lemma && model.get("has_document") ? [make("h4", { textContent: `${t("Places in the text")}: ${count}${more}` }), context.element] : []));
  };
  const drawPlace = () => {
    for (const button of context.buttons()) button.setAttribute("aria-pressed", String(button.dataset.place === String(model.get("place"))));
  };
  const stops = [
    follow(model, ["roots", "note"], drawRoots),
    follow(model, ["root"], drawRoot),
    follow(model, ["members", "message", "lexeme"], drawFamily),
    follow(model, ["table", "voice", "lexeme"], drawForms),
    follow(model, ["places", "lexeme"], drawPlaces),
    follow(model, ["place"], drawPlace),
    release,
  ];
  return () => stops.forEach((stop) => stop());
}

export default widget(render);
