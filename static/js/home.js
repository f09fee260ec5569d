/**
 * The decision of the front page comes back after a reload: the text by its draft, and here the prediction, sent again.
 *
 *   <form id="try"> … <input type="hidden" name="prediction" value="deny">      once something was predicted
 */

const KEY = "iamlab.prediction";
const form = document.getElementById("try");

function remember() {
  const prediction = form.querySelector("input[name=prediction]")?.value;
  try {
    if (prediction) sessionStorage.setItem(KEY, prediction);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage is switched off: the prediction lasts until the page is left.
  }
}

function remembered() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const before = remembered();
const button = [...form.querySelectorAll("button[name=prediction]")].find((each) => each.value && each.value === before);
// Only then does htmx listen to the form.
if (button) document.addEventListener("DOMContentLoaded", () => button.click());
form.addEventListener("htmx:afterSettle", remember);
