import { parseMarkdown } from '../../markdown/blocks.js';
import { rankHeadings } from '../../markdown/outline.js';
import { visible } from '../../text/visible.js';
import { el } from '../dom.js';
import { blockNode } from './markdown-nodes.js';

// So many blocks that those out of sight should cost no layout.
const LONG = 200;

/**
 * Markdown in the page that may still be growing. What is complete stays as it is: only the last two blocks are made anew,
 * and of a long code block only the new text is added.
 */
export class RichText {
  element = el('div', { className: 'prose' });
  #text = '';
  #open = true;
  #blocks = [];
  #nodes = [];

  get text() {
    return this.#text;
  }

  render(text, { open = false } = {}) {
    if (text === this.#text && open === this.#open && this.#blocks.length > 0) return;
    // Another text, or its end: read as a whole, once.
    const grown = open && this.#open && text.startsWith(this.#text);
    const kept = grown ? Math.max(0, this.#blocks.length - 2) : 0;
    const from = kept > 0 ? this.#blocks[kept].start : 0;
    const fresh = parseMarkdown(text.slice(from), { open }).map((block) => ({ ...block, start: block.start + from }));
    const blocks = rankHeadings([...this.#blocks.slice(0, kept), ...fresh]);
    this.#replace(kept, blocks.slice(kept));
    this.#blocks = blocks;
    this.element.className = blocks.length > LONG ? 'prose prose-long' : 'prose';
    this.#text = text;
    this.#open = open;
  }

  #replace(kept, fresh) {
    // Together: each that comes alone into a page costs as much as all of them.
    const added = document.createDocumentFragment();
    fresh.forEach((block, n) => {
      const old = this.#nodes[kept + n];
      const before = this.#blocks[kept + n];
      if (old && (appendCode(old, before, block) || JSON.stringify(before) === JSON.stringify(block))) return;
      const node = blockNode(block);
      // Each block finds its own direction; what is in it, inherits.
      node.dir = 'auto';
      if (old) old.replaceWith(node);
      else added.append(node);
      this.#nodes[kept + n] = node;
    });
    for (const node of this.#nodes.splice(kept + fresh.length)) node.remove();
    this.element.append(added);
  }
}

/** Code that has only grown keeps its element, its scrolling and what is selected in it. */
function appendCode(element, before, block) {
  if (before.type !== 'code' || block.type !== 'code' || before.language !== block.language || !block.text.startsWith(before.text)) return false;
  const text = element.querySelector('code').firstChild;
  text?.appendData(visible(block.text.slice(before.text.length)));
  return text !== null;
}
