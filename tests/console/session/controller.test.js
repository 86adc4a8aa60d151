import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Controller } from '../../../src/Reasoning.Api/wwwroot/js/session/controller.js';
import { FakeClock, event, socketFactory } from '../support/fakes.js';

function console_({ greet = true } = {}) {
  const clock = new FakeClock();
  const { create, last, sockets } = socketFactory();
  let ids = 0;
  const announced = [];
  const controller = new Controller({
    url: (after, epoch) => `after=${after}&epoch=${epoch}`,
    newId: () => `id${++ids}`,
    changed: () => {},
    announce: (text) => announced.push(text),
    createSocket: create,
    clock,
    random: () => 1,
  });
  controller.start();
  if (greet) {
    last().greets();
    last().catchesUp();
  }
  const reconnect = (greeting, replay = []) => {
    clock.advance(15_000);
    last().greets(greeting);
    for (const message of replay) last().says(message);
    last().catchesUp(replay.at(-1)?.seq ?? 0);
  };
  const say = (message = 'm') => controller.say({ message, agent: 'a', enableReasoning: true });
  const chats = () => last().sent.filter((each) => each.type === 'chat');
  return { controller, clock, last, sockets, announced, reconnect, say, chats, notices: () => controller.log.timeline.filter((item) => item.notice).map((item) => item.notice.text) };
}
const start = (seq, runId, message = 'm') => event(seq, 'reasoning_start', runId, { agent: 'a', message, enable_reasoning: true });

test('a message is pending until accepted, then it is a run', () => {
  const c = console_();
  assert.equal(c.say(), undefined);
  const [sent] = c.chats();
  assert.equal(c.controller.pending[0].state, 'sent');
  c.last().says({ type: 'accepted', reply_to: sent.id, run_id: 'r', data: { duplicate: false } });
  assert.equal(c.controller.pending.length, 0);
  assert.equal(c.controller.log.run('r').message, 'm');
});

test('what cannot be sent is refused here, with the reason', () => {
  const c = console_();
  assert.match(c.say('  \n'), /Write/);
  assert.match(c.say('x'.repeat(32_001)), /too long/);
  assert.equal(c.say('x'.repeat(32_000)), undefined);
  c.last().goes(4504);
  assert.match(c.say(), /closed/);
});

test('a frame larger than the server takes is not sent', () => {
  const c = console_({ greet: false });
  c.last().greets({ max_message_bytes: 1_000 });
  assert.match(c.say('ü'.repeat(500)), /larger/);
  assert.equal(c.say('x'.repeat(500)), undefined);
});

test('without a connection a message waits for the next one', () => {
  const c = console_();
  c.last().goes(1001);
  c.say();
  assert.equal(c.controller.pending[0].state, 'queued');
  c.reconnect();
  assert.equal(c.chats().length, 1);
});

test('after a reconnect what was not accepted goes out again under the same key', () => {
  const c = console_();
  c.say();
  const [first] = c.chats();
  c.last().goes(1006);
  assert.equal(c.controller.pending[0].state, 'unconfirmed');
  c.reconnect();
  assert.deepEqual(c.chats(), [first]);
  c.last().says({ type: 'accepted', reply_to: first.id, run_id: 'r', data: { duplicate: true } });
  assert.equal(c.controller.pending.length, 0);
});

test('a message whose run is in the replay is not sent again', () => {
  const c = console_();
  c.say();
  c.last().goes(1006);
  c.reconnect({ last_seq: 1, active_runs: [{ run_id: 'r' }] }, [start(1, 'r')]);
  assert.equal(c.controller.pending.length, 0);
  assert.equal(c.chats().length, 0);
});

test('two equal messages in doubt and one run: the other goes out again', () => {
  const c = console_();
  c.say();
  c.say();
  c.last().goes(1006);
  c.reconnect({ last_seq: 1, active_runs: [{ run_id: 'r' }] }, [start(1, 'r')]);
  assert.equal(c.chats().length, 1);
});

test('somebody else’s equal message does not settle one whose answer is still to come', () => {
  const c = console_();
  c.say();
  c.last().says(start(1, 'other'));
  assert.equal(c.controller.pending.length, 1);
});

test('on a server without accepted, the start settles the message', () => {
  const c = console_({ greet: false });
  c.last().says({ type: 'connected', data: { session_id: 's' } });
  c.say();
  c.last().says({ type: 'reasoning_start', run_id: 'r', data: { agent: 'a', message: 'm', enable_reasoning: true } });
  assert.equal(c.controller.pending.length, 0);
});

test('a message that the server closes for is not sent again by itself', () => {
  const c = console_();
  c.say();
  c.last().goes(1009);
  assert.equal(c.controller.pending[0].state, 'failed');
  c.reconnect();
  assert.equal(c.chats().length, 0);
  c.controller.resend(c.controller.pending[0].id);
  assert.equal(c.chats().length, 1);
});

test('three connections lost over one message are enough', () => {
  const c = console_();
  c.say();
  for (let n = 0; n < 3; n++) {
    c.last().goes(1006);
    c.reconnect();
  }
  assert.equal(c.controller.pending[0].state, 'failed');
});

