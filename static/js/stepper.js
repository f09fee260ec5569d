/**
 * The decision stepper: one step of the list is current, says its sentence, and lights what it speaks of.
 *
 * Everything belongs to a root, which stays when the fragments inside it are swapped:
 *
 *   <div data-stepper="lesson-1.4">
 *     {% include "shell/_stepper.html" %}                          the bar: buttons, counter, sentence, track; hidden without script
 *     <ol class="steps">
 *       <li data-step="identity/read-reports/0/Resource"           a key that stays the same when a policy is edited
 *           data-policy="read-reports" data-path="/Statement/0/Resource"     what to light (both optional)
 *           data-gate="identity"                                   which gate is current (optional)
 *           data-gate-name="Identity policies"                     what it is called, for the counter (optional)
 *           data-value="resource"                                  which value of the request it is compared with (optional)
 *           data-deciding                                          the step shown first; at most one
 *           data-open>                                             the step that the address asks for, shown before that
 *         Resource <code>arn:aws:s3:::northwind-reports/*</code> does not match: other bucket.
 *       </li> …
 *     </ol>
 *     <li class="gate" data-gate="identity">…                      gets aria-current="step"
 *     <div data-policy="read-reports">… <span class="el" data-path="/Statement/0/Resource">…      gets the class "here"
 *     <span data-request="resource">arn:…</span>                   gets the class "here-value"
 *   </div>
 *
 * Gate, element and value may each be there several times (an element over several lines is several spans). A path
 * without a span of its own lights the nearest one above it. What is hidden in a tab is asked to show itself by the
 * event iamlab:reveal, and an editor that shows the same text elsewhere hears of a step that a person chose by
 * iamlab:scroll. A <details data-steps> around the list is closed once the bar is there. The root may carry
 * data-arrows="off" where other arrow keys matter more.
 *
 * A field [data-step-key] in the root holds the current step's key, for the server.
 *
 * A place that a person chose is kept by its key when a decision is made again; otherwise the deciding step is shown.
 * A button [data-begin] of the root's form brings another decision: its steps begin at the "first" or the "deciding" one.
 * While there are no steps nothing is lit.
 */

const FIRST = Symbol("the first step");
const places = new Map(); // name of the root → key of the step a person chose, or FIRST

const stepsOf = (root) => [...root.querySelectorAll("[data-step]")];
const indexIn = (steps) => Math.max(0, steps.findIndex((step) => step.hasAttribute("aria-current")));

function startingStep(root, steps) {
  const kept = places.get(root.dataset.stepper);
  if (kept === FIRST) return 0;
  const find = (test) => steps.findIndex(test);
  const index = find((step) => step.dataset.step === kept);
  if (index >= 0) return index;
  const open = find((step) => step.hasAttribute("data-open"));
  if (open >= 0 && kept === undefined) return open;
  const deciding = find((step) => step.hasAttribute("data-deciding"));
  return deciding >= 0 ? deciding : steps.length - 1;
}

/** The spans of the element at `path`, or of the nearest element around it. */
function elementsAt(root, policy, path) {
  const pane = [...root.querySelectorAll("[data-policy]:not([data-step])")].find((el) => el.dataset.policy === policy);
  if (!pane) return [];
  for (let at = path ?? ""; at; at = at.slice(0, at.lastIndexOf("/"))) {
    const found = pane.querySelectorAll(`[data-path="${CSS.escape(at)}"]`);
    if (found.length) return [...found];
  }
  return [pane];
}

function light(root, { policy, path, gate, value }) {
  for (const el of root.querySelectorAll(".el.here")) el.classList.remove("here");
  for (const el of root.querySelectorAll("[data-request]")) el.classList.toggle("here-value", el.dataset.request === value);
  for (const el of root.querySelectorAll("[data-gate]:not([data-step])")) {
    if (el.dataset.gate === gate) el.setAttribute("aria-current", "step");
    else el.removeAttribute("aria-current");
  }
  for (const tab of root.querySelectorAll("[role=tab][data-here]")) delete tab.dataset.here;
  const lit = policy ? elementsAt(root, policy, path) : [];
  lit[0]?.dispatchEvent(new CustomEvent("iamlab:reveal", { bubbles: true }));
  for (const el of lit) if (el.matches(".el")) el.classList.add("here");
  return lit[0];
}

