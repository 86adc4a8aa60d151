import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMarkdown } from '../../../src/Reasoning.Api/wwwroot/js/markdown/blocks.js';

const types = (text) => parseMarkdown(text).map((block) => block.type);
const only = (text) => {
  const blocks = parseMarkdown(text);
  assert.equal(blocks.length, 1, JSON.stringify(blocks));
  return blocks[0];
};
const textOf = (inlines) => inlines.map((node) => node.text ?? node.code ?? (node.type === 'break' ? '\n' : textOf(node.children))).join('');

test('paragraphs, headings, rules', () => {
  assert.deepEqual(types('a\nb\n\nc\n\n# d\n\n---\n***\n'), ['paragraph', 'paragraph', 'heading', 'rule', 'rule']);
  assert.deepEqual([only('## x ##').level, textOf(only('## x ##').inlines)], [2, 'x']);
  assert.equal(textOf(only('#hash is no heading').inlines), '#hash is no heading');
  assert.equal(only('####### seven').type, 'paragraph');
});

test('each block knows where it begins', () => {
  const text = 'one\n\n- two\n\n```\nthree\n```\nfour';
  assert.deepEqual(parseMarkdown(text).map(({ start }) => text.slice(start, start + 3)), ['one', '- t', '```', 'fou']);
});

test('code: fenced, with a language, unfinished, indented', () => {
  assert.deepEqual({ ...only('```js x\na < b\n\n  c\n```'), start: 0 }, { type: 'code', language: 'js', text: 'a < b\n\n  c', start: 0 });
  assert.equal(only('~~~\n```\n~~~').text, '```');
  assert.equal(only('```\nnot closed\n- x').text, 'not closed\n- x');
  assert.equal(only('    one\n\n      two\n').text, 'one\n\n  two');
});

test('quotes hold blocks', () => {
  const { type, blocks } = only('> a\n>\n> - b\n> - c');
  assert.equal(type, 'quote');
  assert.deepEqual(blocks.map((block) => block.type), ['paragraph', 'list']);
});

test('lists: numbers, nesting, tasks, tight and loose', () => {
  const ordered = only('3. a\n4. b\n9. c');
  assert.deepEqual([ordered.ordered, ordered.first, ordered.items.map((item) => item.number)], [true, 3, [3, 4, 9]]);
  const nested = only('- a\n  - b\n    - c\n- d');
  assert.equal(nested.items.length, 2);
  assert.equal(nested.items[0].blocks[1].items[0].blocks[1].type, 'list');
  assert.deepEqual(only('- [x] done\n- [ ] open\n- plain').items.map((item) => item.task), [true, false, undefined]);
  assert.equal(only('- a\n- b').loose, false);
  assert.equal(only('- a\n\n- b').loose, true);
  assert.equal(only('- a\n\n  b').items[0].blocks.length, 2);
  assert.equal(only('- a\ngoes on').items[0].blocks.length, 1);
  assert.equal(parseMarkdown('- a\n* b').length, 2);
  assert.equal(textOf(only('In the year\n1999. Then').inlines), 'In the year\n1999. Then');
});

test('code in a list stays in it', () => {
  const [item] = only('1. run\n   ```\n   x\n   ```\n').items;
  assert.deepEqual(item.blocks.map((block) => block.type), ['paragraph', 'code']);
  assert.equal(item.blocks[1].text, 'x');
});

test('tables: alignment, escaped bars, missing cells', () => {
  const table = only('| a | b\\|c |\n|:--|--:|\n| 1 | 2 |\n| 3 |\n');
  assert.deepEqual(table.align, ['start', 'end']);
  assert.deepEqual(table.head.map(textOf), ['a', 'b|c']);
  assert.deepEqual(table.rows.map((row) => row.map(textOf)), [['1', '2'], ['3', '']]);
  assert.equal(only('a | b\n|---|').type, 'paragraph');
});

test('nesting is bounded: deeper marks are text', () => {
  let depth = 0;
  for (let blocks = parseMarkdown(`${'> '.repeat(50)}x`); blocks?.[0]; blocks = blocks[0].blocks) depth += 1;
  assert.equal(depth, 9);
});

test('markup is text, whatever it looks like', () => {
  const text = '<script>alert(1)</script>\n<img src=x onerror=alert(1)>';
  assert.equal(textOf(only(text).inlines), text);
});

test('carriage returns are line ends', () => {
  assert.deepEqual(types('# a\r\n\r\nb\r\n'), ['heading', 'paragraph']);
});

// Each of these is quadratic, or worse, for a parser that looks at what it has seen again. 200 kB of one takes a few
// hundred milliseconds here at most; the limit is generous, and still far from what quadratic would take.
const HOSTILE = {
  stars: '*a '.repeat(60_000), mixed: '*_'.repeat(100_000), opens: '['.repeat(200_000), links: '[]('.repeat(60_000), titles: '[x](a "'.repeat(30_000),
  ticks: Array.from({ length: 600 }, (_, n) => '`'.repeat(n)).join(' '), less: '<'.repeat(200_000), addresses: 'http://'.repeat(30_000),
  brackets: `http://a${')'.repeat(200_000)}`, quotes: '> '.repeat(100_000), lists: '- '.repeat(100_000), table: `${'|'.repeat(100_000)}\n${'|-'.repeat(50_000)}`,
  hashes: `# ${' #'.repeat(100_000)}x`, rules: `${'- '.repeat(100_000)}x`, entities: '&'.repeat(200_000), strong: '**a'.repeat(60_000),
  nested: Array.from({ length: 600 }, (_, n) => `${' '.repeat(n * 2)}- x`).join('\n'), fences: '```\n~~~\n'.repeat(20_000),
};
for (const [name, text] of Object.entries(HOSTILE)) {
  test(`hostile text takes no longer than it is: ${name}`, { timeout: 20_000 }, () => {
    for (const open of [false, true]) assert.ok(parseMarkdown(text, { open }).length > 0);
  });
}
