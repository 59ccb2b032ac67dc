// A tree in one file: the arithmetic of trees/order.py and trees/plan.py, the walk of trees/walk.py,
// the code of trees/takeaway/code.py, and the page. Tests hold the first three against Python.
"use strict";

const FREE = 1e-9, NEGLIGIBLE = 1e-12, ROUGH = 1e-4, VANISHED = 1e-290, TIE = 1e-12;
const BUDGET = 1000, SHORTLIST = 5;

// --- What is believed of the causes (trees/belief.py) ---------------------------------------------

const sum = (values) => values.reduce((total, value) => total + value, 0);
const dot = (some, others) => sum(some.map((value, n) => value * others[n]));
const times = (some, others) => some.map((value, n) => value * others[n]);

function normal(weights) {
  const largest = Math.max(0, ...weights);
  if (largest <= 0) return weights.map(() => 1 / weights.length);
  const scaled = weights.map((weight) => weight / largest);
  const total = sum(scaled);
  return scaled.map((weight) => weight / total);
}

function observe(prior, belief, chances) {
  const product = times(belief.shares, chances);
  if (Math.max(0, ...product) > VANISHED) return { ...belief, shares: normal(product) };
  const possible = prior.map((first, cause) => (belief.shares[cause] > 0 ? first : 0));
  return { shares: normal(possible), contradiction: true };
}

function chancesOf(problem, step, answer) {
  const probe = problem.probes.find((each) => each.name === step);
  if (probe) return probe.chances[probe.answers.indexOf(answer)] ?? null;
  const fix = problem.fixes.find((each) => each.name === step);
  return fix && answer === "not_solved" ? fix.repairs.map((chance) => 1 - chance) : null;
}

function believe(problem, done) {
  let belief = { shares: problem.prior, contradiction: false };
  for (const [step, answer] of done) {
    const chances = chancesOf(problem, step, answer);
    if (chances) belief = observe(problem.prior, belief, chances);
  }
  return belief;
}

// --- Orders of fixes and what they cost (trees/order.py, trees/greedy.py) -------------------------
// A state is { weights, fixes, tried, probes }: places in the problem, the lowest first. Costs are
// minutes times the mass of the weights.

class Planner {
  constructor(problem) {
    this.problem = problem;
    this.fixes = problem.fixes;
    this.left = this.fixes.map((fix) => fix.repairs.map((chance) => 1 - chance));
    this.shared = this.fixes.map((fix) => fix.setup < 0 ? []
      : this.fixes.flatMap((other, place) => (other.setup === fix.setup ? [place] : [])));
    this.plain = this.fixes.every((fix, place) => !fix.after.length && !this.shared[place].length);
  }

  cost(place, tried) {
    const shared = this.shared[place];
    const paid = !shared.length || shared.some((other) => tried.includes(other));
    return this.fixes[place].cost + (paid ? 0 : this.problem.setups[this.fixes[place].setup]);
  }

  gain(weights, place) { return dot(weights, this.fixes[place].repairs); }

  rate(weights, place) { return this.gain(weights, place) * (1 / Math.max(this.fixes[place].cost, FREE)); }

  isReady(state, place) { return this.fixes[place].after.every((other) => state.tried.includes(other)); }

  available(state) { return state.fixes.filter((place) => this.isReady(state, place)); }

  failed(state, place) {
    return {
      ...state,
      weights: times(state.weights, this.left[place]),
      fixes: state.fixes.filter((other) => other !== place),
      tried: [...state.tried, place],
    };
  }

  answered(state, place) {
    const probes = state.probes.filter((other) => other !== place);
    return this.problem.probes[place].chances.map((chances) => (
      { ...state, weights: times(state.weights, chances), probes }));
  }

  order(state) { return this.plain ? this.plainOrder(state) : this.blockOrder(state); }

  plainOrder({ weights, fixes }) {
    let mass = sum(weights), open = fixes;
    const done = [], least = NEGLIGIBLE * mass;
    while (mass > least) {
      const place = this.best(open, (each) => this.rate(weights, each));
      if (place < 0) break;
      const gain = this.gain(weights, place);
      done.push({ cost: this.fixes[place].cost, mass, gain, place });
      weights = times(weights, this.left[place]);
      mass -= gain;
      open = open.filter((other) => other !== place);
    }
    return done;
  }

