/**
 * Where somebody is in a lesson, so that they can go on there.
 *
 *   <article class="lesson-text" data-keep-place="/lessons/…/place/" data-place="a-hat-on-a-hook">
 *     <h2 id="…">…</h2> … <section id="quiz">…</section>
 *
 * Whoever scrolls and then reads has the section on the screen kept, if it is another than the server knows.
 */

const text = document.querySelector(".lesson-text[data-keep-place]");
const READS_AFTER = 2000; // milliseconds without scrolling
let timer = 0;

/** The last heading above the middle of the window: what is being read. */
function placeNow() {
  const middle = innerHeight / 2;
  const marks = [...text.querySelectorAll(":scope > h1[id], :scope > h2[id], :scope > #quiz")];
  const read = marks.filter((mark) => mark.checkVisibility() && mark.getBoundingClientRect().top < middle);
  return read.at(-1)?.id ?? "";
}

async function keep() {
  const place = placeNow();
  if (!place || place === text.dataset.place) return;
  text.dataset.place = place;
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  try {
    await fetch(text.dataset.keepPlace, { method: "POST", headers, body: new URLSearchParams({ place }), keepalive: true });
  } catch {
    // Without a connection the place of before stays.
  }
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(keep, READS_AFTER);
}

if (text) addEventListener("scroll", wait, { passive: true });
