/**
 * Tabs.
 *
 *   <div role="tablist"><button role="tab" id="tab-a" aria-controls="pane-a" aria-selected="true">…</button>…</div>
 *   <div role="tabpanel" id="pane-a" aria-labelledby="tab-a">…</div>      the server hides all panels but the chosen one
 *
 * The event iamlab:reveal, sent on an element by another module, opens the panel that hides it. While the focus is in a
 * panel nothing opens or closes under somebody's hands: the tab is marked with data-here instead, until the step moves
 * on, or the tab is opened.
 * A choice of tab is kept when a fragment with the same ids is swapped in.
 */

const chosen = new Map(); // id of the tablist → id of the tab a person chose

const tabsOf = (list) => [...list.querySelectorAll("[role=tab]")];
const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

function mark(tab, here) {
  if (here) tab.dataset.here = "";
  else delete tab.dataset.here;
  tab.ariaDescription = here ? "The current step is here" : null;
}

function select(tab) {
  for (const other of tabsOf(tab.closest("[role=tablist]"))) {
    const on = other === tab;
    other.setAttribute("aria-selected", on);
    other.tabIndex = on ? 0 : -1;
    panelOf(other).hidden = !on;
    mark(other, false);
  }
  bringIntoSight(tab);
}

/** Scrolls a list of many tabs, and nothing else, so that the open one can be seen. */
function bringIntoSight(tab) {
  const list = tab.closest("[role=tablist]");
  const [at, within] = [tab.getBoundingClientRect(), list.getBoundingClientRect()];
  if (at.left < within.left || at.right > within.right) list.scrollLeft += at.left - within.left - 16;
}

function choose(tab) {
  const list = tab.closest("[role=tablist]");
  if (list.id) chosen.set(list.id, tab.id);
  select(tab);
}

function reveal(panel) {
  const tab = document.getElementById(panel.getAttribute("aria-labelledby"));
  const tabs = tabsOf(tab.closest("[role=tablist]"));
  const busy = tabs.some((each) => panelOf(each).contains(document.activeElement));
  if (!panel.hidden || !busy) return select(tab);
  for (const each of tabs) mark(each, each === tab);
}

document.addEventListener("click", ({ target }) => {
  const tab = target.closest("[role=tab]");
  if (tab) choose(tab);
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
  const panel = target.closest("[role=tabpanel]");
  if (panel) reveal(panel);
  target.closest("details:not([open])")?.setAttribute("open", "");
});

const showAll = () => document.querySelectorAll("[role=tab][aria-selected=true]").forEach(bringIntoSight);

document.addEventListener("htmx:afterSettle", () => {
  showAll();
  for (const [listId, tabId] of chosen) {
    const tab = document.getElementById(tabId);
    if (tab?.closest("[role=tablist]")?.id === listId) select(tab);
  }
});
showAll();
