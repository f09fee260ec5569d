/**
 * The sandbox's own small things; forms, steps, tabs and drafts have their modules.
 *
 *   [data-copy]        beside a [data-report-text]: copies it, and says so, or says that the browser refused
 *   .one-line          a field that wraps but holds one line: Enter asks, as in the other fields of the panel, and never
 *                      presses what stands outside it, say Undo, nor a button that a swap took from under the focus
 *   [data-enter]       around fields with a button of their own: Enter in one of them presses that button
 *   [data-keeps-open]  a <details> that is swapped: it stays open, or shut, as somebody left it
 *   aria-invalid       follows the error under a field, which is swapped without the field
 */

const announcements = document.getElementById("announcements");
const ONE_LINE = ".one-line, [data-enter] input, #sandbox-panel input.form-control";
const leftOpen = new Map(); // what a <details> is called → whether somebody left it open

async function copy(button) {
  const text = button.closest("[data-report]").querySelector("[data-report-text]");
  text.select();
  let said = "Copied";
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    text.focus();
    said = "The browser did not copy it: the text is selected, copy it by key";
  }
  button.querySelector("span").textContent = said;
  announcements.textContent = `${said}.`;
}

function markErrors() {
  for (const error of document.querySelectorAll(".invalid-feedback[id$='-error']")) {
    const field = document.getElementById(error.id.replace(/-error$/, ""));
    if (!field) continue;
    if (error.hidden) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
  }
}

function refresh() {
  markErrors();
  for (const fold of document.querySelectorAll("[data-keeps-open]")) {
    const open = leftOpen.get(fold.dataset.keepsOpen);
    if (open !== undefined) fold.open = open;
  }
  if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copy]");
  if (button) copy(button);
  // The click on a summary comes before its fold opens or shuts.
  const fold = target.closest("summary")?.closest("[data-keeps-open]");
  if (fold) leftOpen.set(fold.dataset.keepsOpen, !fold.open);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches(ONE_LINE)) return;
  event.preventDefault();
  const button = event.target.closest("[data-enter]")?.querySelector("button");
  if (button) button.click();
  else [...event.target.form.elements].find(({ type }) => type === "submit").click();
});

document.addEventListener("htmx:afterSettle", () => {
  refresh();
  // The tab that the stepper opened above may have moved what the answer is about.
  const { activeElement } = document;
  if (activeElement.matches("#sandbox-panel [data-focus]")) activeElement.scrollIntoView({ block: "start" });
});
refresh();
