const PAGE = 30;

/** The sessions of `GET /sessions`, with everything that is not of the promised shape left out. */
export function readPage(body) {
  const sessions = Array.isArray(body?.sessions) ? body.sessions : [];
  return {
    sessions: sessions.map(readSession).filter((session) => session !== undefined),
    nextCursor: typeof body?.next_cursor === 'string' ? body.next_cursor : undefined,
  };
}

export function readSession(body) {
  if (typeof body?.session_id !== 'string' || body.session_id === '') return undefined;
  return {
    id: body.session_id,
    title: typeof body.title === 'string' && body.title.trim() !== '' ? body.title : undefined,
    updatedAt: Number.isFinite(body.updated_at) ? body.updated_at * 1000 : 0,
  };
}

/** The sessions of the server, over HTTP. What the server refuses is an Error with a sentence for a person. */
export class SessionsApi {
  #base;
  #fetch;

  constructor(base, fetchJson = (...request) => fetch(...request)) {
    this.#base = base;
    this.#fetch = fetchJson;
  }

  async list({ query = '', cursor } = {}) {
    const address = new URL(this.#base);
    address.searchParams.set('limit', String(PAGE));
    if (query !== '') address.searchParams.set('q', query);
    if (cursor !== undefined) address.searchParams.set('cursor', cursor);
    return readPage(await this.#json(address));
  }

  /** Undefined for a session in which nothing was asked yet. */
  async find(id) {
    const response = await this.#fetch(this.#address(id), { headers: { accept: 'application/json' } });
    if (response.status === 404) return undefined;
    if (!response.ok) throw await problem(response);
    return readSession(await response.json());
  }

  async rename(id, title) {
    return readSession(await this.#json(this.#address(id), {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title }),
    }));
  }

  /** Deleting what is already gone succeeds. */
  async remove(id) {
    const response = await this.#fetch(this.#address(id), { method: 'DELETE' });
    if (!response.ok && response.status !== 404) throw await problem(response);
  }

  async #json(address, request = {}) {
    const response = await this.#fetch(address, { ...request, headers: { accept: 'application/json', ...request.headers } });
    if (!response.ok) throw await problem(response);
    return response.json();
  }

  #address(id) {
    return new URL(`${this.#base}/${encodeURIComponent(id)}`);
  }
}

async function problem(response) {
  let detail;
  try {
    const body = await response.json();
    const details = Array.isArray(body?.details) ? body.details.map((each) => each?.message) : [];
    detail = [...details, body?.detail, body?.title].find((text) => typeof text === 'string' && text !== '');
  } catch {
    // Not from this server, or cut: the status has to do.
  }
  return new Error(detail ?? `The server answered with status ${response.status}.`);
}