test('a refusal belongs to its message and can be sent again or discarded', () => {
  const c = console_();
  c.say();
  const [sent] = c.chats();
  c.last().says({ type: 'error', reply_to: sent.id, data: { code: 'too_many_runs', message: 'Four are running.' } });
  assert.equal(c.controller.pending[0].error.message, 'Four are running.');
  assert.deepEqual(c.notices(), []);
  c.controller.resend(sent.id);
  assert.equal(c.chats().length, 2);
  c.last().says({ type: 'error', reply_to: sent.id, data: { code: 'too_many_runs', message: 'Four.' } });
  c.controller.discard(sent.id);
  assert.equal(c.controller.pending.length, 0);
});

test('an error that answers nothing of ours is a notice', () => {
  const c = console_();
  c.last().says({ type: 'error', data: { code: 'rate_limited', message: 'Too much.' } });
  assert.deepEqual(c.notices(), ['Too much.']);
});

test('stop: shown at once, confirmed, ended', () => {
  const c = console_();
  c.last().says(start(1, 'r'));
  c.controller.stop('r');
  const run = c.controller.log.run('r');
  assert.equal(run.stop, 'requested');
  const sent = c.last().sent.at(-1);
  assert.deepEqual(sent.payload, { run_id: 'r' });
  c.controller.stop('r');
  assert.equal(c.last().sent.at(-1), sent);
  c.last().says({ type: 'interrupted', reply_to: sent.id, data: { run_ids: ['r'] } });
  assert.equal(run.stop, 'confirmed');
  c.last().says(event(2, 'reasoning_complete', 'r', { status: 'interrupted' }));
  assert.equal(run.status, 'interrupted');
});

test('stopAll: one interrupt for every active run, and none without', () => {
  const c = console_();
  assert.equal(c.controller.stopAll(), 0);
  c.last().says(start(1, 'r1'));
  c.last().says(start(2, 'r2'));
  assert.equal(c.controller.stopAll(), 2);
  assert.equal('payload' in c.last().sent.at(-1), false);
  assert.equal(c.controller.stopAll(), 0);
});

test('a stop wished for without a connection is sent with the next one', () => {
  const c = console_();
  c.last().says(start(1, 'r'));
  c.last().goes(1006);
  c.controller.stop('r');
  c.reconnect({ last_seq: 1, active_runs: [{ run_id: 'r' }] });
  assert.deepEqual(c.last().sent.at(-1).payload, { run_id: 'r' });
});

test('a stop whose answer was lost is asked for again', () => {
  const c = console_();
  c.last().says(start(1, 'r'));
  c.controller.stop('r');
  c.last().goes(1006);
  c.reconnect({ last_seq: 1, active_runs: [{ run_id: 'r' }] });
  assert.deepEqual(c.last().sent.at(-1).payload, { run_id: 'r' });
});

test('a stop that fails can be tried again', () => {
  const c = console_();
  c.last().says(start(1, 'r'));
  c.controller.stop('r');
  c.last().says({ type: 'error', reply_to: c.last().sent.at(-1).id, data: { code: 'run_not_found', message: 'No such run.' } });
  assert.equal(c.controller.log.run('r').stop, undefined);
  assert.deepEqual(c.notices(), ['Not stopped: No such run.']);
});

test('a lost log clears the page and says so', () => {
  const c = console_();
  c.last().says(start(1, 'r'));
  c.last().goes(1006);
  c.reconnect({ epoch: 'e2', recovered: false, reason: 'epoch_mismatch', oldest_seq: 1 });
  assert.equal(c.controller.log.run('r'), undefined);
  assert.match(c.notices()[0], /lost or deleted/);
});

test('truncated events are named', () => {
  const c = console_();
  c.last().goes(1006);
  c.reconnect({ last_seq: 9, recovered: false, reason: 'truncated', oldest_seq: 9 }, [event(9, 'reasoning_step', 'r', { type: 'thought', content: 'x' })]);
  assert.match(c.notices()[0], /events 1 to 8: 8 events/);
});

test('a run that the server no longer has is not shown as working for ever', () => {
  const c = console_();
  c.last().says(start(1, 'gone'));
  c.last().goes(1006);
  c.reconnect({ last_seq: 1, active_runs: [] });
  assert.equal(c.controller.log.run('gone').status, 'unknown');
});

test('a run that began during the replay is not taken for gone', () => {
  const c = console_({ greet: false });
  c.last().greets({ last_seq: 0 });
  c.last().says(start(1, 'r'));
  c.last().catchesUp(1);
  assert.equal(c.controller.log.run('r').status, 'running');
});

test('a message accepted while the replay goes on is not taken for gone', () => {
  const c = console_({ greet: false });
  c.last().greets({ last_seq: 0 });
  c.say();
  c.last().says({ type: 'accepted', reply_to: c.chats()[0].id, run_id: 'r', data: { duplicate: false } });
  c.last().catchesUp(0);
  assert.equal(c.controller.log.run('r').status, 'starting');
});

test('an active run whose events are gone is shown all the same', () => {
  const c = console_({ greet: false });
  c.last().greets({ active_runs: [{ run_id: 'r', agent: 'a', started_at: 1 }] });
  c.last().catchesUp(0);
  assert.equal(c.controller.log.run('r').status, 'running');
});

test('what happened is said aloud when it is live, not when it is replayed', () => {
  const c = console_({ greet: false });
  c.last().greets({ last_seq: 1 });
  c.last().says(start(1, 'r'));
  c.last().catchesUp(1);
  assert.ok(!c.announced.some((text) => /working/.test(text)));
  c.last().says(event(2, 'reasoning_complete', 'r', { status: 'completed' }));
  assert.equal(c.announced.at(-1), 'a has answered.');
});
