/**
 * The keys of the whole site. <dialog id="keys"> lists them and can switch them off.
 *
 *   ?            opens the list; so does a click on [data-open-keys]
 *   Ctrl+Enter   sends the form around the focus when it is marked data-run (on a Mac also Command+Enter)
 *   Escape       leaves the editor: a textarea marked data-editor or inside [data-editor]
 *
 * The arrow keys belong to stepper.js. While keys are off, <html data-keys="off"> says so to every module.
 */

const dialog = document.getElementById("keys");
const onOff = dialog.querySelector("[data-keys-on]");
const root = document.documentElement;

function remember(on) {
  if (on) delete root.dataset.keys;
  else root.dataset.keys = "off";
  try {
    if (on) localStorage.removeItem("iamlab.keys");
    else localStorage.setItem("iamlab.keys", "off");
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
}

function stored() {
  try {
    return localStorage.getItem("iamlab.keys") !== "off";
  } catch {
    return true;
  }
}

remember(stored());
onOff.checked = root.dataset.keys !== "off";
onOff.addEventListener("change", () => remember(onOff.checked));

const isTyping = (element) => element.matches("input, select, textarea, [contenteditable]");

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-open-keys]")) return;
  event.preventDefault();
  dialog.showModal();
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || root.dataset.keys === "off") return;
  const { key, target } = event;
  if (key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(target) && !dialog.open) {
    event.preventDefault();
    dialog.showModal();
  } else if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = target.form ?? target.closest("form");
    if (!form?.matches("[data-run]")) return;
    event.preventDefault();
    // htmx sends with the button that had the focus last, and so with one that was swapped away meanwhile: press one,
    // the one that Enter presses.
    [...form.elements].find(({ type }) => type === "submit").click();
  } else if (key === "Escape" && target.matches("textarea[data-editor], [data-editor] textarea")) {
    target.blur();
  }
});
