// The arithmetic of trees/planning/; tests hold it against Python.
"use strict";

const FREE = 1e-9, NEGLIGIBLE = 1e-12, ROUGH = 1e-4, VANISHED = 1e-290, TIE = 1e-12;
const BUDGET = 1000, SHORTLIST = 5;

// --- What is believed of the causes (trees/planning/belief.py) ---------------------------------------------

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

// --- Orders of fixes and what they cost (trees/planning/order.py, trees/planning/greedy.py) -------------------------
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
