/**
 * Offers for the request form.
 *
 *   <input list="action-offers" data-actions="/sandbox/actions/">   asks for actions that begin like what is typed
 *
 * Without this script every field can be typed, and `name="offered"` buttons are answered by the server.
 */

let asked = "";

async function offersFor(address, typed) {
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`);
    return answer.ok ? (await answer.json()).offers : null;
  } catch {
    return null; // Offers that do not come are no fault of what was typed; a lost connection is told where it is sent.
  }
}

async function offer(field) {
  const typed = field.value.includes(":") ? field.value : field.value.slice(0, 3);
  if (typed === asked) return;
  asked = typed;
  const offers = await offersFor(field.dataset.actions, typed);
  if (!offers) asked = ""; // The next key asks again.
  if (!offers || asked !== typed) return;
  const options = offers.map(({ value, label }) => {
    const option = document.createElement("option");
    Object.assign(option, { value, label });
    return option;
  });
  field.list.replaceChildren(...options);
}

for (const event of ["input", "focusin"]) {
  document.addEventListener(event, ({ target }) => {
    if (target.matches?.("[data-actions]")) offer(target);
  });
}
