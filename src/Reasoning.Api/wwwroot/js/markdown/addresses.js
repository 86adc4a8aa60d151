const MAX_LENGTH = 2_000;
const BARE = /https?:\/\/[^\s<>"'`|\u0000-\u001f]+/y;

/** An address that a person may follow from here, or undefined: no script, no file, nothing relative to this page. */
export function safeAddress(address) {
  if (address.length > MAX_LENGTH || !/^(?:https?:\/\/|mailto:)/i.test(address)) return undefined;
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Where a link really leads, in a few characters: the host, which no text of the link can belie. */
export function shortTarget(address) {
  const url = new URL(address);
  return url.protocol === 'mailto:' ? url.pathname : url.host;
}

/** The address of a link from behind its `(`: { address, end }. One that is cut off counts while the text grows. */
export function scanAddress(text, from, open) {
  let depth = 0;
  let at = from;
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === '(' && ++depth > 2) return undefined;
    if (character === ')' && depth-- === 0) break;
    if (/\s/.test(character)) break;
  }
  const address = text.slice(from, at).replace(/^<|>$/g, '');
  const title = /[ \n]+"[^"\n]{0,500}"/y;
  title.lastIndex = at;
  at += title.exec(text)?.[0].length ?? 0;
  if (text[at] === ')') return { address, end: at + 1 };
  return open && at >= text.length ? { address: '', end: at } : undefined;
}

/** What looks like an address here, without the punctuation that ends the sentence; empty where nothing does. */
export function scanBare(text, from) {
  BARE.lastIndex = from;
  const found = BARE.exec(text)?.[0] ?? '';
  let open = 0;
  for (const character of found) open += character === '(' ? 1 : character === ')' ? -1 : 0;
  let end = found.length;
  for (; end > 0 && /[.,:;!?*_~\])}]/.test(found[end - 1]); end--) {
    if (found[end - 1] !== ')') continue;
    if (open >= 0) break;
    open += 1;
  }
  return found.slice(0, end);
}
