import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EventSource } from 'eventsource';
import { events, follow, types } from './support/follow.js';
import { Proxy } from '../support/proxy.js';
import { Server } from '../support/server.js';

const limit = 60_000;
const timeout = 3 * limit;
let server;

before(async () => { server = await Server.start(); });
after(() => server.dispose());

async function through(cuts, act) {
  const proxy = new Proxy(() => server.url, cuts);
  await proxy.listen();
  try {
    return await act(proxy);
  } finally {
    await proxy.close();
  }
}

test('EventSource, when nothing breaks, follows a run as the log has it', { timeout }, () => through([], async (proxy) => {
  const following = follow(EventSource, `${proxy.url}/sessions/whole/events?after=0`, types, limit);
  await server.ask('whole', 'steps=50');
  const { outcome, opened, seen } = await following;

  assert.equal(outcome, 'complete');
  assert.equal(opened, 1);
  assert.deepEqual(seen.slice(0, 1).map(({ type, event }) => [type, event.data.recovered]), [['connected', true]]);
  assert.deepEqual(events(seen), await server.log('whole'));
}));

test('EventSource, cut again and again in mid-run, comes back by itself and ends with the same log', { timeout }, () =>
  through([200, 1_500, 1_501, 5_000, 9_000], async (proxy) => {
    const following = follow(EventSource, `${proxy.url}/sessions/cut/events?after=0`, types, limit);
    await server.ask('cut', 'steps=300 delay=20');
    const { outcome, seen } = await following;

    assert.equal(outcome, 'complete');
    assert.equal(proxy.cut, 5);
    assert.equal(proxy.streams, 6);
    assert.deepEqual(events(seen), await server.log('cut'));
    assert.equal(events(seen).length, 303);
    assert.ok(seen.filter(({ type }) => type === 'connected').every(({ event }) => event.data.recovered));
  }));

test('EventSource, while its server is killed and then told to go, comes back by itself and ends with the same log', { timeout }, async () => {
  let progress;
  const half = new Promise((resolve) => { progress = resolve; });
  class WatchedSource extends EventSource {
    constructor(url) {
      super(url);
      this.addEventListener('reasoning_step', ({ lastEventId }) => { if (lastEventId.endsWith(':100')) progress(); });
    }
  }

  const following = follow(WatchedSource, `${server.url}/sessions/killed/events?after=0`, types, limit);
  await server.ask('killed', 'steps=400 delay=20');
  await half;
  await server.end('SIGKILL');
  await server.start();
  await new Promise((resolve) => { setTimeout(resolve, 2_000); });
  await server.end('SIGTERM');
  await server.start();
  const { outcome, opened, seen } = await following;

  assert.equal(outcome, 'complete');
  assert.equal(opened, 3);
  assert.deepEqual(seen.filter(({ type }) => type === 'close').map(({ event }) => event.data.code), [1001]);
  assert.deepEqual(events(seen), await server.log('killed'));
});
