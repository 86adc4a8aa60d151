import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerOffers } from '../../../src/Reasoning.Api/wwwroot/js/view/server-offers.js';

/** A page that has just learned its agents, at the time 0. */
async function loaded(t) {
  const clock = { now: 0 };
  const shown = [];
  const asked = [];
  t.mock.method(globalThis, 'fetch', (url) => {
    if (url === 'knowledge') return Promise.reject(new Error('none'));
    return new Promise((resolve, reject) => { asked.push({ resolve, reject }); });
  });
  const picker = { show: (agents) => shown.push(agents.map(({ name }) => name)), unavailable: () => shown.push('unavailable') };
  const offers = new ServerOffers({ url: (path) => path, picker, now: () => clock.now });
  offers.load();
  await answer(asked[0], 'a');
  return { offers, clock, shown, asked };
}

function answer(request, ...names) {
  request.resolve({ ok: true, json: async () => ({ agents: names.map((name) => ({ name })) }) });
  return settle();
}

const settle = () => new Promise((resolve) => { setImmediate(resolve); });

test('agents are asked for again, but not while they are new or somebody already asks', async (t) => {
  const { offers, clock, shown, asked } = await loaded(t);
  clock.now = 2_999;
  offers.refreshAgents();
  assert.equal(asked.length, 1);
  clock.now = 3_000;
  offers.refreshAgents();
  clock.now = 20_000;
  offers.refreshAgents();
  assert.equal(asked.length, 2);
  await answer(asked[1], 'a', 'b');
  assert.deepEqual(shown, [['a'], ['a', 'b']]);
});

test('a refusal keeps the agents that are known, and is not the last word', async (t) => {
  const { offers, clock, shown, asked } = await loaded(t);
  clock.now = 3_000;
  offers.refreshAgents();
  asked[1].reject(new Error('away'));
  await settle();
  assert.deepEqual(shown, [['a']]);
  clock.now = 6_000;
  offers.refreshAgents();
  await answer(asked[2], 'c');
  assert.deepEqual(shown, [['a'], ['c']]);
});
