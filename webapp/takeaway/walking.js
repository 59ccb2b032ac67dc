// The walk of trees/walk.py and the code of trees/takeaway/code.py; tests hold both against Python.

// --- The walk (trees/walk.py, trees/position.py) --------------------------------------------------

const MAX_HOPS = 200;

function opened(data) {
  for (const tree of Object.values(data.trees)) {
    tree.nodes = new Map(tree.nodes);
    for (const node of tree.nodes.values()) {
      for (const field of ["answers", "fixes", "questions", "causes", "outcomes"]) {
        if (node[field]) node[field] = new Map(node[field]);
      }
      if (node.kind === "diagnose") node.solved = new Map(node.solved);
      for (const probe of node.questions?.values() ?? []) probe.answers = new Map(probe.answers);
    }
  }
  return data;
}

const keyOf = (position) => [...position.stack.map((frame) => frame.node.id), position.node.id].join("/");

function doneAt(position, key) {
  const done = new Map();
  for (const visit of position.path) if (visit.step && visit.key === `${key}.${visit.step}`) done.set(visit.step, visit.answer);
  return done;
}

function walk(data, answers) {
  const tree = data.trees[data.tree];
  const start = { tree, node: tree.nodes.get(tree.start), stack: [], path: [], confirmed: "" };
  return answers.reduce((position, given) => advance(data, position, given), enter(data, start));
}

// What can be answered now: [key, answers] in the order of the file.
function choices(position) {
  const { node } = position, key = keyOf(position);
  if (node.kind === "question") return [[key, [...node.answers.keys()]]];
  if (node.kind === "action") return [[key, remedy(position, key, node, Boolean(node.declined))]];
  if (node.kind === "collect") return [[key, ["collected"]]];
  if (node.kind !== "diagnose") return [];
  const done = doneAt(position, key);
  const tried = [...done].filter(([, answer]) => answer !== "declined").map(([step]) => step);
  const open = [...node.fixes].filter(([name, fix]) => !tried.includes(name) && fix.after.every((other) => tried.includes(other)));
  const asked = [...node.questions].filter(([name]) => (done.get(name) ?? "declined") === "declined");
  return [
    ...open.map(([name, fix]) => [`${key}.${name}`, remedy(position, `${key}.${name}`, fix, true)]),
    ...asked.map(([name, probe]) => [`${key}.${name}`, [...new Set([...probe.answers.keys(), "declined"])]]),
    [key, ["handover"]],
  ];
}

function remedy(position, key, step, declinable) {
  const declined = declinable ? ["declined"] : [];
  if (step.risk.level === "high" && position.confirmed !== key) return ["confirmed", ...declined];
  return ["solved", "not_solved", ...declined];
}

function advance(data, position, given) {
  const [, offered] = choices(position).find(([key]) => key === given.node) ?? [given.node, []];
  if (!offered.includes(given.answer)) throw new RangeError(`${given.node}: ${given.answer} is not offered`);
  if (given.answer === "confirmed") return { ...position, confirmed: given.node };
  const { tree, node } = position, step = given.node.slice(keyOf(position).length).replace(/^\./, "");
  const visit = { key: given.node, tree, node, step, answer: given.answer, note: given.note ?? "" };
  const moved = { ...position, path: [...position.path, visit], confirmed: "" };
  const target = targetOf(node, step, given.answer);
  return target ? enter(data, { ...moved, node: tree.nodes.get(target) }) : moved;
}

function targetOf(node, step, answer) {
  switch (node.kind) {
    case "question": return node.answers.get(answer).goto;
    case "action": return node[answer];
    case "collect": return node.goto;
    default:
      if (!step) return node.handover.goto;
      return node.fixes.has(step) && answer === "solved" ? node.solved.get(step) ?? node.solved.get("default") : "";
  }
}

