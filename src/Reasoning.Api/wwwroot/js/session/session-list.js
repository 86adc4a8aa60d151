const DAY_MS = 86_400_000;

/** The sessions that the side bar shows: pages of the server's list, in its order, without one twice. */
export class SessionList {
  #sessions = [];
  #nextCursor;
  #query = '';

  get sessions() {
    return this.#sessions;
  }

  get hasMore() {
    return this.#nextCursor !== undefined;
  }

  get nextCursor() {
    return this.#nextCursor;
  }

  get query() {
    return this.#query;
  }

  find(id) {
    return this.#sessions.find((session) => session.id === id);
  }

  /** The first page of a search: everything before it is gone. */
  replace(query, { sessions, nextCursor }) {
    this.#query = query;
    this.#sessions = unique(sessions);
    this.#nextCursor = nextCursor;
  }

  append({ sessions, nextCursor }) {
    this.#sessions = unique([...this.#sessions, ...sessions]);
    this.#nextCursor = nextCursor;
  }

  /**
   * The first page again, while further pages are shown: what they hold stays, below. What the first page no longer has
   * though it would belong there was deleted.
   */
  refresh({ sessions, nextCursor }) {
    const oldest = sessions.at(-1)?.updatedAt ?? Infinity;
    const listed = new Set(sessions.map((session) => session.id));
    const rest = nextCursor === undefined ? [] : this.#sessions.filter((each) => !listed.has(each.id) && each.updatedAt <= oldest);
    if (rest.length === 0) this.#nextCursor = nextCursor;
    this.#sessions = unique([...sessions, ...rest]);
  }

  rename(id, title) {
    this.#sessions = this.#sessions.map((session) => (session.id === id ? { ...session, title } : session));
  }

  remove(id) {
    this.#sessions = this.#sessions.filter((session) => session.id !== id);
  }

  /** The sessions by when they were last active: [{ label, sessions }], in their order. */
  groups(now) {
    const groups = [];
    for (const session of this.#sessions) {
      const label = ageLabel(session.updatedAt, now);
      if (groups.at(-1)?.label !== label) groups.push({ label, sessions: [] });
      groups.at(-1).sessions.push(session);
    }
    return groups;
  }
}

/** In the reader's own calendar: "Today" ends at midnight, not after 24 hours. */
export function ageLabel(at, now) {
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days < 7) return 'Previous 7 days';
  if (days < 30) return 'Previous 30 days';
  return new Date(at).toLocaleDateString('en', { month: 'long', year: 'numeric' });
}

function midnight(at) {
  return new Date(at).setHours(0, 0, 0, 0);
}

function unique(sessions) {
  const seen = new Set();
  return sessions.filter(({ id }) => !seen.has(id) && seen.add(id));
}
