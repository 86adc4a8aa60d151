import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elementsOf, installDocument } from '../support/dom.js';

installDocument();
const { RichText } = await import('../../../src/Reasoning.Api/wwwroot/js/view/answer/rich-text.js');

const TAGS = new Set(['div', 'p', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code', 'strong', 'em', 'del', 'a', 'span', 'br', 'hr',
  'table', 'thead', 'tbody', 'tr', 'th', 'td', 'button', 'svg', 'use']);
const ATTRIBUTES = new Set(['class', 'dir', 'href', 'rel', 'target', 'title', 'start', 'value', 'role', 'aria-label', 'aria-hidden', 'tabindex', 'scope', 'type']);

function render(text, options) {
  const rich = new RichText();
  rich.render(text, options);
  return rich;
}

const SAMPLE = `# Title

A *paragraph* with **strong** text, \`code\`, ~~gone~~ and [a link](https://x.y/z).
A second line.

> quoted
> - list in it

3. three
9. nine

- [x] done

| a | b |
|---|--:|
| 1 | 2 |

\`\`\`js
x < 1
\`\`\`

---

<b onclick="x()">markup</b> ![p](https://evil.example/p.png) [bad](javascript:alert(1))`;

test('only the fixed set of elements and attributes is made', () => {
  for (const element of elementsOf(render(SAMPLE).element)) {
    assert.ok(TAGS.has(element.tagName), element.tagName);
    for (const name of element.attributes.keys()) assert.ok(ATTRIBUTES.has(name), name);
  }
});

test('every link is to the web, opens elsewhere and tells nothing of this page', () => {
  const links = elementsOf(render(SAMPLE).element).filter((element) => element.tagName === 'a');
  assert.deepEqual(links.map((link) => [link.getAttribute('href'), link.getAttribute('rel'), link.getAttribute('target')]), [
    ['https://x.y/z', 'noopener noreferrer', '_blank'], ['https://evil.example/p.png', 'noopener noreferrer', '_blank'],
  ]);
  assert.match(render(SAMPLE).element.textContent, /a link \(x\.y\)/);
});

test('markup stands as text, and what cannot be seen is named', () => {
  assert.match(render(SAMPLE).element.textContent, /<b onclick="x\(\)">markup<\/b>/);
  assert.equal(render('a\u202eb\u001b[31m').element.textContent, 'a⟦RLO⟧b⟦ESC⟧[31m');
});

test('text that grows piece by piece ends as if it had come at once', () => {
  const whole = render(SAMPLE);
  for (const size of [1, 7, 50]) {
    const rich = new RichText();
    for (let end = size; end < SAMPLE.length; end += size) rich.render(SAMPLE.slice(0, end), { open: true });
    rich.render(SAMPLE);
    assert.deepEqual(shape(rich.element), shape(whole.element));
  }
});

test('what is complete is not made anew', () => {
  const rich = render('one\n\ntwo\n\nthree', { open: true });
  const [first] = rich.element.children;
  rich.render('one\n\ntwo\n\nthree and more\n\nfour', { open: true });
  assert.equal(rich.element.children[0], first);
  assert.equal(rich.element.children.length, 4);
});

test('code that grows keeps its text node', () => {
  const rich = render('```\na', { open: true });
  const node = rich.element.querySelector('code').firstChild;
  rich.render('```\nab\nc', { open: true });
  assert.equal(rich.element.querySelector('code').firstChild, node);
  assert.equal(node.data, 'ab\nc');
});

test('another text takes the place of the first', () => {
  const rich = render('one\n\ntwo', { open: true });
  rich.render('other', { open: true });
  assert.equal(rich.element.textContent, 'other');
});

function shape(node) {
  return node.childNodes ? { tag: node.tagName, attributes: [...node.attributes], children: node.childNodes.map(shape) } : node.data;
}

test('headings have ranks without a gap; those within quotes are none', () => {
  const tags = (text) => render(text).element.children.map((element) => element.tagName);
  assert.deepEqual(tags('## a\n#### b\n### c\n# d\n## e'), ['h3', 'h4', 'h4', 'h3', 'h4']);
  assert.deepEqual(elementsOf(render('> # a').element).map((element) => element.tagName), ['div', 'blockquote', 'p']);
});
