import { parseInlines } from './inlines.js';

const MAX_COLUMNS = 40;
const RULER = /^[ \t]*:?-+:?[ \t]*$/;

/** A table that begins here, or undefined: a line of cells above a line of dashes with as many. */
export function readTable(lines, at, open) {
  if (!lines[at].includes('|') || !/^[\s|:-]+$/.test(lines[at + 1] ?? '')) return undefined;
  const head = cells(lines[at]);
  const ruler = cells(lines[at + 1]);
  if (head.length !== ruler.length || head.length > MAX_COLUMNS || !ruler.every((cell) => RULER.test(cell))) return undefined;

  const rows = [];
  let next = at + 2;
  for (; next < lines.length && lines[next].trim() !== '' && lines[next].includes('|'); next++) {
    const row = cells(lines[next]);
    rows.push(head.map((_, column) => parseInlines(row[column] ?? '', { open: open && next === lines.length - 1 })));
  }
  return {
    block: { type: 'table', align: ruler.map(alignment), head: head.map((cell) => parseInlines(cell)), rows },
    next,
  };
}

function cells(line) {
  let inner = line.trim();
  if (inner.startsWith('|')) inner = inner.slice(1);
  if (inner.endsWith('|') && !inner.endsWith('\\|')) inner = inner.slice(0, -1);
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function alignment(cell) {
  const [left, right] = [cell.trim().startsWith(':'), cell.trim().endsWith(':')];
  return left && right ? 'center' : right ? 'end' : left ? 'start' : undefined;
}
