const NONE = Object.freeze({ known: false, ready: false, documents: 0, examples: [] });
const MAX_EXAMPLES = 4;

/** What the documents are good for, of `GET /knowledge`; nothing where the server does not tell. */
export function readKnowledge(body) {
  const examples = Array.isArray(body?.examples) ? body.examples : [];
  return {
    known: true,
    ready: body?.ready === true,
    documents: Number.isSafeInteger(body?.documents) && body.documents > 0 ? body.documents : 0,
    examples: examples.filter((each) => typeof each === 'string' && each.trim() !== '' && each.length <= 200).slice(0, MAX_EXAMPLES),
  };
}

export async function loadKnowledge(url, fetchJson = fetch) {
  const response = await fetchJson(url, { headers: { accept: 'application/json' } });
  return response.ok ? readKnowledge(await response.json()) : NONE;
}

/** A passage that an answer cites, or undefined when the documents no longer have it. */
export async function loadPassage(url, { source, heading }, fetchJson = fetch) {
  const address = new URL(url);
  address.searchParams.set('source', source);
  address.searchParams.set('heading', heading);
  const response = await fetchJson(address, { headers: { accept: 'application/json' } });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const body = await response.json();
  if (typeof body?.text !== 'string') return undefined;
  return {
    source: typeof body.source === 'string' ? body.source : source,
    heading: typeof body.heading === 'string' ? body.heading : heading,
    text: body.text,
    truncated: body.truncated === true,
  };
}
