/**
 * A request that failed never reads as a wrong answer.
 *
 * base.html holds one <template data-failure="lost|refused|gone|busy|broken"> a kind of failure; its copy is shown in
 * #failures (role="alert"). A button [data-retry] in it sends the same request again; [data-reload] loads the page anew.
 * A request that takes longer than BUSY_AFTER says so by aria-busy on its button, or on what it will replace where typing
 * sent it; the old result stays until the new one comes. A double click on a button that sends is one press.
 */

const BUSY_AFTER = 300; // milliseconds
const place = document.getElementById("failures");
const waiting = new Map(); // request → what ends its waiting
let failed = null;

const clear = () => place.replaceChildren();

function show(kind, request) {
  failed = request;
  place.replaceChildren(document.querySelector(`template[data-failure="${kind}"]`).content.cloneNode(true));
}

function kindOf(status) {
  if (status === 403) return "refused";
  if (status === 404) return "gone";
  return status === 429 ? "busy" : "broken";
}

function retry() {
  const { verb, path, elt, target, parameters } = failed;
  if (!elt.isConnected) return location.reload();
  clear();
  return htmx.ajax(verb, path, { source: elt, target, values: parameters });
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => show("lost", detail.requestConfig));
}
document.addEventListener("htmx:responseError", ({ detail }) => show(kindOf(detail.xhr.status), detail.requestConfig));
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const busy = detail.requestConfig.triggeringEvent?.submitter ?? detail.target;
  const timer = setTimeout(() => busy.setAttribute("aria-busy", "true"), BUSY_AFTER);
  waiting.set(detail.xhr, () => {
    clearTimeout(timer);
    busy.removeAttribute("aria-busy");
  });
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  waiting.get(detail.xhr)?.();
  waiting.delete(detail.xhr);
  if (detail.successful) clear();
});

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("button");
    if (event.detail > 1 && button?.type === "submit") event.preventDefault();
  },
  true,
);

place.addEventListener("click", ({ target }) => {
  if (target.closest("[data-retry]")) retry();
  else if (target.closest("[data-reload]")) location.reload();
});
