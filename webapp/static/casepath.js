// Comfort only: every page works without this file.
"use strict";

function copyFrom(button) {
  const named = button.dataset.copyFrom && document.getElementById(button.dataset.copyFrom);
  const source = named || button.parentElement.querySelector("code, textarea, pre");
  return navigator.clipboard.writeText(source.value === undefined ? source.textContent : source.value);
}

// Commands in the prose of an article are copied like those of a tree.
for (const command of document.querySelectorAll(".prose pre")) {
  const button = document.getElementById("copy");
  if (!button) break;
  const frame = document.createElement("div");
  frame.className = "command";
  command.replaceWith(frame);
  frame.append(command, button.content.cloneNode(true));
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copyFrom(button);
    button.dataset.done = "";
    setTimeout(() => delete button.dataset.done, 1500);
  });
}

// "/" goes to the search box, as in every tool that people already use.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  const box = document.querySelector("[data-search]");
  if (event.key !== "/" || typing || !box) return;
  event.preventDefault();
  box.focus();
});

// One open menu at a time; a click elsewhere or Escape closes it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
});

// Nobody loses a note by leaving the page.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// The clock of a step: what it counts goes with the answer. Without it, times of answers tell.
for (const clock of document.querySelectorAll("[data-timer]")) {
  const [shown, pause] = clock.children;
  const step = `clock ${clock.dataset.timer}`;
  let counted = Number(sessionStorage.getItem(step));
  clock.hidden = false;
  setInterval(() => {
    if (pause.getAttribute("aria-pressed") === "true") return;
    counted += 1;
    sessionStorage.setItem(step, counted);
    shown.textContent = `${Math.floor(counted / 60)}:${String(counted % 60).padStart(2, "0")}`;
    for (const field of document.querySelectorAll("[data-seconds]")) field.value = counted;
  }, 1000);
  pause.addEventListener("click", () => {
    pause.setAttribute("aria-pressed", String(pause.getAttribute("aria-pressed") !== "true"));
  });
}

// A long drawing opens where the walk stands.
for (const drawing of document.querySelectorAll(".drawing")) {
  const here = drawing.querySelector(".node--here");
  if (!here) continue;
  const box = here.getBoundingClientRect();
  const frame = drawing.getBoundingClientRect();
  drawing.scrollTop = box.top - frame.top - drawing.clientHeight / 3;
  drawing.scrollLeft = box.left - frame.left - (drawing.clientWidth - box.width) / 2;
}

// The editor of trees: a click on a finding or a box goes to its line.
function goTo(text, line) {
  const rows = text.value.split("\n");
  const start = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (rows[line - 1] || "").length);
  text.scrollTop = (text.scrollHeight / rows.length) * (line - 1) - text.clientHeight / 3;
  text.scrollLeft = 0;
}

// It checks the text and draws it again a moment after the last key; one question at a time.
for (const form of document.querySelectorAll("form[data-check]")) {
  const text = form.elements.text;
  const panel = document.querySelector("[data-panel]");
  const drawing = document.querySelector("[data-drawing]");
  let timer = 0;
  let asking = false;
  async function check() {
    if (asking) return;
    asking = true;
    const sent = text.value;
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
      if (!answer.ok) return;
      const found = await answer.json();
      panel.innerHTML = found.panel;
      if (found.drawing) drawing.innerHTML = found.drawing;
    } catch {
      // Without a connection the last findings stay; the Check button says what is wrong.
    } finally {
      asking = false;
      if (text.value !== sent) timer = setTimeout(check, 400);
    }
  }
  text.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(check, 400); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const line = link && /^#line-(\d+)$/.exec(link.getAttribute("href") || "");
    if (!line) return;
    event.preventDefault();
    goTo(text, Number(line[1]));
  });
  if (text.dataset.line) goTo(text, Number(text.dataset.line));
}

// The one box grows with what is pasted; Enter sends it, Shift+Enter begins a line.
for (const box of document.querySelectorAll("[data-ask]")) {
  const fit = () => { box.rows = Math.min(12, box.value.split("\n").length); };
  box.addEventListener("input", fit);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    box.form.requestSubmit();
  });
  fit();
}

