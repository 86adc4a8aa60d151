import { findQuote } from '../../text/quotes.js';
import { el } from '../dom.js';

/** Marks the quotes where they stand within an element; returns the first mark. */
export function highlight(root, quotes) {
  for (const quote of quotes) {
    const texts = textNodes(root);
    const found = findQuote(texts.map((node) => node.data).join(''), quote);
    if (found) markRange(texts, ...found);
  }
  return root.querySelector('mark');
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function markRange(nodes, from, to) {
  let at = 0;
  for (const node of nodes) {
    const { length } = node.data;
    const [start, end] = [Math.max(0, from - at), Math.min(length, to - at)];
    at += length;
    if (start >= end || node.parentElement.closest('mark') || node.data.slice(start, end).trim() === '') continue;
    const part = start > 0 ? node.splitText(start) : node;
    if (end - start < part.length) part.splitText(end - start);
    const mark = el('mark');
    part.replaceWith(mark);
    mark.append(part);
  }
}
