import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violations } from './support/axe.js';
import { refusals } from './support/guard.js';
import { savePicture } from './support/pictures.js';
import { desktop, phone } from './support/sizes.js';
import { rewriteFrames, steps } from './support/socket.js';
import { Stage, timeout } from './support/stage.js';

const stage = Stage.use();
const looks = {
  'desktop-light': desktop,
  'desktop-dark': { ...desktop, colorScheme: 'dark' },
  phone,
};

const rich = [
  '# Heading', '', 'A paragraph with **strong**, *emphasis*, `code` and a [link](https://example.org/page).', '', '- one', '- two', '  - nested', '',
  '1. first', '2. second', '', '> a quotation', '', '```js', 'const answer = 42;', '```', '', '| tower | height |', '|---|---|', '| north | 31 m |',
].join('\n');

for (const [look, options] of Object.entries(looks)) {
  test(`Each state is accessible and has its picture, ${look}`, { timeout }, () => stage.visit(async (person, context) => {
    const wrong = [];
    const state = async (name) => {
      await savePicture(person.page, `${look}-${name}`);
      for (const violation of await violations(person.page)) wrong.push(`${name}: ${violation}`);
    };

    const change = steps(
      { type: 'tool_use', content: 'search', tool_name: 'search', tool_call_id: 'c1', arguments: { query: 'lamp', limit: 5 } },
      { type: 'tool_result', content: 'Nothing was found.', tool_name: 'search', tool_call_id: 'c1', is_error: true },
      { content: rich },
    );
    let changes = false;
    await rewriteFrames(person.page, (frame) => (changes ? change(frame) : frame));

    await person.open();
    await person.seesGreeting();
    await state('empty');

    await person.ask('steps=400 delay=50 size=400 deltas=10', 'load');
    await person.runs.reachesStep(4);
    await state('running');
    await person.runs.stop();
    await person.runs.seesStopped();
    await state('stopped');

    await person.sessions.begin();
    await person.ask('How often is the lens of the lamp cleaned?', 'researcher');
    await person.runs.seesEnd();
    await state('done');
    await person.runs.unfold();
    await state('unfolded');
    await person.runs.openSource(/lighthouse/);
    await person.panels.passageText.getByText('distilled water').waitFor();
    await state('passage');
    await person.panels.closePassage();

    const { panels, sessions } = person;
    await panels.openFrames();
    await state('frames');
    await panels.close(panels.frames);
    await panels.openShortcuts();
    await state('shortcuts');
    await panels.close(panels.shortcuts);
    await person.composer.open();
    await state('agents');
    await person.composer.seeLastAgent();
    await state('agents-unusable');
    await person.composer.close();
    await sessions.askToDelete('How often is the lens of the lamp cleaned?');
    await state('deleting');
    await sessions.confirmation.getByRole('button', { name: 'Cancel' }).click();
    await state('sessions');
    await person.sessions.hide();

    changes = true;
    await person.sessions.begin();
    await person.ask('steps=2', 'load');
    await person.runs.seesEnd();
    await state('rich');
    await person.runs.unfold();
    await state('rich-unfolded');
    await person.ask('steps=3 fail=2', 'load');
    await person.runs.seesFailed(1);
    await state('failed');

    await person.sessions.begin();
    await person.ask('متى أضيء مصباح المنارة لأول مرة؟', 'researcher');
    await person.runs.seesEnd();
    await state('right-to-left');

    await stage.server.end('SIGKILL');
    await person.seesReconnecting();
    await person.composer.say('Are you there?', 'researcher');
    await person.composer.seesWaiting('Are you there?');
    await state('offline');
    assert.deepEqual(wrong, []);
  }, { ...options, allowed: refusals }));
}

/** Where the runs are, all at the same moment. */
function places(person) {
  return person.page.evaluate(() => [...document.querySelectorAll('main article')].map((run) => run.getBoundingClientRect().toJSON()));
}

test('Two runs at once stand side by side where there is room', { timeout }, () => stage.visit(async (person) => {
  await person.open();
  await person.ask('steps=400 delay=50 size=300', 'load');
  await person.ask('steps=400 delay=60 size=300', 'load');
  for (const run of [0, 1]) {
    await person.page.getByRole('main').getByRole('article').nth(run).getByText(/^Iteration \d+$/).first().waitFor();
  }
  await person.page.setViewportSize({ width: 1920, height: 1000 });
  const [left, right] = await places(person);
  assert.ok(left.right <= right.left, `${JSON.stringify(left)} ${JSON.stringify(right)}`);
  await savePicture(person.page, 'side-by-side');
  assert.deepEqual(await violations(person.page), []);
  await person.page.setViewportSize(phone.viewport);
  const [upper, lower] = await places(person);
  assert.ok(upper.bottom <= lower.top, `${JSON.stringify(upper)} ${JSON.stringify(lower)}`);
  await person.press('Escape');
  await person.runs.seesStopped(0);
}));
