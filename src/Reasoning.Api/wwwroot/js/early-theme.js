// Before the first paint, so that nobody who chose dark is shown a flash of light. Not a module: those wait.
(() => {
  try {
    const theme = localStorage.getItem('reasoning.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is forbidden: as the system has it.
  }
})();
