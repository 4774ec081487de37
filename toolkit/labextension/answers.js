// Answers as Python: one assignment, `answer_01 = …`, of text, numbers, lists and dicts.

const TOKEN = /\s*(?:("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(None)|([[\](){},:])|(#[^\n]*))/y;

// The value of a Python literal; undefined if the text is no such literal.
function value(text) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length && text.slice(TOKEN.lastIndex).trim()) {
    const found = TOKEN.exec(text);
    if (!found) return undefined;
    const [, string, number, none, sign] = found;
    if (string !== undefined) {
      const inner = string.slice(1, -1).replace(/\\(['\\])|"/g, (all, kept) => (kept === "'" ? "'" : kept ? all : '\\"')).replace(/\\\\"/g, '\\"');
      tokens.push(JSON.stringify(JSON.parse(`"${inner}"`)));
    } else if (number !== undefined) tokens.push(String(Number(number)));
    else if (none) tokens.push("null");
    else if (sign) tokens.push({ "(": "[", ")": "]" }[sign] ?? sign);
  }
  try {
    return JSON.parse(tokens.join(" ").replace(/, ([\]}])/g, "$1"));
  } catch {
    return undefined;
  }
}

const last = (source, name) => [...source.matchAll(new RegExp(`^${name}[ \\t]*=(?!=)`, "gm"))].at(-1);

/** What a cell assigns to the name: whether anything is given, whether it can be read here, and its value. */
export function parse(source, name) {
  const found = last(source, name);
  const read = found ? value(source.slice(found.index + found[0].length)) : null;
  return { given: read !== null, known: read !== undefined, value: read ?? null };
}

const python = (answer) => (answer === null ? "None" : JSON.stringify(answer).replace(/(":|,)(?=\S)/g, (all) => `${all} `));
const plain = (answer) => {
  if (Array.isArray(answer)) return `[${answer.map(plain).join(", ")}]`;
  if (answer && typeof answer === "object") return `{${Object.entries(answer).map(([k, v]) => `${JSON.stringify(k)}: ${plain(v)}`).join(", ")}}`;
  return python(answer);
};

/** The cell with the answer in it. An assignment that cannot be read here stays, and the answer comes after it. */
export function literal(source, name, answer) {
  const line = `${name} = ${plain(answer)}`;
  const found = last(source, name);
  if (!found) return `${source.trimEnd()}\n${line}`.trimStart();
  if (value(source.slice(found.index + found[0].length)) === undefined) return `${source.trimEnd()}\n${line}`;
  return source.slice(0, found.index) + line;
}

const same = { shown: (answer) => answer, written: (answer) => answer };
const text = {
  shown: (answer) => (answer === null ? "" : Array.isArray(answer) ? answer.join(" + ") : String(answer)),
  written: (answer) => answer.trim() || null,
};

/** For each kind: how its control shows the cell's answer, and what it writes into the cell. */
export const PUBLIC = {
  choose: {
    shown: (answer, { options, values }) => options[values.indexOf(answer)] ?? null,
    written: (answer, { options, values }) => values[options.indexOf(answer)],
  },
  cut: { shown: text.shown, written: (answer) => { const pieces = answer.split("+").map((piece) => piece.trim()).filter(Boolean); return pieces.length ? pieces : null; } },
  fill: text,
  vocalise: { shown: (answer, { start }) => (answer === null ? start : String(answer)), written: text.written },
  number: { shown: text.shown, written: (answer) => { const given = answer.trim(); return given && Number.isFinite(Number(given)) ? Number(given) : given || null; } },
  match: { shown: (answer) => answer ?? {}, written: (answer) => (Object.keys(answer).length ? answer : null) },
  order: { shown: (answer, { start }) => (Array.isArray(answer) ? answer : start), written: same.written },
  spans: { shown: (answer) => (answer === null ? [] : typeof answer[0] === "number" ? [answer] : answer), written: (answer) => (answer.length ? answer : null) },
};
