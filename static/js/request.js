/**
 * Offers for the request form.
 *
 *   <input list="action-offers" data-actions="/sandbox/actions/">   asks for actions that begin like what is typed
 *
 * Without this script every field can be typed, and `name="offered"` buttons are answered by the server.
 */

let asked = "";

async function offer(field) {
  const typed = field.value.includes(":") ? field.value : field.value.slice(0, 3);
  if (typed === asked) return;
  asked = typed;
  const answer = await fetch(`${field.dataset.actions}?q=${encodeURIComponent(typed)}`);
  if (!answer.ok || asked !== typed) return;
  const { offers } = await answer.json();
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
