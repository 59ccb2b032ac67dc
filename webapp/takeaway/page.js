// What a person sees and does.

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
