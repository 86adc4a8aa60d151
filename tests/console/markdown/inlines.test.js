import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeAddress, shortTarget } from '../../../src/Reasoning.Api/wwwroot/js/markdown/addresses.js';
import { parseInlines } from '../../../src/Reasoning.Api/wwwroot/js/markdown/inlines.js';

/** A tree as a short text: *em*, **strong**, `code`, <address|text>. */
const short = (nodes) => nodes.map((node) => {
  if (node.text !== undefined) return node.text;
  if (node.code !== undefined) return `\`${node.code}\``;
  if (node.type === 'break') return '⏎';
  const inner = short(node.children);
  return { em: `{${inner}}`, strong: `{{${inner}}}`, del: `~${inner}~`, link: `<${node.address ?? 'none'}|${inner}>` }[node.type];
}).join('');
const parse = (text, options) => short(parseInlines(text, options));

test('emphasis', () => {
  assert.equal(parse('a *b* __c__ ***d*** ~~e~~'), 'a {b} {{c}} {{{d}}} ~e~');
  assert.equal(parse('**a *b* c**'), '{{a {b} c}}');
  assert.equal(parse('snake_case_name and 2 * 3 * 4'), 'snake_case_name and 2 * 3 * 4');
  assert.equal(parse('**a *b** c'), '{{a *b}} c');
  assert.equal(parse('****'), '****');
  assert.equal(parse('a* b*'), 'a* b*');
});

test('code spans keep what is in them', () => {
  assert.equal(parse('`*a*` ``b ` c`` `open'), '`*a*` `b ` c` `open');
  assert.equal(parse('` a `'), '`a`');
});

test('escapes and entities', () => {
  assert.equal(parse('\\*a\\* \\b &lt;b&gt; &amp;lt; &nbsp &#39;'), '*a* \\b <b> &lt; &nbsp \'');
});

test('line breaks', () => assert.equal(parse('a\nb'), 'a⏎b'));

test('links', () => {
  assert.equal(parse('[a **b**](https://x.y/z "t") [c]'), '<https://x.y/z|a {{b}}> [c]');
  assert.equal(parse('<https://x.y> and https://x.y/a_(b). (https://x.y/c)'), '<https://x.y/|https://x.y> and <https://x.y/a_(b)|https://x.y/a_(b)>. (<https://x.y/c|https://x.y/c>)');
  assert.equal(parse('[mail](mailto:a@b.c)'), '<mailto:a@b.c|mail>');
  assert.equal(parse('[a](b c)'), '[a](b c)');
});

test('a picture is a link to it, and nothing more', () => {
  assert.equal(parse('![alt](https://x.y/p.png)'), '<https://x.y/p.png|alt>');
});

test('only addresses of the web and of mail lead anywhere', () => {
  for (const bad of ['javascript:alert(1)', 'JavaScript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', '/relative', '//host', 'http://', 'https:\\x', `https://x/${'y'.repeat(3_000)}`]) {
    assert.equal(safeAddress(bad), undefined, bad);
  }
  assert.equal(parse('[a](javascript:alert%281%29)'), '<none|a>');
});

test('a link shows the host it leads to, not the one it names', () => {
  assert.equal(shortTarget('https://good.example@evil.example/x'), 'evil.example');
  assert.match(shortTarget(safeAddress('https://g\u043e\u043ed.example/')), /^xn--/);
});

test('text that grows: what is not closed yet counts until its end', () => {
  assert.equal(parse('a **b', { open: true }), 'a {{b}}');
  assert.equal(parse('a `b', { open: true }), 'a `b`');
  assert.equal(parse('see [the docs](https://exa', { open: true }), 'see <none|the docs>');
  assert.equal(parse('a **', { open: true }), 'a **');
  assert.equal(parse('a **b'), 'a **b');
});
