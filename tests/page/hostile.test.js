import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offerQuestions } from './support/knowledge.js';
import { rewriteFrames, steps } from './support/socket.js';
import { Stage, timeout } from './support/stage.js';

const stage = Stage.use();

const markup = '<script>window.attacked = 1</script><img src="https://evil.example/x" onerror="window.attacked = 2"><svg onload="window.attacked = 3">'
  + '<a href="javascript:window.attacked=4">here</a><iframe srcdoc="<script>parent.attacked = 5</script>"></iframe><style>*{display:none}</style>';
const escapes = '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u0000 \u009b2J';
const overrides = 'the file \u202egnp.exe\u202c and \u2066hidden\u2069 and \u200fmore';
const markdown = [
  '[a](javascript:window.attacked=6) [b](JaVaScRiPt&colon;window.attacked=6) [c](data:text/html,<script>1</script>) [d](vbscript:x)',
  '![image](https://evil.example/y.png) [e](https://good.example/"onmouseover="window.attacked=7) <https://good.example/auto>',
  '[ref]: javascript:window.attacked=8', '', '[ref]', '', '| a | b |', '|---|---|', `| ${markup} | \`${markup}\` |`, '', '```html', markup, '```', '',
  `# ${markup}`, '', `${'> '.repeat(2_000)}deep`, '', `${'['.repeat(5_000)}`, `${'*_'.repeat(5_000)}`, `${'- '.repeat(1_000)}x`,
].join('\n');
const unclosed = `**bold and \`code and [link](https://good.example/${'('.repeat(1_000)}`;

/** What a page that takes none of it for markup looks like. */
async function assertHarmless(person) {
  assert.equal(await person.page.evaluate(() => window.attacked), undefined);
  assert.deepEqual(await person.page.evaluate(() => {
    const links = [...document.querySelectorAll('main a[href], dialog a[href]')];
    return {
      elements: [...document.querySelectorAll('main :is(script, img, iframe, object, embed, style, form, base, meta, link)')].map(({ outerHTML }) => outerHTML)
        .filter((html) => !html.startsWith('<form')),
      handlers: [...document.querySelectorAll('main *')].flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith('on') || name === 'srcdoc'),
      schemes: links.map(({ protocol }) => protocol).filter((protocol) => !['http:', 'https:', 'mailto:'].includes(protocol)),
      opened: links.filter(({ host, rel }) => host !== location.host && !/noopener/.test(rel)).map(({ href }) => href),
    };
  }), { elements: [], handlers: [], schemes: [], opened: [] });

  // Whatever cannot be seen is a symbol: nothing of it reaches the text.
  const text = await person.page.evaluate(() => document.body.textContent);
  assert.deepEqual(text.match(/.{0,30}[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069].{0,30}/g) ?? [], []);
}

test("A person's own message is shown as it was written", { timeout }, () => stage.visit(async (person) => {
  await person.open('message');
  await person.ask(`${markup} ${overrides} ${escapes.replaceAll('\u0000', '')}`, 'researcher');
  await person.runs.seesEnd();

  const [question] = await person.runs.questions();
  assert.ok(question.startsWith(markup), question);
  assert.match(question, /⟦ESC⟧\[31mred⟦ESC⟧\[0m/);
  await assertHarmless(person);
}));

test('A document with markup in it is quoted as text, in the steps and in the answer', { timeout }, () => stage.visit(async (person) => {
  await person.open('document');
  await person.ask('What does the parrot beacon show?', 'researcher');
  await person.runs.seesEnd();
  await person.runs.unfold();

  assert.match(await person.runs.answerText(), /<img src="https:\/\/evil\.example\/x\.png" onerror=/);
  await assertHarmless(person);
}));

for (const [what, text, shown] of [
  ['Markup', markup, '<script>window.attacked = 1</script>'],
  ['Terminal escapes', escapes, '⟦ESC⟧[31mred'],
  ['Overrides of direction', overrides, 'gnp.exe'],
  ['Markdown with tricks', markdown, 'deep'],
  ['Markdown that never ends', unclosed, 'bold and'],
]) {
  test(`${what} from an agent: text, in every kind of step`, { timeout }, () => stage.visit(async (person) => {
    const tool = { tool_call_id: 'c1', tool_name: text.slice(0, 500) };
    await rewriteFrames(person.page, steps(
      { type: 'thought', content: text },
      { type: 'tool_use', content: text, arguments: { [text.slice(0, 500)]: text, nested: [{ text }] }, ...tool },
      { type: 'tool_result', content: text, is_error: true, ...tool },
      { type: 'error', content: text },
      { type: text.slice(0, 200), content: text },
      { content: text, citations: [{ source: text.slice(0, 300), heading: text.slice(0, 300) }] },
    ));
    await person.open('agent');
    await person.ask('steps=5', 'load');
    await person.runs.seesEnd();
    await person.runs.unfold();

    assert.ok((await person.runs.answerText()).includes(shown), await person.runs.answerText());
    await assertHarmless(person);
  }));
}

test('A title is text, in the list of sessions too', { timeout }, () => stage.visit(async (person) => {
  await stage.server.ask('titled', 'steps=1');
  await stage.server.rename('titled', `${markup.slice(0, 150)} \u202egnp`);
  await person.open('titled');
  await person.sessions.sees(markup.slice(0, 60));
  await assertHarmless(person);
}));

test('A question that is offered is text, and there are no more than four', { timeout }, () => stage.visit(async (person) => {
  await offerQuestions(person.page, markup.slice(0, 150), overrides, 'three', 'four', 'five', 6, null);
  await person.open();
  const questions = person.main.getByRole('group', { name: 'Example questions' }).getByRole('button');
  await questions.first().waitFor();
  const offered = await questions.allInnerTexts();
  assert.equal(offered.length, 4);
  assert.ok(offered[0].startsWith('<script>'), offered[0]);
  await assertHarmless(person);
}));

test('1 MB of text in a step and in an answer: cut, whole when asked for, and the page stays alive', { timeout }, () => stage.visit(async (person) => {
  const megabyte = 'A word and another one, then **bold** and `code`. '.repeat(20_972);
  assert.ok(megabyte.length >= 1 << 20);
  await rewriteFrames(person.page, steps({ type: 'tool_result', tool_call_id: 'c1', tool_name: 't', content: megabyte }, { content: megabyte }));
  await person.open('large');
  await person.ask('steps=1', 'load');
  await person.runs.seesEnd();
  await person.runs.unfold();

  assert.ok((await person.runs.characters()) < 200_000);
  await person.runs.showAll();
  assert.ok((await person.runs.characters()) > 1_000_000);
  await person.composer.message.fill('still alive');
  assert.equal(await person.composer.written(), 'still alive');
}));

test('A message of the greatest length goes out whole; a longer one cannot be sent', { timeout }, () => stage.visit(async (person) => {
  const { composer } = person;
  await person.open('long');
  await composer.pick('summarizer');
  await composer.message.fill('é'.repeat(32_001));
  await person.page.getByText('32,001 of 32,000 characters: too long to send').waitFor();
  assert.equal(await composer.send.isDisabled(), true);
  await composer.say('é'.repeat(32_000));
  await person.runs.seesEnd();

  const [{ length }] = await stage.server.questions('long');
  assert.equal(length, 32_000);
}));
