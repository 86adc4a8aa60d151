import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, isUnusable, sessionOf, socketAddress } from '../../../src/Reasoning.Api/wwwroot/js/session/address.js';
import { Controller } from '../../../src/Reasoning.Api/wwwroot/js/session/controller.js';
import { Workspace } from '../../../src/Reasoning.Api/wwwroot/js/session/workspace.js';
import { FakeClock, socketFactory } from '../support/fakes.js';

function workspace() {
  const { sockets, create } = socketFactory();
  let ids = 0;
  let changes = 0;
  const subject = new Workspace({
    create: (id, changed) => new Controller({
      url: (after) => `${id} after=${after}`, newId: () => `id${++ids}`, changed, announce: () => {}, createSocket: create, clock: new FakeClock(), random: () => 1,
    }),
    changed: () => { changes += 1; },
  });
  const of = (id) => sockets.filter((socket) => socket.url.startsWith(`${id} `));
  return { subject, sockets, of, newest: (id) => of(id).at(-1), changes: () => changes };
}
const live = (socket) => {
  socket.greets();
  socket.catchesUp();
};

test('a session that is left is disconnected, and resumed when it is come back to', () => {
  const w = workspace();
  w.subject.open('a');
  live(w.newest('a'));
  w.newest('a').says({ type: 'reasoning_start', seq: 1, run_id: 'r', data: {} });
  w.subject.open('b');
  assert.equal(w.newest('a').closedWith, 1000);
  const back = w.subject.open('a');
  assert.equal(w.newest('a').url, 'a after=1');
  assert.equal(back.log.timeline.length, 1);
});

test('one with messages that wait stays until they are gone', () => {
  const w = workspace();
  const a = w.subject.open('a');
  a.say({ message: 'm', enableReasoning: true });
  w.subject.open('b');
  assert.equal(w.newest('a').closedWith, undefined);
  live(w.newest('a'));
  const [chat] = w.newest('a').sent;
  w.newest('a').says({ type: 'accepted', reply_to: chat.id, run_id: 'r', data: {} });
  assert.equal(w.newest('a').closedWith, 1000);
});

test('only the session in front calls for a drawing', () => {
  const w = workspace();
  const a = w.subject.open('a');
  a.say({ message: 'm', enableReasoning: true });
  w.subject.open('b');
  const before = w.changes();
  w.newest('a').greets();
  assert.equal(w.changes(), before);
  w.newest('b').greets();
  assert.ok(w.changes() > before);
});

test('few sessions are kept; the one visited longest ago goes', () => {
  const w = workspace();
  const first = w.subject.open('a');
  for (const id of ['b', 'c', 'd', 'e']) w.subject.open(id);
  assert.notEqual(w.subject.open('a'), first);
});

test('a deleted session is not come back to', () => {
  const w = workspace();
  const a = w.subject.open('a');
  w.subject.drop('a');
  assert.equal(w.subject.current, undefined);
  assert.notEqual(w.subject.open('a'), a);
});

test('a page that is put away comes back with what it needs', () => {
  const w = workspace();
  w.subject.open('a');
  w.subject.open('b');
  w.subject.suspend();
  assert.ok(w.sockets.every((socket) => socket.closedWith === 1000));
  w.subject.resume();
  assert.deepEqual([w.of('a').length, w.of('b').length], [1, 2]);
});

test('addresses', () => {
  assert.equal(sessionOf('http://h/?session=a~b'), 'a~b');
  for (const none of ['http://h/', 'http://h/?session=', 'http://h/?session=a%2Fb']) assert.equal(sessionOf(none), undefined);
  assert.deepEqual(['http://h/', 'http://h/?session=', 'http://h/?session=a', 'http://h/?session=a%2Fb'].map(isUnusable), [false, false, false, true]);
  assert.equal(addressOf('b', 'http://h/p/?session=a&x=1#y'), 'http://h/p/?session=b&x=1');
  assert.equal(socketAddress('s', 'https://h/p/', 4, 'e'), 'wss://h/p/ws/chat/s?after=4&deltas=true&epoch=e');
  assert.equal(socketAddress('s', 'http://h/', 0, undefined), 'ws://h/ws/chat/s?after=0&deltas=true');
});
