import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellAgents } from './support/agents.js';
import { violations } from './support/axe.js';
import { refusals } from './support/guard.js';
import { savePicture } from './support/pictures.js';
import { desktop, phone } from './support/sizes.js';
import { Stage, timeout } from './support/stage.js';
import { until } from './support/until.js';

const stage = Stage.use();

/** Opens the list again and again, as a person would who waits for something to change in it. */
function looksUntil(person, holds, what) {
  return until(async () => {
    await person.composer.open();
    const held = await holds();
    await person.composer.close();
    return held;
  }, what);
}

test('Whoever opens the list sees which agents came and went since the page was loaded', { timeout }, () => stage.visit(async (person) => {
  let reasons = { writer: 'its model is away' };
  const asked = await tellAgents(person.page, () => reasons);
  await person.open();
  await person.composer.pick('analyst');
  assert.deepEqual(await person.composer.unusableAgents(), [{ reason: 'Cannot be asked now\nits model is away', agents: ['writer'] }]);

  // The one that was chosen goes, the other comes.
  reasons = { analyst: 'its provider does not answer' };
  await looksUntil(person, async () => asked() > 1, 'the page asks again');
  await person.composer.open();
  await person.composer.seesUsable('writer');
  await person.composer.seesUnusable('analyst');
  assert.equal((await person.composer.agent.innerText()).trim(), 'researcher');
  await person.composer.close();

  // No answer leaves the list as it was.
  reasons = null;
  const before = asked();
  await looksUntil(person, async () => asked() > before, 'the page asks a third time');
  await person.composer.pick('writer');
  assert.equal((await person.composer.agent.innerText()).trim(), 'writer');
}, { allowed: [...refusals, /net::ERR_FAILED/] }));

test('A list that changes while it is open keeps the focus in it', { timeout }, () => stage.visit(async (person) => {
  let reasons = {};
  const asked = await tellAgents(person.page, () => reasons);
  await person.open();
  reasons = { writer: 'its model is away' };
  await looksUntil(person, async () => asked() > 1, 'the page asks again');
  await person.composer.open();
  await person.composer.seesUnusable('writer');
  assert.equal(await person.page.evaluate(() => document.activeElement.value), 'researcher');
  await person.composer.close();
}));

const long = `no model has all it needs: ${Array.from({ length: 12 }, (_, i) => `neither PROVIDER_${i}_API_KEY nor Models:${'x'.repeat(60)}${i}:ApiKey is set`).join('; ')}`;
for (const [name, size] of Object.entries({ desktop, phone })) {
  test(`A reason may be long: the list stays in the window and is accessible, ${name}`, { timeout }, () => stage.visit(async (person) => {
    await tellAgents(person.page, () => ({ analyst: long, developer: long, writer: 'its model’s provider does not answer' }));
    await person.open();
    await person.composer.open();
    await person.composer.seeLastAgent();
    await savePicture(person.page, `${name}-long-reason`);

    const { x, y, width, height, sideways } = await person.page.getByRole('dialog', { name: 'Agents' }).evaluate((panel) => (
      { ...panel.getBoundingClientRect().toJSON(), sideways: panel.scrollWidth - panel.clientWidth }));
    assert.ok(x >= 0 && y >= 0 && x + width <= size.viewport.width && y + height <= size.viewport.height, `${x} ${y} ${width} ${height}`);
    assert.equal(sideways, 0);
    assert.deepEqual(await violations(person.page), []);
  }, size));
}
