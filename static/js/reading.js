/**
 * Where somebody is in a lesson, so that they can go on there.
 *
 *   <article class="lesson-text" data-leave="/lessons/…/leave/" data-place="a-hat-on-a-hook">
 *     <h2 id="…">…</h2> … <section id="quiz">…</section>
 *
 * The section that is on the screen is sent when the page is left or hidden, if it is another than the server knows.
 */

const text = document.querySelector(".lesson-text[data-leave]");

/** The last heading above the middle of the window: what is being read. */
function placeNow() {
  const middle = innerHeight / 2;
  const marks = [...text.querySelectorAll(":scope > h1[id], :scope > h2[id], :scope > #quiz")];
  const read = marks.filter((mark) => mark.checkVisibility() && mark.getBoundingClientRect().top < middle);
  return read.at(-1)?.id ?? "";
}

function leave() {
  if (document.visibilityState !== "hidden") return;
  const place = placeNow();
  if (!place || place === text.dataset.place) return;
  text.dataset.place = place;
  const data = new FormData();
  data.set("place", place);
  data.set("csrfmiddlewaretoken", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]);
  navigator.sendBeacon(text.dataset.leave, data);
}

if (text) document.addEventListener("visibilitychange", leave);