  best(places, rate) {
    let found = -1, highest = 0;
    for (const place of places) {
      const here = rate(place);
      if (here > highest) [found, highest] = [place, here];
    }
    return found;
  }

  roughOrder({ weights, fixes }) {
    let mass = sum(weights);
    const done = [], least = ROUGH * mass;
    const rates = new Map(fixes.map((place) => [place, this.rate(weights, place)]));
    for (const place of [...fixes].sort((a, b) => rates.get(b) - rates.get(a))) {
      if (mass <= least) break;
      const gain = this.gain(weights, place);
      done.push({ cost: this.fixes[place].cost, mass, gain, place });
      weights = times(weights, this.left[place]);
      mass -= gain;
    }
    return done;
  }

  // Fixes that wait for each other or share a preparation are weighed together, as blocks.
  blockOrder(start) {
    let state = start, mass = sum(start.weights);
    const done = [];
    while (state.fixes.length && mass > 0) {
      let ratio = 0, best = [];
      for (const block of this.blocks(state)) {
        const here = this.blockRatio(state, block);
        if (here > ratio) [ratio, best] = [here, block];
      }
      if (!best.length) break;
      for (const place of best) {
        const gain = this.gain(state.weights, place);
        done.push({ cost: this.cost(place, state.tried), mass, gain, place });
        state = this.failed(state, place);
        mass = Math.max(mass - gain, 0);
      }
    }
    return done;
  }

  blocks(state) {
    const ready = this.available(state);
    const found = state.fixes.map((place) => (ready.includes(place) ? [place] : this.withBefore(state, place)));
    const groups = new Map(ready.filter((place) => this.shared[place].length)
      .map((place) => [this.fixes[place].setup, this.shared[place]]));
    for (const shared of groups.values()) {
      if (shared.some((place) => state.tried.includes(place))) continue;
      const group = ready.filter((place) => shared.includes(place));
      group.sort((a, b) => this.rate(state.weights, b) - this.rate(state.weights, a) || a - b);
      for (let n = 2; n <= group.length; n++) found.push(group.slice(0, n));
    }
    return found.filter((block) => block.length);
  }

  withBefore(state, place) {
    const block = [], waiting = [place];
    while (waiting.length) {
      const missing = this.fixes[waiting[waiting.length - 1]].after
        .filter((other) => !state.tried.includes(other) && !block.includes(other));
      if (missing.some((other) => !state.fixes.includes(other))) return [];
      waiting.push(...missing);
      if (missing.length) continue;
      const here = waiting.pop();
      if (!block.includes(here)) block.push(here);
    }
    return block;
  }

  blockRatio(state, block) {
    let gain = 0, cost = 0;
    for (const place of block) {
      cost += this.cost(place, state.tried);
      gain += this.gain(state.weights, place);
      state = this.failed(state, place);
    }
    return gain / Math.max(cost, FREE);
  }

  costOfOrder(state) { return this.remaining(this.order(state), sum(state.weights)); }

  roughCost(state) {
    return this.plain ? this.remaining(this.roughOrder(state), sum(state.weights)) : this.costOfOrder(state);
  }

  // Backwards over the order: V_n = C_S, V_k = min(C_S, C_k + (1 - p_k) V_(k+1)).
  remaining(order, mass) {
    const giveUp = this.problem.giving_up, last = order[order.length - 1];
    let value = giveUp * Math.max(last ? last.mass - last.gain : mass, 0);
    for (const step of [...order].reverse()) value = Math.min(giveUp * step.mass, step.cost * step.mass + value);
    return value;
  }

  // A cost that nothing can be below: as if the cause were known.
  bound(state) { return sum(state.weights.map((weight, cause) => weight * this.knowing(cause, state.fixes))); }

  knowing(cause, fixes) {
    const chance = (place) => this.fixes[place].repairs[cause];
    const ratio = (place) => this.fixes[place].cost / chance(place);
    const useful = fixes.filter((place) => chance(place) > 0).sort((a, b) => ratio(b) - ratio(a));
    return useful.reduce((value, place) => Math.min(
      this.problem.giving_up, this.fixes[place].cost + this.left[place][cause] * value,
    ), this.problem.giving_up);
  }
}

// --- The next step (trees/plan.py) ----------------------------------------------------------------

