import { parseInlines } from './inlines.js';
import { readList } from './lists.js';
import { readTable } from './tables.js';

const MAX_DEPTH = 8;
const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|$)/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const QUOTE = /^ {0,3}>/;
const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
// An ordered list can cut a paragraph short only with its first number: "in the year\n1999. Then" is one sentence.
const CUTTING_ITEM = /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/;

/**
 * Markdown as a tree of blocks: paragraph, heading, code, quote, list, table, rule. Nothing in it is ever HTML. Every line is
 * looked at once for each level of nesting, of which there are at most eight. `open`: the text is still growing.
 * Top-level blocks have `start`, their place in the text.
 */
export function parseMarkdown(text, { open = false } = {}) {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const starts = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  return parseBlocks(lines, 0, open, (block, line) => ({ ...block, start: starts[line] }));
}

export function parseBlocks(lines, depth, open, place = (block) => block) {
  const blocks = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at].trim() === '') {
      at += 1;
      continue;
    }
    const { block, next } = readBlock(lines, at, depth, open);
    blocks.push(place(block, at));
    at = next;
  }
  return blocks;
}

function readBlock(lines, at, depth, open) {
  const line = lines[at];
  if (depth < MAX_DEPTH) {
    if (FENCE.test(line)) return readFence(lines, at);
    if (HEADING.test(line)) return readHeading(line, at, open && at === lines.length - 1);
    if (RULE.test(line)) return { block: { type: 'rule' }, next: at + 1 };
    if (QUOTE.test(line)) return readQuote(lines, at, depth, open);
    if (ITEM.test(line)) return readList(lines, at, (inner, isLast) => parseBlocks(inner, depth + 1, open && isLast));
    if (/^(?: {4}|\t)/.test(line)) return readIndented(lines, at);
    const table = readTable(lines, at, open);
    if (table) return table;
  }
  return readParagraph(lines, at, depth, open);
}

function readFence(lines, at) {
  const [, fence, language] = FENCE.exec(lines[at]);
  const indent = lines[at].search(/\S/);
  const content = [];
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next].trim();
    if (line.startsWith(fence) && line === fence[0].repeat(line.length)) return { block: code(content, language), next: next + 1 };
    content.push(withoutIndent(lines[next], indent));
  }
  return { block: code(content, language), next };
}

function code(lines, language) {
  return { type: 'code', language: language.slice(0, 40), text: lines.join('\n') };
}

function readIndented(lines, at) {
  const content = [];
  let next = at;
  for (; next < lines.length && (/^(?: {4}|\t)/.test(lines[next]) || lines[next].trim() === ''); next++) content.push(withoutIndent(lines[next], 4));
  while (content.at(-1)?.trim() === '') content.pop();
  return { block: code(content, ''), next };
}

function readHeading(line, at, open) {
  const { length } = HEADING.exec(line)[1];
  const text = line.trim().slice(length).trim();
  const end = text.search(/[ \t]#+$/);
  return { block: { type: 'heading', level: length, inlines: parseInlines(end === -1 ? text : text.slice(0, end), { open }) }, next: at + 1 };
}

function readQuote(lines, at, depth, open) {
  const inner = [];
  let next = at;
  for (; next < lines.length && QUOTE.test(lines[next]); next++) inner.push(lines[next].replace(/^ {0,3}> ?/, ''));
  return { block: { type: 'quote', blocks: parseBlocks(inner, depth + 1, open && next === lines.length) }, next };
}

function readParagraph(lines, at, depth, open) {
  const content = [lines[at].trim()];
  let next = at + 1;
  for (; next < lines.length && lines[next].trim() !== ''; next++) {
    if (depth < MAX_DEPTH && beginsBlock(lines[next])) break;
    content.push(lines[next].trim());
  }
  return { block: { type: 'paragraph', inlines: parseInlines(content.join('\n'), { open: open && next === lines.length }) }, next };
}

/** Whether a line ends the paragraph above it. */
export function beginsBlock(line) {
  return FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line) || CUTTING_ITEM.test(line);
}

function withoutIndent(line, width) {
  let end = 0;
  while (end < width && line[end] === ' ') end += 1;
  if (end < width && line[end] === '\t') return line.slice(end + 1);
  return line.slice(end);
}
