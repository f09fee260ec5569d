/**
 * A request that failed never reads as a wrong answer.
 *
 * base.html holds one <template data-failure="lost|refused|busy|broken"> a kind of failure; its copy is shown in
 * #failures (role="alert"). A button [data-retry] in it sends the same request again; [data-reload] loads the page anew.
 */

const place = document.getElementById("failures");
let failed = null;

const clear = () => place.replaceChildren();

function show(kind, request) {
  failed = request;
  place.replaceChildren(document.querySelector(`template[data-failure="${kind}"]`).content.cloneNode(true));
}

function kindOf(status) {
  if (status === 403) return "refused";
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
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) clear();
});

place.addEventListener("click", ({ target }) => {
  if (target.closest("[data-retry]")) retry();
  else if (target.closest("[data-reload]")) location.reload();
  else if (target.closest("[data-dismiss]")) clear();
});
