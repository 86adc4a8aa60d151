import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chat, classify, interrupt, isSessionId, parseFrame, plainText, readComplete, readConnected, readError, readStep,
} from '../../../src/Reasoning.Api/wwwroot/js/wire/protocol.js';

test('parseFrame: what is no JSON object is no message', () => {
  for (const raw of ['', '{', 'null', '1', '"x"', '[]', undefined, new ArrayBuffer(2)]) assert.equal(parseFrame(raw), null);
});

test('parseFrame: null counts as missing and wrong types are left out', () => {
  const message = parseFrame('{"type":7,"data":null,"seq":"3","run_id":null,"reply_to":4}');
  assert.deepEqual({ ...message, raw: undefined }, { type: '', data: {}, seq: undefined, runId: undefined, replyTo: undefined, raw: undefined });
  for (const seq of ['0', '-1', '1.5', '1e300', 'null']) assert.equal(parseFrame(`{"seq":${seq}}`).seq, undefined);
  assert.equal(parseFrame('{"seq":9}').seq, 9);
});

test('classify: without a number, an event of a numbering server is a broadcast', () => {
  const of = (raw, numbered) => classify(parseFrame(JSON.stringify(raw)), numbered);
  assert.equal(of({ type: 'reasoning_step', run_id: 'r', data: {} }, true), 'broadcast');
  assert.equal(of({ type: 'reasoning_step', run_id: 'r', data: {} }, false), 'event');
  assert.equal(of({ type: 'error', run_id: 'r' }, true), 'broadcast');
  assert.equal(of({ type: 'error', run_id: 'r', seq: 4 }, true), 'event');
  assert.equal(of({ type: 'error' }, true), 'direct');
  assert.equal(of({ type: 'reasoning_delta', run_id: 'r' }, true), 'direct');
  assert.equal(of({ type: 'never_heard_of', seq: 4 }, true), 'event');
  assert.equal(of({ type: 'never_heard_of' }, true), 'broadcast');
  assert.equal(of({ hello: 1 }, true), 'broadcast');
  assert.equal(of({ type: 'connected' }, true), 'broadcast');
});

test('isSessionId: the characters and lengths of the contract', () => {
  for (const good of ['a', 'A.b_c~d-9', 'x'.repeat(128), '...']) assert.ok(isSessionId(good), good);
  for (const bad of ['', '.', '..', 'a/b', 'a b', 'ä', 'x'.repeat(129), 'a\n', null]) assert.ok(!isSessionId(bad), String(bad));
});

test('readStep: takes every member, and any shape at all without throwing', () => {
  const step = readStep({
    type: 'tool_use', content: 'c', iteration: 2, timestamp: 1.5, step_id: 's', tool_name: 't', tool_call_id: 'k', arguments: { a: 1 },
  });
  assert.equal(step.at, 1500);
  assert.equal(step.arguments, '{\n  "a": 1\n}');
  assert.equal(step.iteration, 2);
  const odd = readStep({ type: {}, content: { x: 1 }, iteration: -1, timestamp: 1e300, citations: [null, 3, { source: 5 }], arguments: null });
  assert.equal(odd.content, '{\n  "x": 1\n}');
  assert.equal(odd.iteration, undefined);
  assert.equal(odd.at, undefined);
  assert.equal(odd.arguments, undefined);
  assert.deepEqual(odd.citations, [{ source: '5', heading: '' }]);
});

test('readConnected, readComplete, readError: tolerate everything that is missing', () => {
  assert.deepEqual(readConnected({ active_runs: [{}, null, { run_id: 'r', started_at: 2 }] }).activeRuns, [{ id: 'r', agent: undefined, startedAt: 2000 }]);
  assert.deepEqual(readComplete({ status: 'x', duration_ms: 'y' }), { status: 'completed', iterations: undefined, durationMs: undefined, tools: [], usage: undefined });
  assert.equal(readError({}).message, 'The server reported an error without saying which.');
  assert.deepEqual(readError({ message: 'm', details: [{ field: 'f', message: 'bad' }, 3] }).details, ['f: bad']);
});

test('plainText: JSON nested deeper than the stack is said to be so', () => {
  const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000));
  assert.equal(plainText(deep), '(nested too deeply to show)');
});

test('chat and interrupt: the frames of the contract', () => {
  assert.deepEqual(chat({ id: 'i', key: 'k', message: 'm', agent: 'a', enableReasoning: false }),
    { type: 'chat', id: 'i', payload: { message: 'm', enable_reasoning: false, idempotency_key: 'k', agent_name: 'a' } });
  assert.equal('agent_name' in chat({ id: 'i', key: 'k', message: 'm', enableReasoning: true }).payload, false);
  assert.deepEqual(interrupt('i'), { type: 'interrupt', id: 'i' });
  assert.deepEqual(interrupt('i', 'r'), { type: 'interrupt', id: 'i', payload: { run_id: 'r' } });
});
