import { safeAddress, scanAddress, scanBare } from './addresses.js';

// Deeper than this, marks are shown as they are. It bounds both the tree and the time: no node moves up more often.
const MAX_OPEN = 12;
const ENTITIES = new Map([['&amp;', '&'], ['&lt;', '<'], ['&gt;', '>'], ['&quot;', '"'], ['&#39;', "'"], ['&nbsp;', '\u00a0']]);
const BRACKETED = /<[^\s<>]{1,2000}>/y;
const PLAIN = /[^\\`*_~[\]!<&\nh]+/y;
const WORD = /[\p{L}\p{N}]/u;
const PUNCTUATION = /[!-/:-@[-`{-~]/;

/**
 * A paragraph's text as a list of nodes: { text }, { code }, { type: 'strong' | 'em' | 'del' | 'link', children, address? }
 * and { type: 'break' }. Linear in the text's length. `open`: the text is still growing, so marks that have not been closed yet
 * count until its end.
 */
export function parseInlines(text, { open = false } = {}) {
  return new Inlines(text, open).parse();
}

class Inlines {
  #text;
  #open;
  #at = 0;
  #frames = [{ kind: '', children: [] }];
  #ticks;

  constructor(text, open) {
    this.#text = text;
    this.#open = open;
  }

  parse() {
    while (this.#at < this.#text.length) this.#step();
    while (this.#frames.length > 1) {
      const frame = this.#frames.at(-1);
      const counts = this.#open && frame.kind !== '[' && frame.children.length > 0;
      if (counts) this.#wrap(this.#frames.length - 1, { type: frame.type });
      else this.#unwrap(this.#frames.length - 1);
    }
    return this.#frames[0].children;
  }

  #step() {
    const plain = this.#match(PLAIN);
    if (plain) return this.#say(plain);
    switch (this.#text[this.#at]) {
      case '\\': return this.#escape();
      case '`': return this.#code();
      case '*': case '_': case '~': return this.#emphasis();
      case '[': return this.#bracket('[');
      case '!': return this.#text[this.#at + 1] === '[' ? this.#bracket('![') : this.#literal(1);
      case ']': return this.#link();
      case '<': return this.#autolink();
      case '&': return this.#entity();
      case '\n': return this.#break();
      default: return this.#bare();
    }
  }

  #escape() {
    const next = this.#text[this.#at + 1];
    if (next !== undefined && PUNCTUATION.test(next)) {
      this.#at += 1;
      this.#literal(1);
    } else this.#literal(1);
  }

  #code() {
    const size = this.#run('`');
    const from = this.#at + size;
    let close = this.#closingTicks(from, size);
    // An unfinished one at the end of a text that grows.
    if (close === -1 && this.#open && size < 3) close = this.#text.length;
    if (close === -1) return this.#literal(size);
    let content = this.#text.slice(from, close).replaceAll('\n', ' ');
    if (content.length > 2 && content.startsWith(' ') && content.endsWith(' ') && content.trim() !== '') content = content.slice(1, -1);
    this.#push({ code: content });
    this.#at = Math.min(this.#text.length, close + size);
  }

  /** All runs of backticks are found once, so that unclosed ones do not each search the rest of the text. */
  #closingTicks(from, size) {
    if (!this.#ticks) {
      this.#ticks = new Map();
      for (const { 0: { length }, index } of this.#text.matchAll(/`+/g)) {
        if (!this.#ticks.has(length)) this.#ticks.set(length, { places: [], next: 0 });
        this.#ticks.get(length).places.push(index);
      }
    }
    const runs = this.#ticks.get(size);
    while (runs && runs.next < runs.places.length && runs.places[runs.next] < from) runs.next += 1;
    return runs?.places[runs.next] ?? -1;
  }

  #emphasis() {
    const mark = this.#text[this.#at];
    const size = this.#run(mark);
    if (size > 3 || (mark === '~' && size !== 2)) return this.#literal(size);

    const before = this.#text[this.#at - 1] ?? ' ';
    const after = this.#text[this.#at + size] ?? ' ';
    let canOpen = after.trim() !== '';
    let canClose = before.trim() !== '';
    // snake_case_names are words.
    if (mark === '_') [canOpen, canClose] = [canOpen && !WORD.test(before), canClose && !WORD.test(after)];

    let left = size;
    while (left > 0 && canClose) {
      const place = this.#opener(mark, left);
      if (place < 1) break;
      left -= this.#frames[place].kind.length;
      this.#wrap(place, { type: this.#frames[place].type });
    }
    while (left > 0 && canOpen && this.#frames.length < MAX_OPEN) {
      const taken = Math.min(2, left);
      this.#frames.push({ kind: mark.repeat(taken), type: mark === '~' ? 'del' : taken === 2 ? 'strong' : 'em', children: [] });
      left -= taken;
    }
    this.#say(mark.repeat(left), size);
  }

  /** Two marks close two where they can: a single one between them is a mere asterisk. */
  #opener(mark, left) {
    const closes = (size) => this.#frames.findLastIndex(({ kind, children }) => kind[0] === mark && size(kind.length) && children.length > 0);
    const pair = left === 2 ? closes((length) => length === 2) : -1;
    return pair > 0 ? pair : closes((length) => length <= left);
  }

  #bracket(kind) {
    if (this.#frames.length >= MAX_OPEN) return this.#literal(kind.length);
    this.#frames.push({ kind: '[', mark: kind, children: [] });
    this.#at += kind.length;
  }

  #link() {
    const place = this.#frames.findLastIndex((frame) => frame.kind === '[');
    if (place < 1) return this.#literal(1);
    const target = this.#text[this.#at + 1] === '(' ? scanAddress(this.#text, this.#at + 2, this.#open) : undefined;
    if (!target) {
      this.#unwrap(place);
      return this.#literal(1);
    }
    // No picture is ever fetched: what stands for it is a link to it.
    this.#wrap(place, { type: 'link', address: safeAddress(target.address), target: target.address });
    this.#at = target.end;
  }

  #autolink() {
    const address = this.#match(BRACKETED)?.slice(1, -1);
    if (address === undefined || safeAddress(address) === undefined) return this.#literal(1);
    this.#pushAddress(address);
    this.#at += address.length + 2;
  }

  #bare() {
    const inside = this.#frames.some((frame) => frame.kind === '[');
    const found = inside || WORD.test(this.#text[this.#at - 1] ?? ' ') ? '' : scanBare(this.#text, this.#at);
    if (found === '') return this.#literal(1);
    // One that is no address is passed over as a whole, so that no part of it is looked at again.
    if (safeAddress(found) === undefined) return this.#literal(found.length);
    this.#pushAddress(found);
    this.#at += found.length;
  }

  #pushAddress(address) {
    this.#push({ type: 'link', address: safeAddress(address), target: address, children: [{ text: address }] });
  }

  #entity() {
    const name = this.#text.slice(this.#at, this.#at + 6).match(/^&(?:amp|lt|gt|quot|#39|nbsp);/)?.[0];
    if (!name) return this.#literal(1);
    this.#say(ENTITIES.get(name), name.length);
  }

  #break() {
    this.#push({ type: 'break' });
    this.#at += 1;
  }

  #literal(length) {
    this.#say(this.#text.slice(this.#at, this.#at + length));
  }

  /** Text that takes the place of `length` characters of the source. */
  #say(text, length = text.length) {
    this.#push({ text });
    this.#at += length;
  }

  #push(node, children = this.#frames.at(-1).children) {
    const last = children.at(-1);
    if (node.text !== undefined && last?.text !== undefined) last.text += node.text;
    else children.push(node);
  }

  /** Closes a frame: what was opened within it and is still open was no mark. */
  #wrap(place, node) {
    while (this.#frames.length > place + 1) this.#unwrap(this.#frames.length - 1);
    const frame = this.#frames.pop();
    this.#push({ ...node, children: frame.children });
  }

  /** A frame that was no mark: its characters and its children go to the one around it. */
  #unwrap(place) {
    const [frame] = this.#frames.splice(place, 1);
    const { children } = this.#frames[place - 1];
    this.#push({ text: frame.mark ?? frame.kind }, children);
    for (const child of frame.children) this.#push(child, children);
  }

  #run(mark) {
    let end = this.#at;
    while (this.#text[end] === mark) end += 1;
    return end - this.#at;
  }

  #match(pattern) {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0];
  }
}
