// What a kernel would answer. A question is judged here: the comparisons of khabar.course.questions, letter by
// letter; the sets of letters and every text come from there (facts.js, and the data packed with each
// question). Everything else was asked of the lesson's kernel when the page was built.
import facts from "./facts.js";

const each = (set) => new RegExp(`[${set}]`, "gu");
const SIGNS = each(facts.signs);
const CONTROLS = each(facts.controls);
const UNSAID = each(facts.signs + facts.tatweel);
const SPELLINGS = facts.spellings.map(([pattern, usual]) => [new RegExp(pattern, "gu"), usual]);

const exchange = (text, letters) => text.replace(each(Object.keys(letters).join("")), (letter) => letters[letter]);
const bare = (text) => String(text).normalize("NFKC").replace(CONTROLS, "").replace(UNSAID, "");
export const fold = (text) => exchange(bare(text), facts.fold).replace(/[٠-٩۰-۹]/gu, (digit) => digit.codePointAt(0) % 16);
const level = (text) => fold(exchange(String(text), facts.keyboards)).trim().replace(/\s+/gu, " ")
  .replace(/^[ "'«»“”‘’.،؛:!؟()]+|[ "'«»“”‘’.،؛:!؟()]+$/gu, "").toLowerCase();
const radicals = (text) => bare(exchange(text, facts.keyboards)).replace(/[^ء-ي]/gu, "").replace(/[أإآؤئا]/gu, "ء").replaceAll("ى", "ي");
const pieces = (given) => (Array.isArray(given) ? given : given.split(/[\s+_|/،,–-]+/u))
  .map((piece) => bare(piece).replace(/[\s+_–-]/gu, "")).filter(Boolean);
const vocalised = (text) => SPELLINGS.reduce((so, [pattern, usual]) => so.replace(pattern, usual), text.replace(CONTROLS, "").trim().normalize("NFC"))
  .normalize("NFC");

function numbers(text) {
  const plain = fold(text).replace(/[%٪٬\s]/gu, "").replace("−", "-").replace("٫", ".");
  const found = [plain.replaceAll(",", "."), plain.replaceAll(",", "")];
  return found.every((number) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number)) ? found.map(Number) : [];
}

function sameNumber(given, accepted) {
  const tolerance = 0.01 * Math.abs(accepted);
  const most = (Number.isInteger(accepted) ? Math.min(tolerance, 0.49) : tolerance) + 1e-9;
  return numbers(given).some((number) => Math.abs(number - accepted) <= most);
}

// The name that a phrase holds, as its number, and the phrase without it; longer names first.
function taken(phrase, names) {
  const name = Object.keys(names).sort((a, b) => b.length - a.length).find((n) => ` ${phrase} `.includes(` ${n} `));
  return name ? [names[name], ` ${phrase} `.replace(` ${name} `, " ").trim().replace(/\s+/gu, " ")] : [undefined, phrase];
}

// The days, as YYYY-MM-DD, that a writing can mean.
function days(text) {
  const words = fold(text).toLowerCase().match(/\d+|\p{L}+/gu) ?? [];
  let numbers = words.filter((word) => /\d/.test(word)).map(Number);
  const [month, unnamed] = taken(words.filter((word) => !/\d/.test(word) && !facts.fillers.includes(word)).join(" "), facts.months);
  const [weekday, rest] = taken(unnamed, facts.weekdays);
  if (rest || numbers.length !== (month ? 2 : 3)) return [];
  if (numbers[0] > 31) numbers = [...numbers.slice(1).reverse(), numbers[0]];
  const year = numbers.at(-1);
  return (month ? [[numbers[0], month]] : [[numbers[0], numbers[1]], [numbers[1], numbers[0]]]).flatMap(([d, m]) => {
    const day = new Date(Date.UTC(year, m - 1, d));
    const exists = day.getUTCMonth() === m - 1 && day.getUTCDate() === d && day.getUTCFullYear() === year;
    return exists && (weekday === undefined || (day.getUTCDay() + 6) % 7 === weekday) ? [day.toISOString().slice(0, 10)] : [];
  });
}

function sameText(given, accepted) {
  if (/^[ء-ي](\.[ء-ي]){2,3}$/u.test(accepted)) return radicals(given) === radicals(accepted);
  if (/^\d{4}-\d\d-\d\d$/.test(accepted)) return days(given).includes(accepted);
  if (/^U\+[0-9A-F]{4,6}$/.test(accepted) && given.trim() === String.fromCodePoint(parseInt(accepted.slice(2), 16))) return true;
  return [level(accepted), `ال${level(accepted)}`].includes(level(given));
}
const sameSet = (a, b) => a.size === b.size && [...a].every((item) => b.has(item));
const pairs = (answer) => new Set(Object.entries(answer).map((pair) => pair.map(level).join("\n")));
const line = (list, as) => list.map(as).join("\n");
const places = (spans, punctuation) => new Set(spans
  .flatMap(([p, first, last]) => Array.from({ length: last - first + 1 }, (_, n) => `${p}.${first + n}`))
  .filter((place) => !punctuation.includes(place)));
const same = {
  choose: sameText,
  fill: sameText,
  cut: (given, accepted) => line(pieces(given), fold) === line(pieces(accepted), fold),
  vocalise: (given, accepted) => vocalised(given) === vocalised(accepted),
  number: sameNumber,
  spans: (given, accepted, { punctuation }) => sameSet(places(given, punctuation), places(accepted, punctuation)),
  match: (given, accepted) => sameSet(pairs(given), pairs(accepted)),
  order: (given, accepted) => line(given, level) === line(accepted, level),
};

function cutMistake(given, right) {
  const letters = (list) => fold(list.join("")).replaceAll("ا", "");
  if (letters(given) !== letters(right)) return facts.cuts["letters changed"];
  if (given.includes("ال") && !right.includes("ال")) return facts.cuts["cut the article"];
  if (given.length < right.length) {
    const whole = given.find((piece) => !right.map(fold).includes(fold(piece))) ?? given[0];
    return facts.cuts["missed a clitic"].replace("PIECE", () => whole);
  }
  if (given.length > right.length) return facts.cuts["took a radical for a clitic"];
  return facts.cuts["cut in the wrong place"];
}

function vowelMistake(given, right, ending) {
  if (bare(vocalised(given)) !== bare(vocalised(right))) return facts.vowels["another word"];
  const byLetter = (text) => vocalised(text).match(/\P{M}\p{M}*|^\p{M}+/gu) ?? [];
  const [ours, theirs] = [byLetter(right), byLetter(given)];
  const wrong = ours.flatMap((letter, n) => (letter.slice(1) === theirs[n]?.slice(1) ? [] : [n]));
  if (wrong.length === 1 && wrong[0] === ours.length - 1) {
    return facts.vowels[theirs.at(-1).length > 1 ? "wrong ending" : "left the ending out"].replace("ENDING", () => ending);
  }
  const named = wrong.map((n) => facts.letter.replace("LETTER", () => ours[n][0]).replace("NUMBER", n + 1));
  return facts.vowels["wrong vowels"].replace("LETTERS", () => named.join(", "));
}

function mistake(question, given) {
  const equal = same[question.kind];
  const known = question.misconceptions.find(([answers]) => answers.some((answer) => equal(given, answer, question)));
  if (known) return known[1];
  if (question.kind === "cut") return cutMistake(pieces(given), pieces(question.accept[0]));
  if (question.kind === "vocalise") return vowelMistake(given, question.accept[0], question.ending);
  return facts.again;
}

/** Whether an answer is right, and why or what to think of. */
const empty = (given) =>
  typeof given === "string" ? !given.replace(CONTROLS, "").trim() : typeof given === "object" && !Object.keys(given).length;

export function judge(question, given) {
  if (empty(given)) return { right: false, message: facts.empty };
  const right = question.accept.some((accepted) => same[question.kind](given, accepted, question));
  return { right, message: right ? question.why : mistake(question, given) };
}

export const unpack = (packed) =>
  JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(packed), (c) => c.charCodeAt(0))));

