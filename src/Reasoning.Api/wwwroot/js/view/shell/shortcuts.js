const KEY = 'reasoning.shortcuts';

/** Single keys that do something while nobody writes; they can be turned off, for those whose voice or hand types them unasked. */
export class Shortcuts {
  #actions;
  #dialog;
  #enabled = true;

  /** actions: { key: action }; Escape calls `stop`, which says whether there was something to stop. */
  constructor(root, { actions, stop }) {
    this.#actions = { ...actions, '?': () => this.show() };
    this.#dialog = root.querySelector('#help');
    root.querySelector('#help-close').addEventListener('click', () => this.#dialog.close());
    const toggle = root.querySelector('#single-keys');
    this.#enabled = stored();
    toggle.checked = this.#enabled;
    toggle.addEventListener('change', () => this.#enable(toggle.checked));
    document.addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.key === 'Escape') {
        if (!document.querySelector('dialog:modal, :popover-open') && stop()) event.preventDefault();
      } else this.#press(event);
    });
  }

  show() {
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#enabled) return;
    if (event.target.closest?.('input, textarea, select, [contenteditable]') || document.querySelector('dialog:modal')) return;
    const action = Object.hasOwn(this.#actions, event.key) ? this.#actions[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  }

  #enable(enabled) {
    this.#enabled = enabled;
    try {
      localStorage.setItem(KEY, enabled ? 'on' : 'off');
    } catch {
      // Storage is forbidden: it lasts as long as the page.
    }
  }
}

function stored() {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}
