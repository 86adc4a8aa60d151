const PHONE = matchMedia('(max-width: 60rem)');

/** A panel beside the conversation; on a small screen a dialog over it. One is open at a time. */
export class SidePanel {
  static #open;
  #dialog;
  #opener;
  #changed;

  constructor(dialog, { changed = () => {} } = {}) {
    this.#dialog = dialog;
    this.#changed = changed;
    dialog.querySelector('[data-close]').addEventListener('click', () => this.close());
    dialog.addEventListener('close', () => this.#closed());
    dialog.addEventListener('keydown', (event) => {
      // A modal dialog closes by itself.
      if (event.key !== 'Escape' || dialog.matches(':modal')) return;
      event.stopPropagation();
      this.close();
    });
    PHONE.addEventListener('change', () => this.close());
  }

  get isOpen() {
    return this.#dialog.open;
  }

  open(opener) {
    this.#opener = opener ?? this.#opener;
    if (this.isOpen) return;
    SidePanel.#open?.close();
    SidePanel.#open = this;
    if (PHONE.matches) this.#dialog.showModal();
    else this.#dialog.show();
    this.#changed(true);
  }

  close() {
    if (this.isOpen) this.#dialog.close();
  }

  toggle(opener) {
    if (this.isOpen) this.close();
    else this.open(opener);
  }

  #closed() {
    if (SidePanel.#open === this) SidePanel.#open = undefined;
    this.#changed(false);
    if (this.#opener?.isConnected && (document.activeElement === document.body || this.#dialog.contains(document.activeElement))) this.#opener.focus();
  }
}
