/**
 * The header: theme button and menu.
 *
 *   <button data-theme-toggle hidden><svg><use href="…icons.svg#i-system"/></svg></button>   system → light → dark
 *   <details data-menu><summary>…</summary>…</details>                                       closes by Escape or a click elsewhere
 */

const THEMES = ["system", "light", "dark"];
const ICONS = { system: "i-system", light: "i-sun", dark: "i-moon" };
const root = document.documentElement;

const chosenTheme = () => root.dataset.theme ?? "system";

function applyTheme(theme) {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem("iamlab.theme");
    else localStorage.setItem("iamlab.theme", theme);
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
}

function describeTheme(button) {
  const theme = chosenTheme();
  const use = button.querySelector("use");
  use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${ICONS[theme]}`);
  const label = theme === "system" ? "Theme: follows the system" : `Theme: ${theme}`;
  button.setAttribute("aria-label", label);
  button.title = label;
}

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.hidden = false;
  describeTheme(button);
  button.addEventListener("click", () => {
    applyTheme(THEMES[(THEMES.indexOf(chosenTheme()) + 1) % THEMES.length]);
    describeTheme(button);
  });
}

for (const menu of document.querySelectorAll("[data-menu]")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}