// A file is sent as soon as it is chosen, or dropped on the box.
for (const file of document.querySelectorAll("[data-send]")) {
  file.addEventListener("change", () => { if (file.files.length) file.form.requestSubmit(); });
  file.form.addEventListener("dragover", (event) => event.preventDefault());
  file.form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
    file.form.requestSubmit();
  });
}

// A box of one line would lose the line breaks of a log: what is pasted there is read at once.
for (const box of document.querySelectorAll("[data-read]")) {
  box.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    const token = document.querySelector("[name=csrf_token]");
    if (!token || !text.trim().includes("\n")) return;
    event.preventDefault();
    const form = document.createElement("form");
    const field = document.createElement("textarea");
    Object.assign(form, { method: "post", action: box.dataset.read, hidden: true });
    Object.assign(field, { name: "q", value: text });
    form.append(field, token.cloneNode());
    document.body.append(form);
    form.submit();
  });
}

// Type-ahead under a search box, as a combobox: arrow keys choose, Enter goes there, Escape closes.
class Suggestions {
  constructor(box, number) {
    this.box = box;
    this.lines = [];
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `suggestions-${number}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", box.getAttribute("aria-label"));
    this.list.hidden = true;
    box.form.append(this.list);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) box.setAttribute(name, value);
    // While Chinese is being composed the letters of the input method are no text yet.
    box.addEventListener("input", (event) => { if (!event.isComposing) this.later(); });
    box.addEventListener("compositionend", () => this.later());
    box.addEventListener("keydown", (event) => this.key(event), true);
    box.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const line = event.target.closest("[role=option]");
      if (line) this.go(Number(line.dataset.place));
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 90);
  }

  async ask() {
    const typed = this.box.value;
    if (typed.trim() === "" || typed.includes("\n") || typed.length > 60) return this.close();
    this.running?.abort();
    this.running = new AbortController();
    try {
      const address = `${this.box.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: this.running.signal });
      if (answer.ok && this.box.value === typed) this.show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(lines) {
    this.lines = lines;
    this.at = -1;
    this.list.replaceChildren(...lines.map((line, place) => this.option(line, place)));
    const open = lines.length > 0 && document.activeElement === this.box;
    this.list.hidden = !open;
    this.box.setAttribute("aria-expanded", String(open));
    this.box.removeAttribute("aria-activedescendant");
  }

  option(line, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.dataset.place = place;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const text = document.createElement("span");
    text.textContent = line.text;
    const label = document.createElement("span");
    label.className = "suggestions__label";
    label.textContent = line.label;
    item.append(text, label);
    return item;
  }

  close() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.show([]);
  }

  key(event) {
    if (event.isComposing || this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move(step);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.at >= 0) this.go(this.at);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  move(step) {
    const count = this.lines.length + 1;
    this.at = ((this.at + 1 + step + count) % count) - 1;
    for (const [place, item] of [...this.list.children].entries()) {
      item.setAttribute("aria-selected", String(place === this.at));
    }
    if (this.at < 0) return this.box.removeAttribute("aria-activedescendant");
    const item = this.list.children[this.at];
    this.box.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  go(place) {
    const line = this.lines[place];
    this.close();
    if (line.url) return location.assign(line.url);
    this.box.value = line.text;
    this.box.form.requestSubmit();
  }
}
for (const [number, box] of document.querySelectorAll("[data-suggest]").entries()) new Suggestions(box, number);

// "Why this hit" is fetched when somebody wants to know.
for (const details of document.querySelectorAll("details.why")) {
  details.addEventListener("toggle", async () => {
    const link = details.querySelector("a[data-load]");
    if (!details.open || !link) return;
    const answer = await fetch(link.href);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    link.replaceWith(document.adoptNode(page.getElementById("words")));
  });
}

// A long thread is read as a whole, or looked over, with one click.
for (const button of document.querySelectorAll("[data-open-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const all = [...document.querySelectorAll(button.dataset.openAll)];
    const open = !all.every((one) => one.open);
    for (const one of all) one.open = open;
  });
}

// A link to a line opens what it is folded into.
function reveal() {
  const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  place.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", reveal);
reveal();
