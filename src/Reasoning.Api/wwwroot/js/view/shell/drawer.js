const PHONE = matchMedia('(max-width: 48rem)');
const KEY = 'reasoning.sidebar';

/** The side bar: beside the conversation and foldable; on a small screen a drawer over it. */
export class Drawer {
  #app;
  #sidebar;
  #toggle;
  #rest;
  #open;

  constructor(root) {
    this.#app = root.querySelector('#app');
    this.#sidebar = root.querySelector('#sidebar');
    this.#toggle = root.querySelector('#toggle-sidebar');
    this.#rest = root.querySelector('#column');
    this.#toggle.addEventListener('click', () => this.set(!this.#open));
    root.querySelector('#close-sidebar').addEventListener('click', () => this.set(false));
    root.querySelector('#backdrop').addEventListener('click', () => this.set(false));
    this.#sidebar.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.isOver) return;
      event.stopPropagation();
      this.set(false);
    });
    PHONE.addEventListener('change', () => this.#apply(!PHONE.matches && remembered()));
    this.#apply(!PHONE.matches && remembered());
  }

  get isOver() {
    return PHONE.matches && this.#open;
  }

  set(open) {
    this.#apply(open);
    if (PHONE.matches) (open ? this.#sidebar.querySelector('#new-session') : this.#toggle).focus();
    else remember(open);
  }

  toggle() {
    this.set(!this.#open);
  }

  /** Somebody went to a session: a drawer has done its work. */
  leave() {
    if (this.isOver) this.#apply(false);
  }

  #apply(open) {
    this.#open = open;
    this.#app.classList.toggle('sidebar-closed', !open);
    this.#toggle.setAttribute('aria-expanded', String(open));
    this.#sidebar.inert = !open;
    this.#rest.inert = PHONE.matches && open;
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY) !== 'closed';
  } catch {
    return true;
  }
}

function remember(open) {
  try {
    localStorage.setItem(KEY, open ? 'open' : 'closed');
  } catch {
    // Storage is forbidden: it lasts as long as the page.
  }
}
