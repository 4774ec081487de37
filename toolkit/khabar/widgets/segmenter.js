// Words to cut: each in its place, its letters apart, its pieces, and what is said of them.
import { arabic, ask, follow, frame, make, pager, say, set, t, verdict, widget, workbench } from "./common.js";
import "./said.js";
import { letterStrip } from "./letters.js";

function wordElement(model, item) {
  const word = item.letters.join("");
  const answer = () => model.get("answers")[item.key] ?? [word];
  const strip = letterStrip(item, answer, (cut) => set(model, { answers: { ...model.get("answers"), [item.key]: cut } }));
  const pieces = make("div", { class: "pieces ar", lang: "ar", dir: "rtl" });
  const box = make("div", { class: "say", role: "status" });
  const check = make("button", { type: "button", textContent: t("Check"), "aria-label": t("Check {0}", word) });
  check.addEventListener("click", () => ask(model, { [item.key]: answer() }));

  const refresh = () => {
    strip.refresh();
    pieces.replaceChildren(...answer().flatMap((piece, n) => (n ? [" + ", arabic(piece)] : [arabic(piece)])));
    say(box, verdict(model, item.key, answer(), (given) => String(given) === String(item.right)));
  };
  const context = make("p", { class: "context ar", lang: "ar", dir: "rtl" },
    item.before, make("b", { textContent: word }), item.after);
  return { element: make("li", { class: "word", value: item.number }, context, strip.element, make("div", { class: "bar" }, check, pieces), box), refresh };
}

function render({ model, el }) {
  const list = make("ol", { class: "words" });
  const progress = make("p", { role: "status" });
  const pages = pager(model, t("(the words are shown in pages)"));
  const { root, release } = frame({ model, el }, "khabar-segmenter",
    make("p", { textContent: t("Cut each word into its parts: click between two letters, or move with the arrow keys and press Enter. Click again to undo a cut.") }),
    list, progress, pages.bar);
  const bench = workbench(model, ["answers"], { answers: {} }, root);
  root.append(bench.bar);
  let words = [];
  const refresh = () => {
    words.forEach((word) => word.refresh());
    progress.textContent = model.get("solved") ? `✓ ${t("Every word is cut rightly.")}` : "";
  };
  const draw = () => {
    words = model.get("items").map((item) => wordElement(model, item));
    list.replaceChildren(...words.map((word) => word.element));
    refresh();
  };
  const stops = [follow(model, ["items"], draw), follow(model, ["answers", "checked", "feedback", "solved"], refresh), pages.stop, bench.stop, release];
  return () => stops.forEach((stop) => stop());
}

export default widget(render);