function decide(problem, done) {
  const planner = new Planner(problem), belief = believe(problem, done);
  const options = optionsAt(planner, stateAfter(problem, belief, done));
  return { best: options[0], options, shares: belief.shares, contradiction: belief.contradiction };
}

function stateAfter(problem, belief, done) {
  const places = (some) => some.map((_, place) => place);
  const answers = new Map(done);
  const ran = (step) => answers.has(step) && (answers.get(step) !== "declined");
  return {
    weights: belief.shares,
    fixes: places(problem.fixes).filter((place) => !answers.has(problem.fixes[place].name)),
    tried: places(problem.fixes).filter((place) => ran(problem.fixes[place].name)),
    probes: places(problem.probes).filter((place) => !answers.has(problem.probes[place].name)),
  };
}

function optionsAt(planner, state) {
  const { problem } = planner, mass = sum(state.weights), fixes = planner.available(state);
  const ways = fixes.length + sum(state.probes.map((place) => problem.probes[place].answers.length));
  const expected = ways * ways <= BUDGET ? lookingAhead(planner, state, fixes) : byFormula(planner, state, fixes);
  const left = (cost) => (cost === undefined ? null : cost / mass);
  const options = [{ step: "", kind: "handover", chance: 0, cost: problem.giving_up, expected: problem.giving_up }];
  for (const place of fixes) {
    const chance = planner.gain(state.weights, place) / mass, cost = planner.cost(place, state.tried);
    options.push({ step: problem.fixes[place].name, kind: "fix", chance, cost, expected: left(expected.fixes.get(place)) });
  }
  for (const place of state.probes) {
    const { name, cost } = problem.probes[place];
    options.push({ step: name, kind: "question", chance: 0, cost, expected: left(expected.probes.get(place)) });
  }
  return options.sort(byRank);
}

// Least minutes first; between equals rather hand over than fix, rather fix than ask.
function byRank(one, other) {
  const [a, b] = [one, other].map((option) => [
    option.expected === null ? 1 : 0,
    option.expected === null ? 0 : Math.round(option.expected * 1e9),
    ["handover", "fix", "question"].indexOf(option.kind),
    -(option.cost ? option.chance / option.cost : option.chance * 1e9),
    option.step,
  ]);
  const place = a.findIndex((value, n) => value !== b[n]);
  return place < 0 ? 0 : a[place] < b[place] ? -1 : 1;
}

// Small problems: every step now and every step after it; the rest goes by the order of fixes.
function lookingAhead(planner, state, fixes) {
  const mass = sum(state.weights), found = { fixes: new Map(), probes: new Map() };
  for (const place of fixes) {
    const cost = planner.cost(place, state.tried) * mass;
    found.fixes.set(place, cost + oneStep(planner, planner.failed(state, place)));
  }
  for (const place of state.probes) {
    const after = planner.answered(state, place).map((child) => oneStep(planner, child));
    found.probes.set(place, planner.problem.probes[place].cost * mass + sum(after));
  }
  return found;
}

function oneStep(planner, state) {
  const mass = sum(state.weights), floor = planner.bound(state);
  let best = planner.costOfOrder(state);
  if (floor >= best) return best;
  for (const place of state.probes) {
    if (planner.problem.probes[place].cost * mass + floor < best) best = Math.min(best, asking(planner, state, place));
  }
  for (const place of planner.available(state)) {
    const cost = planner.cost(place, state.tried) * mass, child = planner.failed(state, place);
    if (cost + planner.bound(child) < best) best = Math.min(best, cost + planner.costOfOrder(child));
  }
  return best;
}

function asking(planner, state, place) {
  const children = planner.answered(state, place).filter((child) => sum(child.weights) > 0);
  return planner.problem.probes[place].cost * sum(state.weights) + sum(children.map((child) => planner.costOfOrder(child)));
}