function questioned(packed) {
  const question = unpack(packed);
  return (state, changed) => {
    const answer = state.checked.answer;
    const changes = {};
    let hints = state.hints_shown;
    if ("checked" in changed) {
      const said = judge(question, answer);
      changes.feedback = { answer: { answer, ...said } };
      if (said.right) changes.solved = true;
      else if (question.hints.length) hints += 1;
    }
    if (hints !== state.hints_shown || "hints_shown" in changed) {
      const given = question.hints.slice(0, hints);
      Object.assign(changes, { hints_shown: hints, hints: given, hints_left: question.hints.length - given.length });
    }
    if ("revealed" in changed) changes.solution = state.revealed ? question.solution : "";
    return changes;
  };
}

const turned = ({ turn, pages }) => (state, changed) => {
  if (!(turn in changed)) return {};
  const page = Math.max(0, Math.min(state[turn], pages.length - 1));
  return { [turn]: page, ...pages[page] };
};

// What was recorded of an answer: [right, message]. An answer that could not be foreseen has none, and the
// widget says by itself whether it is right.
const recordedOf = ({ verdicts, said }, key, answer) => said[verdicts[key]?.[JSON.stringify(answer)]];

const judged = (recorded, closes) => (state, changed) => {
  if (!("checked" in changed)) return {};
  const feedback = {};
  for (const [key, answer] of Object.entries(state.checked)) {
    const said = closes(state, key, answer) ?? recordedOf(recorded, key, answer);
    if (said) feedback[key] = { answer, right: said[0], message: said[1] };
  }
  return { feedback };
};

// An arc that closes a circle depends on the other arcs.
const circle = ({ circle: text }) => (state, key, { head }) => {
  const form = (id) => state.words[id - 1].form;
  const seen = new Set([Number(key)]);
  for (let at = head; at; at = state.heads[at]) {
    if (seen.has(at)) return [false, text.replace("HEAD", () => form(head)).replace("WORD", () => form(key))];
    seen.add(at);
  }
  return undefined;
};

// A word that is to stay whole is answered by Check alone.
const everyWordCut = (recorded) => (state) => ({
  solved: Object.keys(recorded.verdicts).every((key) => recordedOf(recorded, key, state.answers[key] ?? state.checked[key])?.[0]),
});

const everyArcRight = (closes) => (state) => ({
  solved: Object.keys(state.words).every((n) => {
    const { id, upos, heads, relations } = state.words[n];
    const head = state.heads[id];
    return upos === "PUNCT" || (heads.includes(String(head)) && !closes(state, id, { head })
      && (!state.with_relations || relations.includes(state.relations[id])));
  }),
});

/** The kernel of a widget: (its state, the traitlets just changed) → the traitlets that it changes. */
export function kernel(name, recorded) {
  const closes = recorded.circle ? circle(recorded) : () => undefined;
  const parts = [];
  if (recorded.question) parts.push(questioned(recorded.question));
  if (recorded.pages) parts.push(turned(recorded));
  if (recorded.verdicts) parts.push(judged(recorded, closes));
  if (name === "segmenter") parts.push(everyWordCut(recorded));
  if (recorded.circle) parts.push(everyArcRight(closes));
  return (state, changed) => Object.assign({}, ...parts.map((part) => part(state, changed)));
}
