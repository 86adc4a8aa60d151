import { shortTarget } from '../../markdown/addresses.js';
import { visible } from '../../text/visible.js';
import { copyButton } from '../copy.js';
import { el } from '../dom.js';

const INLINE = { strong: 'strong', em: 'em', del: 'del' };

/** The element for a block of Markdown: of a fixed set, in which everything that was written is text. */
export function blockNode(block) {
  switch (block.type) {
    // A heading within a quote or a list is none of this text's.
    case 'heading': return el(block.rank ? `h${block.rank}` : 'p', { className: block.rank ? undefined : 'heading' }, ...inlineNodes(block.inlines));
    case 'code': return codeNode(block);
    case 'quote': return el('blockquote', {}, ...block.blocks.map(blockNode));
    case 'list': return listNode(block);
    case 'table': return tableNode(block);
    case 'rule': return el('hr');
    default: return el('p', {}, ...inlineNodes(block.inlines));
  }
}

function codeNode({ language, text }) {
  return el('div', { className: 'code' },
    el('div', { className: 'code-head' }, el('span', { text: visible(language) || 'code' }), copyButton('Copy code', () => text)),
    el('pre', { tabindex: '0', role: 'region', 'aria-label': language ? `Code: ${visible(language)}` : 'Code' }, el('code', { text: visible(text) })));
}

function listNode({ ordered, first, loose, items }) {
  return el(ordered ? 'ol' : 'ul', { className: loose ? 'loose' : undefined, start: ordered && first !== 1 ? String(first) : undefined },
    ...items.map(({ blocks, task, number }, n) => el('li', {
      className: task === undefined ? undefined : 'task',
      value: ordered && n > 0 && number !== first + n ? String(number) : undefined,
    },
    task === undefined ? null : el('span', { className: 'task-mark', role: 'img', 'aria-label': task ? 'Done' : 'To do', text: task ? '☑' : '☐' }),
    ...itemNodes(blocks, loose))));
}

/** A tight item's text stands in the item itself. */
function itemNodes(blocks, loose) {
  return blocks.flatMap((block) => (block.type === 'paragraph' && !loose ? inlineNodes(block.inlines) : [blockNode(block)]));
}

function tableNode({ align, head, rows }) {
  const cell = (tag) => (inlines, column) =>
    el(tag, { className: align[column] ? `align-${align[column]}` : undefined, dir: 'auto', scope: tag === 'th' ? 'col' : undefined }, ...inlineNodes(inlines));
  return el('div', { className: 'table', tabindex: '0', role: 'region', 'aria-label': 'Table' },
    el('table', {},
      el('thead', {}, el('tr', {}, ...head.map(cell('th')))),
      el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map(cell('td')))))));
}

function inlineNodes(inlines) {
  return inlines.flatMap((node) => {
    if (node.text !== undefined) return [document.createTextNode(visible(node.text))];
    if (node.code !== undefined) return [el('code', { dir: 'auto', text: visible(node.code) })];
    // The white space counts where the style sheet takes the break for none.
    if (node.type === 'break') return [el('br'), document.createTextNode('\n')];
    if (node.type === 'link') return linkNodes(node);
    return [el(INLINE[node.type], {}, ...inlineNodes(node.children))];
  });
}

/** A link shows where it leads, whatever its text says; one that leads nowhere safe is text. */
function linkNodes({ address, target, children }) {
  const said = children.length > 0 ? inlineNodes(children) : [document.createTextNode(visible(target))];
  if (address === undefined) return said;
  const link = el('a', { href: address, rel: 'noopener noreferrer', target: '_blank', title: address }, ...said);
  const shown = link.textContent.includes(shortTarget(address));
  return shown ? [link] : [link, el('span', { className: 'link-target', dir: 'ltr', text: ` (${shortTarget(address)})` })];
}