// Large ones: the best fixes and the best question, with the check against asking later.
function byFormula(planner, state, fixes) {
  const mass = sum(state.weights), order = planner.order(state), goingOn = planner.remaining(order, mass);
  const promising = promisingProbes(planner, state, goingOn);
  const probes = questions(planner, state, promising, goingOn);
  const best = probes.size ? Math.min(...probes.values()) : goingOn;
  const first = order.length ? order[0].place : -1;
  const rate = (place) => planner.gain(state.weights, place) / Math.max(planner.cost(place, state.tried), FREE);
  const ranked = [...fixes].sort((a, b) => rate(b) - rate(a)).slice(0, SHORTLIST);
  const found = { fixes: new Map(), probes };
  for (const place of new Set([...fixes.filter((each) => each === first), ...ranked])) {
    const cost = planner.cost(place, state.tried) * mass, child = planner.failed(state, place);
    const later = [planner.costOfOrder(child)];
    if (place === first && best < goingOn - TIE) {
      later.push(...questions(planner, child, promising, Math.min(best - cost, later[0])).values());
    }
    found.fixes.set(place, cost + Math.min(...later));
  }
  return found;
}

function promisingProbes(planner, state, limit) {
  const floor = planner.bound(state), mass = sum(state.weights);
  const cost = (place) => planner.problem.probes[place].cost * mass;
  const rough = new Map(state.probes.filter((place) => cost(place) + floor < limit).map((place) => [
    place, cost(place) + sum(planner.answered(state, place).map((child) => planner.roughCost(child))),
  ]));
  return [...rough.keys()].sort((a, b) => rough.get(a) - rough.get(b)).slice(0, SHORTLIST);
}

function questions(planner, state, probes, limit) {
  const found = new Map();
  for (const place of probes) {
    const cost = asking(planner, state, place);
    if (cost < limit) found.set(place, limit = cost);
  }
  return found;
}

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

const LANGUAGES = { zh: "中文", en: "English" };

class Page {
  constructor(data, words) {
    this.data = data;
    this.words = words;
    this.name = `casepath ${data.tree} ${data.fingerprint}`;
    this.state = { ...this.fresh(), ...this.remembered() };
    this.later = [];
    this.read = null;
    this.draft = "";
    this.show();
  }

  fresh() {
    const languages = this.data.trees[this.data.tree].languages;
    const wanted = navigator.language.slice(0, 2);
    const nonce = [...crypto.getRandomValues(new Uint8Array(2))];
    return { answers: [], kept: [], nonce, since: Date.now(), language: languages.includes(wanted) ? wanted : languages[0] };
  }

  // A browser may refuse to remember anything for a file: then the walk lives as long as the page.
  remembered() {
    try {
      const found = JSON.parse(localStorage.getItem(this.name) ?? "{}");
      walk(this.data, found.answers ?? []);
      return found;
    } catch (error) {
      return {};
    }
  }

  remember() {
    try {
      localStorage.setItem(this.name, JSON.stringify(this.state));
      this.forgetful = false;
    } catch (error) {
      this.forgetful = true;
    }
  }

  // --- Words ---

