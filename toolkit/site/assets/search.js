// The first page: search over lessons and glossary, and what of each lesson is solved in this browser.
import { fold } from "./kernel.js";

const form = document.getElementById("search");
const [input, said, list] = ["input", "p", "ul"].map((name) => form.querySelector(name));
const MOST = 20;
const level = (text) => fold(text).toLowerCase();
let entries;

async function search() {
  const words = level(input.value).split(/\s+/u).filter(Boolean);
  if (!words.length) { said.textContent = ""; list.replaceChildren(); return; }
  entries ??= (await (await fetch("assets/search.json")).json()).map((entry) => ({ ...entry, head_: level(entry.head), all: level(`${entry.head} ${entry.text}`) }));
  const rank = (entry) => (words.every((word) => entry.head_.includes(word)) ? (entry.term ? 0 : 1) : 2);
  const found = entries.filter((entry) => words.every((word) => entry.all.includes(word))).sort((a, b) => rank(a) - rank(b));
  said.textContent = found.length > MOST ? `The first ${MOST} of ${found.length}` : `${found.length} found`;
  list.replaceChildren(...found.slice(0, MOST).map((entry) => {
    const link = Object.assign(document.createElement("a"), { href: entry.at, textContent: entry.head, dir: "auto" });
    const line = document.createElement("li");
    line.append(link, ` · ${entry.in}${entry.term ? ` · ${entry.text}` : ""}`);
    return line;
  }));
}

form.addEventListener("submit", (event) => event.preventDefault());
input.addEventListener("input", search);
