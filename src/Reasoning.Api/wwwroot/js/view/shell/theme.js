const KEY = 'reasoning.theme';
const THEMES = ['auto', 'light', 'dark'];

/** Light, dark, or as the system has it; kept in this browser. js/early-theme.js sets it before the first paint. */
export class ThemeSwitch {
  constructor(root) {
    const chosen = stored();
    for (const radio of root.querySelectorAll('input[name="theme"]')) {
      radio.checked = radio.value === chosen;
      radio.addEventListener('change', () => apply(radio.value));
    }
  }
}

function stored() {
  const { theme } = document.documentElement.dataset;
  return THEMES.includes(theme) ? theme : 'auto';
}

function apply(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}