  say(key, values = {}) {
    const words = this.words[key], text = words[this.state.language] ?? Object.values(words)[0];
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  text(text) { return text ? text[this.state.language] ?? Object.values(text)[0] ?? "" : ""; }

  minutes(value) { return this.say("minutes", { minutes: Math.round(value * 10) / 10 }); }

  stepText({ node, step }) {
    return this.text(step ? (node.fixes.get(step) ?? node.questions.get(step)).text : node.text);
  }

  answerText({ node, step, answer }) {
    const choice = (step ? node.questions.get(step) : node)?.answers?.get(answer);
    return choice ? this.text(choice.text) : this.say(answer);
  }

  steps() { return this.position.path.filter((visit) => !["subtree", "outcome"].includes(visit.node.kind)); }

  // --- What can be done ---

  answer(node, answer) {
    const given = { node, answer, note: this.draft.trim(), seconds: Math.round((Date.now() - this.state.since) / 1000) };
    this.go(refit(this.data, [...this.state.answers, given], this.later));
  }

  go(answers, later = []) {
    Object.assign(this.state, { answers, since: Date.now() });
    Object.assign(this, { later, read: null, draft: "" });
    this.show();
    document.querySelector("h1").focus();
  }

  back() { this.go(this.state.answers.slice(0, -1)); }

  // Stand at an earlier step again; what came after it is given again where it still fits.
  change(place) {
    const { answers } = this.state;
    this.go(answers.slice(0, place), answers.slice(place + 1));
  }

  again() {
    if (!confirm(this.say("again-sure"))) return;
    this.state = { ...this.fresh(), language: this.state.language };
    this.go([]);
  }

  keep(node, item, field, value) {
    const others = this.state.kept.filter((each) => each.node !== node || each.item !== item);
    const kept = { text: "", reason: "", ...this.keptFor(node, item), node, item, [field]: value };
    this.state.kept = kept.text.trim() || kept.reason.trim() ? [...others, kept] : others;
    this.remember();
  }

  keptFor(node, item) { return this.state.kept.find((each) => each.node === node && each.item === item); }

  remarks() {
    const { answers, kept } = this.state;
    const notes = answers.map(({ note }, place) => [place, note ?? ""]).filter(([, note]) => note);
    return [answers.map(({ seconds }) => seconds), notes, kept.map((each) => [each.node, each.item, each.text, each.reason])];
  }

  // --- The page ---

  show() {
    this.position = walk(this.data, this.state.answers);
    this.remember();
    document.documentElement.lang = this.state.language === "zh" ? "zh-CN" : this.state.language;
    document.title = this.text(this.data.trees[this.data.tree].title);
    document.body.textContent = "";
    document.body.append(this.top(), el("main", { class: "page", id: "main" },
      el("div", { class: "split" },
        el("section", { class: "stack" }, this.card(), this.steering(), this.forgetful && el("p", { class: "note note--warning" }, this.say("forgetful"))),
        el("aside", {}, this.way()))));
  }

  top() {
    const languages = Object.keys(LANGUAGES).map((code) => el("button", {
      class: "button button--small", lang: code, "aria-pressed": code === this.state.language, onclick: () => { this.state.language = code; this.show(); },
    }, LANGUAGES[code]));
    return el("header", { class: "top" }, el("div", { class: "top__row row--apart" },
      el("span", { class: "brand" }, document.title), el("span", { class: "row" }, languages)));
  }

  card() {
    const { node, tree, stack } = this.position;
    if (node.kind === "outcome") return this.end(node);
    return el("div", { class: "card wizard" },
      el("p", { class: "hit__meta" }, el("span", {}, this.say("step", { number: this.steps().length + 1 })),
        stack.length > 0 && el("span", {}, this.text(tree.title)),
        node.kind !== "diagnose" && el("span", {}, this.minutes(node.minutes))),
      el("h1", { tabindex: -1 }, this.text(node.text)),
      node.note && el("p", { class: "muted" }, this.text(node.note)),
      this[node.kind](node, keyOf(this.position)));
  }

  question(node, key) { return [this.checking(node.check), this.asking(key, node.answers, [...node.answers.keys()]), this.noting()]; }

  action(node, key) { return [this.doing(node, key), this.noting()]; }

  diagnose(node, key) {
    const decision = decide(node.problem, [...doneAt(this.position, key)]);
    const possible = new Map(choices(this.position));
    const options = decision.options.filter(({ step }) => possible.has(step ? `${key}.${step}` : key));
    const [best, ...others] = options;
    return [
      el("div", { class: "note next" }, el("p", {}, el("strong", {}, this.say("next", { step: this.optionText(node, best) })), " — ", this.worth(best))),
      decision.contradiction && el("p", { class: "note note--warning" }, this.say("why-contradiction")),
      this.option(node, key, best, possible),
      this.noting(),
      el("details", {}, el("summary", {}, this.say("why-causes")), this.causes(node, decision.shares)),
      el("details", { class: "others" }, el("summary", {}, this.say("other-step")),
        others.map((option) => el("details", { class: "card card--quiet" },
          el("summary", {}, this.optionText(node, option), " ", el("span", { class: "muted small" }, this.worth(option))),
          this.option(node, key, option, possible)))),
    ];
  }

  optionText(node, { step }) { return step ? this.stepText({ node, step }) : this.say("hand-over"); }

  worth({ kind, cost, chance, expected }) {
    const parts = [this.minutes(cost)];
    if (kind === "fix") parts.push(this.say("works", { percent: Math.round(100 * chance) }));
    if (expected !== null && kind !== "handover") parts.push(this.say("expected", { minutes: Math.round(expected) }));
    return parts.join(this.say("list"));
  }

  causes(node, shares) {
    const named = [...node.causes].map(([id, cause], place) => [this.text(cause.text) || id, Math.round(100 * shares[place])]);
    return el("ul", { class: "bars" }, named.filter(([, percent]) => percent).sort((a, b) => b[1] - a[1]).map(([text, percent]) => (
      el("li", {}, el("span", {}, text), el("progress", { max: 100, value: percent }), el("span", { class: "number" }, `${percent} %`)))));
  }

  option(node, key, { step, kind }, possible) {
    const place = `${key}.${step}`;
    if (kind === "handover") return el("div", { class: "row" }, this.button(this.say("hand-over"), () => this.answer(key, "handover"), "button--primary"));
    if (kind === "fix") return this.doing(node.fixes.get(step), place);
    const probe = node.questions.get(step);
    return [probe.note && el("p", { class: "muted" }, this.text(probe.note)), this.checking(probe.check), this.asking(place, probe.answers, possible.get(place))];
  }

  doing(step, key) {
    const possible = new Map(choices(this.position)).get(key), danger = step.risk.level;
    const warning = danger !== "none" && el("p", { class: `note ${danger === "high" ? "note--danger" : "note--warning"}` },
      el("strong", {}, this.say(`risk-${danger}`)), " ", this.text(step.risk.warning));
    const undo = step.undo.length > 0 && el("details", {}, el("summary", {}, this.say("undo")), this.commands(step.undo));
    const note = this.position.node !== step && step.note && el("p", { class: "muted" }, this.text(step.note));
    const buttons = el("div", { class: "row" }, possible.map((answer) => this.button(this.say(`do-${answer}`), () => this.answer(key, answer),
      { solved: "button--primary", confirmed: "button--danger" }[answer] ?? "")));
    if (possible.includes("confirmed")) return [note, warning, el("p", {}, this.say("confirm")), buttons, undo];
    return [note, warning, this.commands(step.commands), undo, this.checking(step.check), el("p", { class: "field__label" }, this.say("gone")), buttons];
  }

  asking(key, answers, possible) {
    return el("div", { class: "answers" }, possible.map((answer) => el("button", {
      class: "choice", "aria-pressed": this.read === answer, onclick: () => this.answer(key, answer),
    }, answers.has(answer) ? this.text(answers.get(answer).text) : this.say("do-declined"), this.read === answer && el("span", { class: "badge badge--solved" }, this.say("read")))));
  }

  checking(check) {
    if (!check) return null;
    const box = el("textarea", { class: "code", rows: 4, "aria-label": this.say("output") });
    const found = el("p", { class: "muted small", role: "status" });
    const reading = () => {
      this.read = readOutput(check, box.value);
      found.textContent = this.read ? "" : this.say("unread");
      if (this.read) this.show();
    };
    return [this.commands([check]), check.read.length > 0 && el("details", { class: "paste" }, el("summary", {}, this.say("paste")), box,
      this.button(this.say("read-it"), reading), found)];
  }

  commands(commands) {
    return commands.map((command) => {
      const where = [this.say(`shell-${command.shell}`), command.admin && this.say("admin")].filter(Boolean).join(" · ");
      return el("div", { class: "command" }, el("span", { class: "command__label" }, where),
        el("pre", {}, el("code", {}, command.run)), this.copying(() => command.run, "button--small command__copy"));
    });
  }

  collect(node, key) {
    const missing = () => node.items.filter((item) => item.required && !this.keptFor(key, item.id));
    const warning = el("p", { class: "muted", role: "status" });
    const go = () => {
      if (missing().length) warning.textContent = this.say("missing", { items: missing().map((item) => this.text(item.text)).join(this.say("comma")) });
      else this.answer(key, "collected");
    };
    return [node.items.map((item) => this.item(key, item)), this.noting(), warning,
      el("div", { class: "row" }, this.button(this.say("go-on"), go, "button--primary"))];
  }

  item(key, item) {
    const kept = this.keptFor(key, item.id) ?? { text: "", reason: "" };
    const field = (name) => el("label", { class: "field" }, el("span", { class: "small" }, this.say(`item-${name}`)),
      el("input", { maxlength: 500, value: kept[name], oninput: (event) => this.keep(key, item.id, name, event.target.value) }));
    return el("fieldset", { class: "card card--quiet item" },
      el("legend", { class: "field__label" }, this.text(item.text), !item.required && el("span", { class: "muted small" }, " ", this.say("optional"))),
      item.path && el("p", { class: "mono small" }, item.path), item.command && this.commands([item.command]), field("text"), field("reason"));
  }

  noting() {
    const box = el("textarea", { rows: 3, maxlength: 5000, "aria-label": this.say("note"), oninput: (event) => { this.draft = event.target.value; } });
    box.value = this.draft;
    return el("details", { class: "noting", open: this.draft !== "" }, el("summary", {}, this.say("add-note")), box);
  }

  steering() {
    const { answers } = this.state;
    if (!answers.length) return null;
    return el("div", { class: "row" }, this.button(`← ${this.say("back")}`, () => this.back()), this.button(this.say("again"), () => this.again()));
  }

  way() {
    const visits = this.steps(), answers = this.state.answers.map((given, place) => ({ ...given, place })).filter(({ answer }) => answer !== "confirmed");
    const line = (visit, n) => el("li", {}, this.stepText(visit), el("div", { class: "hit__meta" }, el("strong", {}, this.answerText(visit)),
      this.button(this.say("change"), () => this.change(answers[n].place), "button--link small")),
    visit.note && el("p", { class: "muted small prewrap" }, visit.note));
    return el("section", { class: "card" }, el("h2", {}, this.say("way")),
      visits.length ? el("ol", { class: "steps" }, visits.map(line)) : el("p", { class: "muted" }, this.say("first-step")));
  }

  end(node) {
    const short = codeOf(this.data, this.state.nonce, this.state.answers, null);
    const long = codeOf(this.data, this.state.nonce, this.state.answers, this.remarks());
    const summary = this.summary();
    return el("div", { class: "card wizard" },
      el("p", {}, el("span", { class: `badge badge--${node.result}` }, this.say(node.result))),
      el("h1", { tabindex: -1 }, this.text(node.text)), node.note && el("p", { class: "muted" }, this.text(node.note)),
      node.summary && el("p", {}, this.text(node.summary)), el("p", { class: "note" }, this.say(`next-${node.result}`)),
      el("h2", {}, this.say("code")), el("p", { class: "muted" }, this.say("code-what")),
      el("div", { class: "command" }, el("pre", { class: "code-short" }, el("code", {}, short)), this.copying(() => short, "button--small command__copy")),
      el("details", {}, el("summary", {}, this.say("code-long")), el("div", { class: "command" },
        el("pre", { class: "code-long" }, el("code", {}, long)), this.copying(() => long, "button--small command__copy"))),
      el("h2", {}, this.say("case-summary")), el("pre", { class: "prewrap summary" }, summary),
      el("div", { class: "row" }, this.copying(() => summary, "button--primary"), this.button(this.say("print"), () => print())));
  }

  summary() {
    const { node } = this.position, colon = this.say("colon");
    const steps = this.steps().map((visit, n) => [
      `${n + 1}. ${this.stepText(visit)}${this.say("dash")}${this.answerText(visit)}`,
      ...(visit.note ? [`   ${this.say("note")}${colon}${visit.note}`] : [])].join("\n"));
    const given = this.state.kept.map((each) => `- ${this.itemText(each)}${colon}${each.reason ? this.say("not-available", each) : each.text}`);
    return [
      `${this.say("tree")}${colon}${document.title} (${this.data.tree}, ${this.data.fingerprint})`, "",
      this.say("analysis"), ...steps, "", ...(given.length ? [this.say("evidence"), ...given, ""] : []),
      this.say("conclusion"), `${this.say(node.result)}${colon}${this.text(node.summary ?? node.text)}`,
    ].join("\n");
  }

  itemText({ node, item }) {
    const visit = this.position.path.find(({ key }) => key === node);
    return visit ? this.text(visit.node.items.find(({ id }) => id === item).text) : item;
  }

  button(text, onclick, kind = "") { return el("button", { class: `button ${kind}`, type: "button", onclick }, text); }

  // A file has no clipboard in some browsers: then the text is selected, to be copied by hand.
  copying(text, kind) {
    const button = this.button(this.say("copy"), async () => {
      try {
        await navigator.clipboard.writeText(text());
        button.dataset.done = "";
        setTimeout(() => delete button.dataset.done, 1500);
      } catch (error) {
        getSelection().selectAllChildren(button.parentElement.querySelector("pre") ?? document.querySelector(".summary"));
      }
    }, kind);
    return button;
  }
}

function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true || (value === false && name.startsWith("aria-"))) element.setAttribute(name, String(value));
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

const carried = document.getElementById("data");
if (carried) {
  const { words, ...data } = JSON.parse(carried.textContent);
  globalThis.page = new Page(opened(data), words);
}