// Into subtrees, and out of them again, until a node asks for an answer or the walk ends.
function enter(data, position) {
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const { node, tree, stack } = position;
    if (node.kind === "subtree") {
      const inner = data.trees[node.tree];
      position = { ...position, tree: inner, node: inner.nodes.get(inner.start), stack: [...stack, { tree, node }] };
    } else if (node.kind === "outcome" && stack.length) {
      position = leave(position);
    } else {
      return position;
    }
  }
  throw new RangeError("subtrees lead round in a circle");
}

function leave(position) {
  const { node: end, tree, stack } = position, frame = stack[stack.length - 1], outer = stack.slice(0, -1);
  const inner = { key: keyOf(position), tree, node: end, step: "", answer: end.result, note: "" };
  const around = { key: keyOf({ stack: outer, node: frame.node }), tree: frame.tree, node: frame.node, step: "", answer: end.result, note: "" };
  const target = frame.node.outcomes.get(end.result) ?? frame.node.outcomes.get("default");
  return { ...position, tree: frame.tree, node: frame.tree.nodes.get(target), stack: outer, path: [...position.path, inner, around] };
}

// --- The code (trees/takeaway/code.py) ------------------------------------------------------------

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// All that can be answered at a place, in the order in which codes count it.
function offered(position) {
  const pairs = choices(position).flatMap(([key, answers]) => answers.map((answer) => [key, answer]));
  const before = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
  return pairs.sort((one, other) => before(one[0], other[0]) || before(one[1], other[1]));
}

function codeOf(data, nonce, answers, remarks) {
  let number = 0n, base = 1n, position = walk(data, []);
  for (const given of answers) {
    const possible = offered(position);
    number += base * BigInt(possible.findIndex(([key, answer]) => key === given.node && answer === given.answer));
    base *= BigInt(possible.length);
    position = advance(data, position, given);
  }
  const digits = number.toString(16), packed = fromHex(digits.length % 2 ? `0${digits}` : digits);
  const noted = remarks ? new TextEncoder().encode(JSON.stringify(remarks)) : [];
  const body = [...fromHex(data.fingerprint), ...nonce, ...leb128(answers.length), ...leb128(packed.length), ...packed, ...noted];
  return `CP1-${inBase32([...body, ...crc32(body)]).match(/.{1,5}/g).join("-")}`;
}

const fromHex = (text) => text.match(/../g).map((pair) => parseInt(pair, 16));

const leb128 = (value) => (value < 128 ? [value] : [value & 127 | 128, ...leb128(value >> 7)]);

function crc32(bytes) {
  let check = ~0;
  for (const byte of bytes) {
    check ^= byte;
    for (let bit = 0; bit < 8; bit++) check = check >>> 1 ^ (check & 1 ? 0xedb88320 : 0);
  }
  return [24, 16, 8, 0].map((shift) => ~check >>> shift & 255);
}

function inBase32(bytes) {
  let text = "", held = 0, bits = 0;
  for (const byte of bytes) {
    held = (held << 8 | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[held >> bits - 5 & 31];
  }
  return bits ? text + ALPHABET[held << 5 - bits & 31] : text;
}

// --- What a person does with it -------------------------------------------------------------------

// Later answers that still fit are given again after an earlier one was changed.
function refit(data, answers, later) {
  const given = [...answers], left = [...later];
  for (let position = walk(data, given); ;) {
    const possible = new Map(choices(position));
    const place = left.findIndex((each) => (possible.get(each.node) ?? []).includes(each.answer));
    if (place < 0) return given;
    const [next] = left.splice(place, 1);
    given.push(next);
    position = advance(data, position, next);
  }
}

// The answer that a pasted output gives. Patterns are written for RE2, which a browser lacks: what it
// does not understand is passed over, and the person chooses.
function readOutput(check, pasted) {
  const text = pasted.slice(0, 200000).replace(/\r\n?/g, "\n").replace(/[\ufeff\0]/g, "").replace(/[\xa0\u3000]/g, " ");
  for (const { pattern, answer } of check.read) {
    const [, flags, rest] = pattern.match(/^(?:\(\?([ims]+)\))?([^]*)$/);
    try {
      if (new RegExp(rest, `${(flags ?? "").replace("m", "")}m`).test(text)) return answer;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return null;
}