function fillBar(bar, steps, index) {
  const sentence = bar.querySelector("[data-step-say]");
  sentence.replaceChildren(...[...steps[index].cloneNode(true).childNodes]);
  bar.querySelector("[data-step-now]").textContent = index + 1;
  bar.querySelector("[data-step-total]").textContent = steps.length;
  const gate = steps[index].dataset.gateName ?? "";
  bar.querySelector("[data-step-gate]").textContent = gate;
  const off = { first: index === 0, prev: index === 0, next: index === steps.length - 1, last: index === steps.length - 1 };
  for (const button of bar.querySelectorAll("[data-go]")) button.setAttribute("aria-disabled", off[button.dataset.go]);
  const track = bar.querySelector("[data-step-track]");
  Object.assign(track, { max: steps.length, value: index + 1 });
  track.setAttribute("aria-valuetext", `Step ${index + 1} of ${steps.length}, ${gate}: ${sentence.textContent.trim()}`);
  bar.querySelector("[data-step-ticks]").replaceChildren(
    ...steps.map((step, i) => {
      const tick = document.createElement("i");
      if (i === index) tick.className = "now";
      else if (i < index) tick.className = "past";
      if (i && step.dataset.gate !== steps[i - 1].dataset.gate) tick.classList.add("gate-begins");
      return tick;
    }),
  );
}

function show(root, index, { byHand = false } = {}) {
  const steps = stepsOf(root);
  steps.forEach((step, i) => (i === index ? step.setAttribute("aria-current", "step") : step.removeAttribute("aria-current")));
  const bar = root.querySelector("[data-stepper-bar]");
  if (bar) fillBar(bar, steps, index);
  const key = root.querySelector("[data-step-key]");
  if (key) key.value = steps[index].dataset.step;
  const lit = light(root, steps[index].dataset);
  if (!byHand) return;
  places.set(root.dataset.stepper, steps[index].dataset.step);
  lit?.scrollIntoView({ block: "nearest" });
  lit?.dispatchEvent(new CustomEvent("iamlab:scroll", { bubbles: true }));
}

/** Takes away what an earlier decision lit, the bars of its statements too. */
function goDark(root) {
  light(root, {});
  for (const line of root.querySelectorAll("[data-policy] .line[data-state]")) delete line.dataset.state;
}

function start(root) {
  const steps = stepsOf(root);
  const bar = root.querySelector("[data-stepper-bar]");
  if (bar) bar.hidden = steps.length === 0;
  if (steps.length === 0) return goDark(root);
  const list = steps[0].closest("details[data-steps]");
  if (list && !list.dataset.ready) {
    list.dataset.ready = "";
    list.open = false;
  }
  show(root, startingStep(root, steps));
}

function go(root, where) {
  const steps = stepsOf(root);
  if (!steps.length) return;
  const now = indexIn(steps);
  const to = { first: 0, prev: now - 1, next: now + 1, last: steps.length - 1 }[where];
  if (to >= 0 && to < steps.length) show(root, to, { byHand: true });
}

/** The stepper that the arrow keys mean: the one around the focus, or the first on the page that can be seen. */
function stepperFor(target) {
  const around = target.closest("[data-stepper]");
  if (around) return around;
  return [...document.querySelectorAll("[data-stepper]")].find((root) => root.checkVisibility() && stepsOf(root).length);
}

const OWN_ARROWS = "input, select, textarea, [contenteditable], [role=tab], .scroller, dialog *";

document.addEventListener("click", ({ target }) => {
  const root = target.closest("[data-stepper]");
  if (!root) return;
  const button = target.closest("[data-go]");
  if (button) go(root, button.dataset.go);
  const step = target.closest("[data-step]");
  if (step && !target.closest("a, button")) show(root, stepsOf(root).indexOf(step), { byHand: true });
});

document.addEventListener("submit", ({ target, submitter }) => {
  const begin = submitter?.dataset.begin;
  if (begin === "first") places.set(target.dataset.stepper, FIRST);
  else if (begin) places.delete(target.dataset.stepper);
});

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-step-track]")) show(target.closest("[data-stepper]"), target.value - 1, { byHand: true });
});

document.addEventListener("keydown", (event) => {
  const where = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  if (!where || modified || event.defaultPrevented || document.documentElement.dataset.keys === "off") return;
  if (event.target.matches(OWN_ARROWS)) return;
  const root = stepperFor(event.target);
  if (!root || root.dataset.arrows === "off") return;
  event.preventDefault();
  go(root, where);
});

const startAll = () => document.querySelectorAll("[data-stepper]").forEach(start);
document.addEventListener("htmx:afterSettle", startAll);
startAll();
