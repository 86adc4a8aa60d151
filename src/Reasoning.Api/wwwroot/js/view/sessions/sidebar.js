import { SessionList } from '../../session/session-list.js';
import { visible } from '../../text/visible.js';
import { el, setHidden, setText } from '../dom.js';
import { sessionRow, titleOf } from './session-row.js';

const SEARCH_DELAY_MS = 200;

/** The sessions of the server: to search, to open, to name and to delete. */
export class Sidebar {
  #list = new SessionList();
  #api;
  #actions;
  #root;
  #search;
  #more;
  #status;
  #confirm;
  #current;
  #front;
  #editing = false;
  #asked = 0;
  #timer = 0;
  #changed;

  constructor(root, { api, address, open, deleted, changed, confirm }) {
    this.#api = api;
    this.#changed = changed;
    this.#confirm = confirm;
    this.#root = root.querySelector('#session-list');
    this.#search = root.querySelector('#session-search');
    this.#more = root.querySelector('#more-sessions');
    this.#status = root.querySelector('#session-status');
    this.#actions = {
      address, open, deleted,
      rename: (id, title) => this.#rename(id, title),
      remove: (session) => this.#remove(session),
      editing: (editing) => { this.#editing = editing; },
    };
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.load(), SEARCH_DELAY_MS);
    });
    this.#more.addEventListener('click', () => this.#append());
  }

  find(id) {
    return this.#list.find(id) ?? (this.#front?.id === id ? this.#front : undefined);
  }

  mark(id) {
    this.#current = id;
    for (const row of this.#root.querySelectorAll('[data-session]')) {
      const link = row.querySelector('a');
      if (row.dataset.session === id) link?.setAttribute('aria-current', 'page');
      else link?.removeAttribute('aria-current');
    }
  }

  focusSearch() {
    this.#search.focus();
    this.#search.select();
  }

  /** The list from its beginning, by what is searched for. */
  load() {
    const query = this.#search.value.trim();
    return this.#ask({ query }, (page) => {
      if (query === this.#list.query && this.#list.sessions.length > 0) this.#list.refresh(page);
      else this.#list.replace(query, page);
    });
  }

  /** A session that something was said in has a title, also when it is on none of the pages. */
  async lookUp(id) {
    await this.load();
    if (this.find(id)) return;
    try {
      const session = await this.#api.find(id);
      if (id !== this.#current) return;
      this.#front = session;
      this.#changed();
    } catch {
      // Its first message stands for its title.
    }
  }

  #append() {
    return this.#ask({ query: this.#list.query, cursor: this.#list.nextCursor }, (page) => this.#list.append(page));
  }

  async #ask(request, take) {
    const asked = ++this.#asked;
    try {
      const page = await this.#api.list(request);
      // Somebody typed on meanwhile.
      if (asked !== this.#asked) return;
      take(page);
      this.#render();
    } catch (error) {
      if (asked === this.#asked) this.#say(navigator.onLine === false || error instanceof TypeError ? 'The list of sessions cannot be reached.' : error.message);
    }
  }

  async #rename(id, title) {
    this.#front = undefined;
    const before = this.#list.find(id)?.title;
    this.#list.rename(id, title);
    this.#render();
    try {
      await this.#api.rename(id, title);
    } catch (error) {
      this.#list.rename(id, before);
      this.#render();
      this.#say(`Not renamed: ${error.message}`);
    }
  }

  async #remove(session) {
    if (!await this.#confirm(titleOf(session))) return;
    try {
      await this.#api.remove(session.id);
      this.#list.remove(session.id);
      this.#render();
      this.#actions.deleted(session.id);
    } catch (error) {
      this.#say(`Not deleted: ${error.message}`);
    }
  }

  #render() {
    this.#changed();
    // A title that is being written is not taken from under the hands.
    if (this.#editing) return;
    const focused = document.activeElement?.closest?.('[data-session]')?.dataset.session;
    this.#root.replaceChildren(...this.#list.groups(Date.now()).map(({ label, sessions }) =>
      el('section', { className: 'session-group', 'aria-label': label },
        el('h2', { text: label }),
        el('ul', { role: 'list' }, ...sessions.map((session) => sessionRow(session, {
          current: session.id === this.#current, address: this.#actions.address(session.id), actions: this.#actions,
        }))))));
    // The one that had the focus may be gone: another takes it, so that nobody begins again at the top of the page.
    if (focused) (this.#root.querySelector(`[data-session="${CSS.escape(focused)}"] a`) ?? this.#root.querySelector('a') ?? this.#search).focus();
    setHidden(this.#more, !this.#list.hasMore);
    const none = this.#list.query === '' ? 'No sessions yet.' : `No session is called “${visible(this.#list.query)}”.`;
    this.#say(this.#list.sessions.length === 0 ? none : '');
  }

  #say(text) {
    setText(this.#status, text);
  }
}
