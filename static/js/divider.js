/**
 * The divider between the text of a lesson and its sandbox.
 *
 *   <div class="divider" role="separator" tabindex="0" aria-orientation="vertical" aria-controls="…" data-divider></div>
 *
 * It follows the pointer; with the focus the arrow keys move it (with Shift further), Home and End as far as it goes. A
 * double click or Delete puts it back where it was at first. The share that the text has is kept in the browser;
 * static/js/theme.js sets it again before the first paint.
 */

const divider = document.querySelector("[data-divider]");
const root = document.documentElement;
const LEAST = 25;
const MOST = 75;
const STEP = 2;
const BIG_STEP = 10;

/** The share of the width that the text has now, in hundredths. */
function share() {
  const { left, width } = divider.parentElement.getBoundingClientRect();
  return Math.round(((divider.nextElementSibling.getBoundingClientRect().left - left) / width) * 100);
}

function tell() {
  divider.setAttribute("aria-valuenow", share());
}

function remember(value) {
  try {
    if (value) localStorage.setItem("iamlab.split", value);
    else localStorage.removeItem("iamlab.split");
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
}

function move(wanted) {
  const value = Math.min(MOST, Math.max(LEAST, Math.round(wanted)));
  root.style.setProperty("--split", `${value}%`);
  remember(value);
}

function putBack() {
  root.style.removeProperty("--split");
  remember(null);
}

function drag({ clientX }) {
  const { left, width } = divider.parentElement.getBoundingClientRect();
  move(((clientX - left) / width) * 100);
}

function press(event) {
  const step = event.shiftKey ? BIG_STEP : STEP;
  const moves = {
    ArrowLeft: () => move(share() - step),
    ArrowRight: () => move(share() + step),
    Home: () => move(LEAST),
    End: () => move(MOST),
    Delete: putBack,
  };
  if (event.ctrlKey || event.metaKey || event.altKey || !moves[event.key]) return;
  event.preventDefault();
  moves[event.key]();
}

if (divider) {
  divider.setAttribute("aria-valuemin", LEAST);
  divider.setAttribute("aria-valuemax", MOST);
  divider.hidden = false;
  // An observer tells only after the first paint, and a separator that takes the focus has a value from the start.
  tell();
  new ResizeObserver(tell).observe(divider.nextElementSibling);
  divider.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    divider.focus();
    divider.setPointerCapture(event.pointerId);
    divider.addEventListener("pointermove", drag);
  });
  divider.addEventListener("lostpointercapture", () => divider.removeEventListener("pointermove", drag));
  divider.addEventListener("dblclick", putBack);
  divider.addEventListener("keydown", press);
}
