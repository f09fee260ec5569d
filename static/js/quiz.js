/**
 * Answering a quiz.
 *
 *   [data-ordering] li [data-move="-1|1"]     moves a thing up or down; the places in the selects follow
 *   form[data-answer]                         keys s, f and g choose how sure one is: sure, fairly, a guess
 *
 * Without this script places are chosen in the selects.
 */

const KEYS = { s: "sure", f: "fairly", g: "guess" };

function renumber(list) {
  [...list.children].forEach((item, index) => {
    item.querySelector("select").value = String(index + 1);
  });
}

function start() {
  for (const list of document.querySelectorAll("[data-ordering]")) {
    for (const movers of list.querySelectorAll("[data-movers]")) movers.hidden = false;
  }
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-ordering] [data-move]");
  if (!button) return;
  const item = button.closest("li");
  const other = button.dataset.move === "-1" ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (button.dataset.move === "-1") other.before(item);
  else other.after(item);
  renumber(item.parentElement);
  button.focus();
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-answer]");
  const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  if (!form || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.keys === "off" || !KEYS[event.key]) return;
  const choice = form.querySelector(`[name=confidence][value=${KEYS[event.key]}]`);
  if (!choice) return;
  choice.checked = true;
  event.preventDefault();
}, { capture: true });

document.addEventListener("htmx:afterSettle", start);
start();
