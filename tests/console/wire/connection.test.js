import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from '../../../src/Reasoning.Api/wwwroot/js/wire/backoff.js';
import { closeAdvice } from '../../../src/Reasoning.Api/wwwroot/js/wire/close-codes.js';
import { Connection } from '../../../src/Reasoning.Api/wwwroot/js/wire/connection.js';
import { FakeClock, event, socketFactory } from '../support/fakes.js';

function connection() {
  const clock = new FakeClock();
  const { sockets, create, last } = socketFactory();
  const states = [];
  const events = [];
  const losses = [];
  const broadcasts = [];
  const lost = [];
  const subject = new Connection({
    url: (after, epoch) => `after=${after}&epoch=${epoch}`,
    createSocket: create,
    clock,
    random: () => 1,
    handlers: {
      state: (state) => states.push(state),
      event: (message, { replaying }) => events.push([message.seq, replaying]),
      loss: (loss) => losses.push(loss),
      broadcast: (message) => broadcasts.push(message.raw),
      lost: (how) => lost.push(how),
    },
  });
  subject.start();
  return { subject, clock, sockets, last, states, events, losses, broadcasts, lost, state: () => states.at(-1) };
}

function live(lastSeq = 0) {
  const c = connection();
  c.last().greets({ last_seq: lastSeq });
  for (let seq = 1; seq <= lastSeq; seq++) c.last().says(event(seq, 'reasoning_step', 'r'));
  c.last().catchesUp(lastSeq);
  return c;
}

test('first connect asks for the whole log, without an epoch', () => {
  const c = connection();
  assert.equal(c.last().url, 'after=0&epoch=undefined');
  assert.equal(c.state().phase, 'connecting');
});

test('phases: replaying until caught_up, then live, and events say which', () => {
  const c = connection();
  c.last().greets({ last_seq: 1 });
  assert.equal(c.state().phase, 'replaying');
  c.last().says(event(1, 'reasoning_step', 'r'));
  c.last().catchesUp(1);
  assert.equal(c.state().phase, 'live');
  c.last().says(event(2, 'reasoning_step', 'r'));
  assert.deepEqual(c.events, [[1, true], [2, false]]);
});

test('a server that knows only the core is live at once', () => {
  const c = connection();
  c.last().says({ type: 'connected', data: { session_id: 's', agent_name: 'a', message: 'Connected to agent chat' } });
  assert.equal(c.state().phase, 'live');
  c.last().says({ type: 'reasoning_step', data: {} });
  assert.equal(c.events.length, 1);
});

test('reconnect resumes after the last event seen, with its epoch', () => {
  const c = live(3);
  c.last().goes(1006);
  assert.equal(c.state().phase, 'waiting');
  c.clock.advance(15_000);
  assert.equal(c.last().url, 'after=3&epoch=e1');
});

test('a duplicate is dropped', () => {
  const c = live(2);
  c.last().says(event(2, 'reasoning_step', 'r'));
  assert.equal(c.events.length, 2);
});

test('a gap reconnects without handing on what lies behind it', () => {
  const c = live(2);
  const first = c.last();
  first.says(event(5, 'reasoning_step', 'r'));
  assert.equal(first.closedWith, 1000);
  assert.equal(c.events.length, 2);
  c.clock.advance(15_000);
  assert.equal(c.last().url, 'after=2&epoch=e1');
});

test('a number out of the air costs no event, however often it is told', () => {
  const c = live(2);
  for (let n = 0; n < 4; n++) {
    c.last().says({ type: 'ping', data: { last_seq: 9e14 } });
    c.clock.advance(15_000);
    if (c.last().url === 'after=2&epoch=e1') c.last().greets({ last_seq: 2 });
  }
  assert.deepEqual(c.losses, []);
  c.last().catchesUp(2);
  c.last().says(event(3, 'reasoning_step', 'r'));
  assert.equal(c.events.at(-1)[0], 3);
});

test('a gap that stays is admitted after two reconnects', () => {
  const c = live(2);
  for (let n = 0; n < 2; n++) {
    c.last().says(event(5, 'reasoning_step', 'r'));
    c.clock.advance(15_000);
    c.last().greets({ last_seq: 5 });
  }
  assert.deepEqual(c.losses, []);
  c.last().says(event(5, 'reasoning_step', 'r'));
  assert.deepEqual(c.losses, [{ reason: 'gap', cleared: false, from: 3, to: 4 }]);
  assert.equal(c.events.at(-1)[0], 5);
});

test('ping is answered, and one that is ahead of us means that something was lost', () => {
  const c = live(2);
  c.last().says({ type: 'ping', data: { last_seq: 2 } });
  assert.deepEqual(c.last().sent, [{ type: 'pong' }]);
  assert.equal(c.subject.phase, 'live');
  c.last().says({ type: 'ping', data: { last_seq: 3 } });
  assert.equal(c.subject.phase, 'waiting');
});

test('caught_up beyond what was replayed is not believed', () => {
  const c = connection();
  c.last().greets({ last_seq: 3 });
  c.last().catchesUp(3);
  assert.equal(c.subject.phase, 'waiting');
});

