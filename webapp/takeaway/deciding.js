// The next step, as trees/plan.py finds it; tests hold it against Python.

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
