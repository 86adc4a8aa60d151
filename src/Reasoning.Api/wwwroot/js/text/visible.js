import { clip } from './format.js';

const MAX_NAME = 120;

// Control characters, and those that turn the direction of the text around them: invisible, and able to make a text look
// like another one. Line breaks and tabs are meant.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

const C0 = 'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(' ');

const NAMES = new Map([
  ...C0.map((name, code) => [code, `⟦${name}⟧`]), [0x7f, '⟦DEL⟧'], [0x61c, '⟦ALM⟧'], [0x200b, '⟦ZWSP⟧'], [0x200e, '⟦LRM⟧'], [0x200f, '⟦RLM⟧'], [0x202a, '⟦LRE⟧'], [0x202b, '⟦RLE⟧'], [0x202c, '⟦PDF⟧'],
  [0x202d, '⟦LRO⟧'], [0x202e, '⟦RLO⟧'], [0x2060, '⟦WJ⟧'], [0x2066, '⟦LRI⟧'], [0x2067, '⟦RLI⟧'], [0x2068, '⟦FSI⟧'], [0x2069, '⟦PDI⟧'], [0xfeff, '⟦BOM⟧'],
]);

/** A name on one line: visible, and not longer than a name may be shown. */
export function visibleName(text) {
  return visible(clip(text, MAX_NAME, 1).text);
}

/** The text with what cannot be seen made visible: ⟦ESC⟧ for an escape, ⟦RLO⟧ for an override of direction. */
export function visible(text) {
  return text.replaceAll('\r\n', '\n').replace(HIDDEN, (character) => {
    const code = character.charCodeAt(0);
    return NAMES.get(code) ?? `⟦U+${code.toString(16).toUpperCase().padStart(4, '0')}⟧`;
  });
}