test('silence for more than two heartbeats is a lost connection', () => {
  const c = live();
  c.clock.advance(60_000);
  c.last().says({ type: 'ping', data: { last_seq: 0 } });
  c.clock.advance(64_000);
  assert.equal(c.subject.phase, 'live');
  c.clock.advance(1_000);
  assert.equal(c.subject.phase, 'waiting');
});

test('a server that never answers is given up', () => {
  const c = connection();
  c.clock.advance(14_999);
  assert.equal(c.subject.phase, 'connecting');
  c.clock.advance(1);
  assert.equal(c.subject.phase, 'waiting');
});

test('a socket that was replaced is no longer listened to', () => {
  const c = live();
  const old = c.last();
  old.goes(1006);
  c.clock.advance(15_000);
  old.says(event(1, 'reasoning_step', 'r'));
  old.goes(4504);
  assert.equal(c.events.length, 0);
  assert.equal(c.subject.phase, 'connecting');
});

test('hurry: connects at once while waiting, and probes an open socket', () => {
  const c = live();
  c.subject.hurry();
  assert.equal(c.last().sent.at(-1).type, 'ping');
  c.clock.advance(5_000);
  assert.equal(c.subject.phase, 'waiting');
  c.subject.hurry();
  assert.equal(c.subject.phase, 'connecting');
});

test('an answered probe keeps the connection', () => {
  const c = live();
  c.subject.hurry();
  c.last().says({ type: 'pong', reply_to: 'probe', data: {} });
  c.clock.advance(6_000);
  assert.equal(c.subject.phase, 'live');
});

test('4429 waits as long as the error before it said, whoever is in a hurry', () => {
  const c = live();
  c.last().says({ type: 'error', data: { code: 'rate_limited', message: 'slow', retry_after: 7 } });
  c.last().goes(4429);
  assert.equal(c.state().canHurry, false);
  c.subject.hurry();
  c.clock.advance(6_900);
  assert.equal(c.subject.phase, 'waiting');
  c.clock.advance(1_200);
  assert.equal(c.subject.phase, 'connecting');
});

test('4500 and above are for good', () => {
  for (const code of [4500, 4501, 4503, 4504, 4999]) {
    const c = live();
    c.last().goes(code);
    assert.equal(c.state().phase, 'closed');
    c.clock.advance(100_000);
    c.subject.hurry();
    assert.equal(c.sockets.length, 1);
  }
});

test('closeAdvice: reconnects from 1001 and 4000 to 4499; does not resend what was refused', () => {
  for (const code of [1000, 1001, 1006, 1011, 1013, 4000, 4408, 4410, 4424, 4429, 4499]) assert.equal(closeAdvice(code).again, true, code);
  assert.equal(closeAdvice(1009).resend, false);
  assert.equal(closeAdvice(1001).resend, true);
  assert.equal(closeAdvice(1013).waitMs, 10_000);
});

test('backoff: between the floor and a growing ceiling of 15 s', () => {
  assert.equal(backoff(0, () => 0), 500);
  assert.equal(backoff(9, () => 0), 500);
  assert.deepEqual([0, 1, 2, 3, 4, 50].map((n) => backoff(n, () => 1)), [1000, 2000, 4000, 8000, 15000, 15000]);
});

test('failures wait longer and longer; only a connection that lasts makes them short again', () => {
  const c = live();
  const wait = () => c.state().retryAt - c.clock.now();
  c.last().goes(1006);
  assert.equal(wait(), 1_000);
  c.clock.advance(1_000);
  c.last().greets();
  c.last().catchesUp();
  c.last().goes(1006);
  assert.equal(wait(), 2_000);
  c.clock.advance(2_000);
  c.last().greets();
  c.last().catchesUp();
  c.clock.advance(10_000);
  c.last().goes(1006);
  assert.equal(wait(), 1_000);
});

test('broadcasts that look like ours change nothing', () => {
  const c = live(1);
  c.last().says({ type: 'connected', data: { epoch: 'evil' } });
  c.last().says({ type: 'reasoning_step', run_id: 'r', data: {} });
  c.last().says('not json');
  assert.equal(c.broadcasts.length, 2);
  assert.equal(c.events.length, 1);
  c.last().goes(1006);
  c.clock.advance(15_000);
  assert.equal(c.last().url, 'after=1&epoch=e1');
});

test('suspend closes without coming back until start', () => {
  const c = live(1);
  c.subject.suspend();
  assert.equal(c.last().closedWith, 1000);
  c.clock.advance(100_000);
  assert.equal(c.sockets.length, 1);
  c.subject.start();
  assert.equal(c.last().url, 'after=1&epoch=e1');
});

test('whoever watches the wire sees every frame of it', () => {
  const { create, last } = socketFactory();
  const seen = [];
  const subject = new Connection({ url: () => 'address', createSocket: create, clock: new FakeClock(), handlers: { frame: (...frame) => seen.push(frame) } });
  subject.start();
  last().greets();
  last().catchesUp();
  last().says({ type: 'ping', data: {} });
  last().goes(1006);
  assert.deepEqual(seen.map(([direction, text]) => [direction, text.slice(0, 12)]), [
    ['open', 'address'], ['in', '{"type":"con'], ['in', '{"type":"cau'], ['in', '{"type":"pin'], ['out', '{"type":"pon'], ['close', '1006'],
  ]);
});
