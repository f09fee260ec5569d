/**
 * The two panes of a lesson, text and sandbox: side by side, or one at a time on a phone.
 *
 *   <div class="lesson" data-pane="lesson"> … <button data-show="sandbox" aria-pressed="false">…</button> </div>
 *   [data-try-it]      a button of the text: on a phone the sandbox comes to the front
 *   a[data-to-pane]    a skip link to the sandbox, or back to where the reader was in the text
 *   s                  the same by one key, there and back
 *
 * Each pane keeps how far it was scrolled.
 */

const lesson = document.querySelector(".lesson[data-pane]");
const sandbox = document.getElementById("sandbox");
const scrolled = { lesson: 0, sandbox: 0 };
let lastRead = null; // the element of the text that had the focus last

const oneAtATime = () => lesson.querySelector("[data-show]").checkVisibility();

function show(name) {
  if (!oneAtATime() || lesson.dataset.pane === name) return;
  scrolled[lesson.dataset.pane] = scrollY;
  lesson.dataset.pane = name;
  for (const button of lesson.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", button.dataset.show === name);
  }
  scrollTo(0, scrolled[name]);
}

function goTo(name) {
  show(name);
  const text = lastRead?.isConnected ? lastRead : document.getElementById("main");
  (name === "sandbox" ? sandbox : text).focus({ preventScroll: name === "lesson" && oneAtATime() });
}

if (lesson) {
  document.addEventListener("focusin", ({ target }) => {
    if (target.closest(".lesson-text")) lastRead = target;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show]");
    if (button) show(button.dataset.show);
    const link = event.target.closest("[data-to-pane]");
    if (!link) return;
    event.preventDefault();
    goTo(link.dataset.toPane);
  });
  document.addEventListener("submit", ({ submitter }) => {
    if (submitter?.matches("[data-try-it]")) show("sandbox");
  });
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key.toLowerCase() !== "s" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.documentElement.dataset.keys === "off") return;
    if (target.matches("input:not([type=radio]), select, textarea, [contenteditable], dialog *")) return;
    event.preventDefault();
    goTo(sandbox.contains(target) ? "lesson" : "sandbox");
  });
}
