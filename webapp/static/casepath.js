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
