import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultAgent, loadAgents, readAgents } from '../../../src/Reasoning.Api/wwwroot/js/api/agents.js';
import { randomId } from '../../../src/Reasoning.Api/wwwroot/js/wire/ids.js';
import { clip, formatDuration, plural } from '../../../src/Reasoning.Api/wwwroot/js/text/format.js';

test('clip: by characters, by lines, and not at all', () => {
  assert.deepEqual(clip('abcdef', 3, 10), { text: 'abc', clipped: true });
  assert.deepEqual(clip('a\nb\nc', 100, 2), { text: 'a\nb', clipped: true });
  assert.deepEqual(clip('a\nb', 100, 2), { text: 'a\nb', clipped: false });
  assert.deepEqual(clip('', 3, 3), { text: '', clipped: false });
});

test('clip: never cuts a surrogate pair in two', () => {
  assert.equal(clip('a😀b', 2, 9).text, 'a');
  assert.equal(clip('a😀b', 3, 9).text, 'a😀');
});

test('formatDuration: in the unit that fits', () => {
  assert.deepEqual([0, 12.4, 999, 1_000, 59_949, 59_960, 61_000, 3_720_000].map(formatDuration),
    ['< 1 ms', '12 ms', '999 ms', '1.0 s', '59.9 s', '1 min 0 s', '1 min 1 s', '1 h 2 min']);
});

test('plural', () => {
  assert.deepEqual([plural(1, 'step'), plural(0, 'step'), plural(1_200, 'step')], ['1 step', '0 steps', '1,200 steps']);
});

test('readAgents: leaves out what has no name and takes any body', () => {
  for (const body of [null, undefined, 3, {}, { agents: 'x' }, { agents: [null, {}, { name: 3 }] }]) assert.deepEqual(readAgents(body), []);
  const [agent] = readAgents({ agents: [{ name: 'a', description: 1, tools: [null, { name: 't' }] }] });
  assert.deepEqual(agent, { name: 'a', description: '', isDefault: false, streaming: true, unavailable: undefined, tools: [{ name: 't', description: '' }] });
});

test('defaultAgent: the one that says so, else the first, of those that can be asked', () => {
  assert.equal(defaultAgent(readAgents({ agents: [{ name: 'a', unavailable: 'no key' }, { name: 'b' }, { name: 'c', default: true, unavailable: 'no key' }] })).name, 'b');
  assert.equal(defaultAgent(readAgents({ agents: [{ name: 'a' }, { name: 'b', default: true }] })).name, 'b');
  assert.equal(defaultAgent(readAgents({ agents: [{ name: 'a' }, { name: 'b' }] })).name, 'a');
  assert.equal(defaultAgent([]), undefined);
});

test('loadAgents: an HTTP failure is an error, not an empty list', async () => {
  await assert.rejects(loadAgents('x', undefined, async () => ({ ok: false, status: 503 })), /503/);
});

test('randomId: works where randomUUID does not exist', () => {
  const id = randomId({ getRandomValues: (bytes) => bytes.fill(10) });
  assert.equal(id, '0a'.repeat(16));
});
