/**
 * Tabs, and the two panes of a lesson on a phone.
 *
 *   <div role="tablist"><button role="tab" id="tab-a" aria-controls="pane-a" aria-selected="true">…</button>…</div>
 *   <div role="tabpanel" id="pane-a" aria-labelledby="tab-a">…</div>      the server hides all panels but the chosen one
 *
 *   <div class="lesson" data-pane="lesson"> … <button data-show="sandbox" aria-pressed="false">…</button> </div>
 *
 * The event iamlab:reveal, sent on an element by another module, opens the panel that hides it.
 * A choice of tab is kept when a fragment with the same ids is swapped in.
 */

const chosen = new Map(); // id of the tablist → id of the tab a person chose

const tabsOf = (list) => [...list.querySelectorAll("[role=tab]")];

function select(tab) {
  for (const other of tabsOf(tab.closest("[role=tablist]"))) {
    const on = other === tab;
    other.setAttribute("aria-selected", on);
    other.tabIndex = on ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !on;
  }
}

function choose(tab) {
  const list = tab.closest("[role=tablist]");
  if (list.id) chosen.set(list.id, tab.id);
  select(tab);
}

function showPane(name) {
  const lesson = document.querySelector(".lesson[data-pane]");
  lesson.dataset.pane = name;
  for (const button of lesson.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", button.dataset.show === name);
  }
}

document.addEventListener("click", ({ target }) => {
  const tab = target.closest("[role=tab]");
  if (tab) choose(tab);
  const show = target.closest("[data-show]");
  if (show) {
    showPane(show.dataset.show);
    scrollTo(0, 0);
  }
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest("[role=tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  event.preventDefault();
  const tabs = tabsOf(tab.closest("[role=tablist]"));
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  choose(next);
  next.focus();
});

document.addEventListener("iamlab:reveal", ({ target }) => {
  const panel = target.closest("[role=tabpanel][hidden]");
  if (panel) select(document.getElementById(panel.getAttribute("aria-labelledby")));
  target.closest("details:not([open])")?.setAttribute("open", "");
});

document.addEventListener("htmx:afterSettle", () => {
  for (const [listId, tabId] of chosen) {
    const tab = document.getElementById(tabId);
    if (tab?.closest("[role=tablist]")?.id === listId) select(tab);
  }
});
