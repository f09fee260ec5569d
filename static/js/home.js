/**
 * The decision of the front page comes back after a reload: the text by its draft, and here the prediction, sent again
 * with what it was about, so that it is not taken for one about a text that was edited since.
 *
 *   <form id="try"> … <input type="hidden" name="prediction" value="deny">      once something was predicted
 *                     <input type="hidden" name="predicted_of" value="…">
 */

const KEY = "iamlab.prediction";
const form = document.getElementById("try");

function remember() {
  const prediction = form.querySelector("input[name=prediction]")?.value;
  const of = form.querySelector("input[name=predicted_of]")?.value;
  try {
    if (prediction) sessionStorage.setItem(KEY, JSON.stringify([prediction, of]));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage is switched off: the prediction lasts until the page is left.
  }
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

const [before, of] = remembered();
const button = [...form.querySelectorAll("button[name=prediction]")].find((each) => each.value && each.value === before);
if (button) {
  const about = Object.assign(document.createElement("input"), { type: "hidden", name: "predicted_of", value: of });
  document.getElementById("try-answer").append(about);
  // Only then does htmx listen to the form.
  document.addEventListener("DOMContentLoaded", () => button.click());
}
form.addEventListener("htmx:afterSettle", remember);
