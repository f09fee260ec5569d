/**
 * After a swap nobody is lost: focus stays where it was, goes to the first wrong field, or to what replaced the
 * focused element; and what changed is said once.
 *
 *   [data-announce="Denied implicitly."]   in a swapped fragment: its text goes to the live region #announcements
 *   [data-focus]                           in a swapped fragment: takes the focus (the next question of a quiz)
 *   [aria-invalid="true"]                  in a swapped form: the first one takes the focus
 *
 * A form that asks after a pause in typing presses no button, though one may have the focus by then.
 */

const announcements = document.getElementById("announcements");
let focusWasInside = false;

function take(element) {
  if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) element.tabIndex = -1;
  element.focus();
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  focusWasInside = detail.target.contains(document.activeElement);
});

/** What stands where the target stood: after an outerHTML swap it is a new element with the same id. */
const replacement = (target) => (target.isConnected ? target : document.getElementById(target.id));

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const fragment = detail.elt;
  const within = (selector) => (fragment.matches(selector) ? fragment : fragment.querySelector(selector));
  const said = within("[data-announce]")?.dataset.announce;
  if (said) announcements.textContent = said;

  const wanted = within("[data-focus]") ?? (focusWasInside ? within("[aria-invalid='true']") : null);
  const lost = focusWasInside && document.activeElement === document.body;
  const focus = wanted ?? (lost ? replacement(detail.target) : null);
  if (focus) take(focus);
});

// htmx sends a form as by the button that has the focus.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.triggeringEvent?.type !== "input" || !detail.elt.matches("form[hx-post]")) return;
  detail.path = detail.elt.getAttribute("hx-post");
  const button = document.activeElement.closest("button");
  if (button?.name) delete detail.parameters[button.name];
});
