/**
 * Nothing typed is lost: fields keep their text in the browser at each key, and get it back after a reload.
 *
 *   <textarea data-draft="lesson-1.4/read-reports" data-draft-version="3">
 *
 * data-draft            names the field; it should also name the learner where several share a browser
 * data-draft-version    changes whenever the server keeps a newer value; a draft of another version is dropped
 *
 * iamlab:kept           an event on a form, with detail.version: the server keeps what was sent. The form's fields get that
 *                       version; what was typed since is kept here under it
 *
 * A restored field sends "input", so whatever listens to typing hears of it. Radio buttons of one group share a name.
 * Resetting a form forgets its drafts.
 */

const PREFIX = "iamlab.draft.";
const restored = new WeakSet();

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

function write(key, draft) {
  try {
    if (draft) localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // Storage is off or full: the text is still in the field.
  }
}

const isChoice = (field) => field.type === "radio" || field.type === "checkbox";
const versionOf = (field) => field.dataset.draftVersion ?? "";

function restore(field) {
  if (restored.has(field)) return;
  restored.add(field);
  const draft = read(field.dataset.draft);
  if (!draft) return;
  if (draft.version !== versionOf(field)) return write(field.dataset.draft, null);
  const differs = isChoice(field) ? (draft.text === field.value) !== field.checked : draft.text !== field.value;
  if (!differs) return;
  if (isChoice(field)) field.checked = draft.text === field.value;
  else field.value = draft.text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function restoreAll() {
  document.querySelectorAll("[data-draft]").forEach(restore);
}

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-draft]") || (target.type === "radio" && !target.checked)) return;
  const text = target.type === "checkbox" && !target.checked ? null : target.value;
  write(target.dataset.draft, { version: versionOf(target), text });
});
document.addEventListener("iamlab:kept", ({ target, detail }) => {
  for (const field of target.querySelectorAll("[data-draft]")) {
    field.dataset.draftVersion = detail.version;
    if (read(field.dataset.draft)) write(field.dataset.draft, { version: detail.version, text: field.value });
  }
});
document.addEventListener("reset", ({ target }) => {
  for (const field of target.querySelectorAll("[data-draft]")) write(field.dataset.draft, null);
});
document.addEventListener("htmx:afterSettle", restoreAll);
restoreAll();
