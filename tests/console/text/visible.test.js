import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockTime } from '../../../src/Reasoning.Api/wwwroot/js/text/elapsed.js';
import { findQuote, quotedTexts } from '../../../src/Reasoning.Api/wwwroot/js/text/quotes.js';
import { visible, visibleName } from '../../../src/Reasoning.Api/wwwroot/js/text/visible.js';
import { parseMarkdown } from '../../../src/Reasoning.Api/wwwroot/js/markdown/blocks.js';

test('what cannot be seen is named', () => {
  assert.equal(visible('\u001b[31m\u0000\u007f\u0085'), '⟦ESC⟧[31m⟦NUL⟧⟦DEL⟧⟦U+0085⟧');
  assert.equal(visible('a\u202eb\u2066c\u2069\u200f'), 'a⟦RLO⟧b⟦LRI⟧c⟦PDI⟧⟦RLM⟧');
});

test('a name is one line of at most 120 characters', () => {
  assert.equal(visibleName('a\u202eb\nsecond'), 'a⟦RLO⟧b');
  assert.equal(visibleName('x'.repeat(500)).length, 120);
});

test('line breaks, tabs, scripts and joined emoji are as they were', () => {
  const text = 'a\tb\nc\r\nd مرحبا 👩‍💻 ünï';
  assert.equal(visible(text), text.replace('\r\n', '\n'));
});

test('no character that turns the text is left', () => {
  const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join('');
  assert.doesNotMatch(visible(all), /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
});

test('a clock that runs', () => {
  assert.deepEqual([-5, 0, 990, 59_999, 60_000, 3_725_000].map(clockTime), ['0.0 s', '0.0 s', '0.9 s', '59.9 s', '1:00', '62:05']);
});

test('what an answer quotes: its block quotes, piece by piece', () => {
  const answer = 'Said:\n\n> 1. On a lost connection `x`.\n> …\n> 6. An event is **stored** first.\n\nNot quoted at all.';
  assert.deepEqual(quotedTexts(parseMarkdown(answer)), ['On a lost connection x.', 'An event is stored first.']);
});

test('a quote is found whatever the white space', () => {
  const text = 'Before. On a lost\n  connection it comes back. After';
  const [from, to] = findQuote(text, 'On a lost connection it comes back.');
  assert.equal(text.slice(from, to), 'On a lost\n  connection it comes back.');
  assert.equal(findQuote(text, 'something else'), undefined);
  assert.equal(findQuote(text, '  '), undefined);
});
