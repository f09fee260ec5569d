// Runs before the first paint, so that a chosen theme never flashes. No choice: the page follows the system.
try {
  const theme = localStorage.getItem("iamlab.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's theme it is.
}
