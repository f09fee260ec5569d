// Runs before the first paint, so that nothing moves or flashes: the chosen theme (none: the page follows the system), and
// the share of a lesson that its text has, as static/js/divider.js keeps it.
try {
  const theme = localStorage.getItem("iamlab.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  const split = Number(localStorage.getItem("iamlab.split"));
  if (split >= 25 && split <= 75) document.documentElement.style.setProperty("--split", `${split}%`);
} catch {
  // Storage is switched off: the system's theme it is, and the text's own width.
}
