import { beginsBlock } from './blocks.js';

const MARKER = /^( {0,3})(?:([-*+])|(\d{1,9})([.)]))( {1,4}(?=\S)| *$| )/;
const TASK = /^\[([ xX])\][ \t]+/;

/** A list with all its items; `parse` reads what stands in one. */
export function readList(lines, at, parse) {
  const first = MARKER.exec(lines[at].replaceAll('\t', '    '));
  const kind = first[2] ?? first[4];
  const items = [];
  let next = at;
  let loose = false;
  while (next < lines.length) {
    const marker = MARKER.exec(lines[next].replace(/^[ \t]*(?:[-*+]|\d{1,9}[.)])\t/, (text) => text.replace('\t', ' ')));
    if (!marker || (marker[2] ?? marker[4]) !== kind) break;
    const item = readItem(lines, next, marker);
    loose ||= item.hasBlank && item.next < lines.length && MARKER.test(lines[item.next]);
    items.push(item);
    next = item.next;
  }
  return {
    block: {
      type: 'list',
      ordered: first[3] !== undefined,
      first: first[3] === undefined ? undefined : Number(first[3]),
      loose,
      items: items.map(({ inner, task, number }, n) => ({ task, number, blocks: parse(inner, n === items.length - 1 && next === lines.length) })),
    },
    next,
  };
}

/** One item's lines without its marker: those indented below it, and lines that go on with its last paragraph. */
function readItem(lines, at, marker) {
  const width = marker[0].length;
  let head = lines[at].slice(marker[0].length);
  const task = TASK.exec(head);
  if (task) head = head.slice(task[0].length);
  const inner = [head];
  let next = at + 1;
  let blanks = 0;
  for (; next < lines.length; next++) {
    const line = lines[next];
    if (line.trim() === '') {
      blanks += 1;
      inner.push('');
      continue;
    }
    const indent = line.startsWith('\t') ? 4 : line.search(/\S/);
    if (indent >= width) inner.push(line.startsWith('\t') ? line.slice(1) : line.slice(width));
    else if (inner.at(-1) !== '' && !beginsBlock(line) && !MARKER.test(line)) inner.push(line.trimStart());
    else break;
  }
  while (inner.length > 1 && inner.at(-1) === '') inner.pop();
  return { inner, next, hasBlank: blanks > 0, number: marker[3] === undefined ? undefined : Number(marker[3]), task: task ? task[1] !== ' ' : undefined };
}
