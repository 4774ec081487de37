// Questions with feedback: the comparisons of khabar.exercises, letter by letter; the sets of letters and
// every text come from there too (facts.js, and the data packed in each form).
import facts from "./facts.js";

const each = (set) => new RegExp(`[${set}]`, "gu");
const CONTROLS = each(facts.controls);
const UNSAID = each(facts.signs + facts.tatweel);
const SILENT = each(`${facts.tatweel}\u0652`); // sukun says that nothing is said

const bare = (text) => text.normalize("NFKC").replace(CONTROLS, "").replace(UNSAID, "");
const fold = (text) =>
  bare(text)
    .replace(each(Object.keys(facts.fold).join("")), (letter) => facts.fold[letter])
    .replace(/[٠-٩۰-۹]/gu, (digit) => digit.codePointAt(0) % 16);
const level = (text) => fold(String(text)).trim().toLowerCase();
const pieces = (given) => (Array.isArray(given) ? given : given.replace(/[_+]/g, " ").split(/\s+/).filter(Boolean)).map(bare);
const vocalised = (text) => text.replace(CONTROLS, "").trim().normalize("NFC").replace(SILENT, "");

function sameNumber(given, accepted) {
  const text = fold(String(given)).replaceAll("%", "").replaceAll("٫", ".").trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return false;
  return Math.abs(Number(text) - accepted) <= Math.max(0.01 * Math.abs(accepted), 1e-9);
}

const sameText = (given, accepted) => level(given) === level(accepted);
const same = {
  choose: sameText,
  fill: sameText,
  cut: (given, accepted) => pieces(given).join("+") === pieces(accepted).join("+"),
  vocalise: (given, accepted) => vocalised(given) === vocalised(accepted),
  number: sameNumber,
};

const escaped = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

function cutMistake(given, right) {
  const letters = (list) => list.join("").replaceAll("ا", "");
  if (letters(given) !== letters(right)) return facts.cuts["letters changed"];
  if (given.includes("ال") && !right.includes("ال")) return facts.cuts["cut the article"];
  if (given.length < right.length) {
    const whole = given.find((piece) => !right.includes(piece)) ?? given[0];
    return facts.cuts["missed a clitic"].replace("PIECE", () => escaped(whole));
  }
  if (given.length > right.length) return facts.cuts["took a radical for a clitic"];
  return facts.cuts["cut in the wrong place"];
}

function vowelMistake(given, right) {
  if (bare(given) !== bare(right)) return facts.vowels["another word"];
  const byLetter = (text) => vocalised(text).match(/\P{M}\p{M}*|^\p{M}+/gu) ?? [];
  const [ours, theirs] = [byLetter(right), byLetter(given)];
  const wrong = ours.flatMap((letter, n) => (letter.slice(1) === theirs[n]?.slice(1) ? [] : [n]));
  if (wrong.length === 1 && wrong[0] === ours.length - 1) return facts.vowels["wrong ending"];
  const named = wrong.map((n) => facts.letter.replace("LETTER", () => escaped(ours[n][0])).replace("NUMBER", n + 1));
  return facts.vowels["wrong vowels"].replace("LETTERS", () => named.join(", "));
}

function mistake(question, given) {
  const equal = same[question.kind];
  const known = question.misconceptions.find(({ answers }) => answers.some((answer) => equal(given, answer)));
  if (known) return known.say;
  if (question.kind === "cut") return cutMistake(pieces(given), pieces(question.accept[0]));
  if (question.kind === "vocalise") return vowelMistake(given, question.accept[0]);
  return facts.again;
}

/** Whether an answer is right, and its feedback as HTML; `tries` counts this one. */
export function check(question, given, tries) {
  const right = question.accept.some((accepted) => same[question.kind](given, accepted));
  const message = right ? question.why : mistake(question, given);
  const hint = right ? undefined : question.hints[Math.min(tries, question.hints.length) - 1];
  const frame = facts.frames[right ? "right" : hint ? "hinted" : "wrong"];
  return { right, html: frame.replace("MESSAGE", () => message).replace("HINT", () => hint) };
}

export const unpack = (packed) =>
  JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(packed), (c) => c.charCodeAt(0))));

export function attach(form) {
  const question = unpack(form.dataset.question);
  const feedback = form.querySelector("output");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    question.tries += 1;
    feedback.innerHTML = check(question, new FormData(form).get("answer"), question.tries).html;
  });
  form.querySelector("button[type=button]").addEventListener("click", () => {
    feedback.innerHTML = question.answer;
  });
}
