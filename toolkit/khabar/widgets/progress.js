// The learner's file: take it along, bring it in, start over.
import { follow, frame, languageSwitch, make, mixed, set, t, widget } from "./common.js";
import "./said.js";

function render({ model, el }) {
  let times = 0;
  const request = (asked) => set(model, { asked: { ...asked, time: Date.now() + times++ } });
  const button = (label, act) => {
    const made = make("button", { type: "button", textContent: t(label) });
    made.addEventListener("click", act);
    return made;
  };
  let wanted = false;
  const file = make("input", { type: "file", accept: ".json,application/json", "aria-label": t("Bring in a learner's file") });
  file.addEventListener("change", async () => {
    if (file.files[0]) request({ do: "bring in", text: await file.files[0].text() });
    file.value = "";
  });
  const told = make("p", { role: "status" });
  const sure = make("span", { class: "ask-over", hidden: true }, t("Start over in every lesson? Export first if you may want it back."), " ",
    button("No", () => { sure.hidden = true; }), " ", button("Yes, start over", () => { sure.hidden = true; request({ do: "start over" }); }));
  const bar = make("div", { class: "bar" }, button("Export", () => { wanted = true; request({ do: "export" }); }),
    make("label", {}, t("Import"), file), button("Start over", () => { sure.hidden = !sure.hidden; }), sure, languageSwitch());
  const { release } = frame({ model, el }, "khabar-progress", make("p", { textContent: t("Your work is kept in {0}, as you do it.", model.get("where")) }), bar, told);
  const save = () => {
    if (!wanted || !model.get("text")) return;
    wanted = false;
    const link = make("a", { download: "khabar-learner.json", href: URL.createObjectURL(new Blob([model.get("text")], { type: "application/json" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  const stops = [follow(model, ["text", "heard"], save), follow(model, ["told"], () => { told.replaceChildren(...mixed(model.get("told"))); }), release];
  return () => stops.forEach((stop) => stop());
}

export default widget(render);
