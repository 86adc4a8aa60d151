import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadKnowledge, loadPassage, readKnowledge } from '../../../src/Reasoning.Api/wwwroot/js/api/knowledge.js';
import { SessionsApi, readPage } from '../../../src/Reasoning.Api/wwwroot/js/api/sessions.js';

const answer = (status, body) => ({ ok: status < 400, status, json: async () => body });
function api(...answers) {
  const requests = [];
  const subject = new SessionsApi('http://h/sessions', async (address, request) => {
    requests.push([request?.method ?? 'GET', String(address), request?.body]);
    return answers.shift();
  });
  return { subject, requests };
}

test('sessions: whatever has no id is left out, and any body is taken', () => {
  for (const body of [null, 3, {}, { sessions: 'x' }, { sessions: [null, {}, { session_id: 3 }] }]) assert.deepEqual(readPage(body), { sessions: [], nextCursor: undefined });
  assert.deepEqual(readPage({ sessions: [{ session_id: 'a', title: ' ', updated_at: 'x' }, { session_id: 'b', title: 't', updated_at: 2.5 }], next_cursor: 'c' }), {
    sessions: [{ id: 'a', title: undefined, updatedAt: 0 }, { id: 'b', title: 't', updatedAt: 2_500 }], nextCursor: 'c',
  });
});

test('sessions: one alone, or none', async () => {
  const { subject, requests } = api(answer(200, { session_id: 'a', title: 't', updated_at: 1 }), answer(404));
  assert.deepEqual([await subject.find('a'), await subject.find('b')], [{ id: 'a', title: 't', updatedAt: 1_000 }, undefined]);
  assert.deepEqual(requests.map(([, address]) => address), ['http://h/sessions/a', 'http://h/sessions/b']);
});

test('sessions: list, rename, remove', async () => {
  const { subject, requests } = api(answer(200, { sessions: [] }), answer(200, { session_id: 'a~1', title: 'x' }), answer(204), answer(404));
  await subject.list({ query: 'ä b', cursor: 'c=' });
  await subject.rename('a~1', 'x');
  await subject.remove('a~1');
  await subject.remove('a~1');
  assert.deepEqual(requests, [
    ['GET', 'http://h/sessions?limit=30&q=%C3%A4+b&cursor=c%3D', undefined], ['PATCH', 'http://h/sessions/a~1', '{"title":"x"}'],
    ['DELETE', 'http://h/sessions/a~1', undefined], ['DELETE', 'http://h/sessions/a~1', undefined],
  ]);
});

test('sessions: a refusal is said with the server’s sentence', async () => {
  const { subject } = api(answer(400, { detail: 'd', details: [{ field: 'title', message: 'One line.' }] }), answer(503, null));
  await assert.rejects(subject.rename('a', 'x\ny'), /^Error: One line\.$/);
  await assert.rejects(subject.remove('a'), /status 503/);
});

test('knowledge: what is missing or of another shape is nothing', () => {
  for (const body of [null, 3, {}, { documents: -1, examples: [3, ' ', 'x'.repeat(201)] }]) assert.deepEqual(readKnowledge(body), { known: true, ready: false, documents: 0, examples: [] });
  assert.deepEqual(readKnowledge({ ready: true, documents: 3, examples: ['1', '2', '3', '4', '5'] }), { known: true, ready: true, documents: 3, examples: ['1', '2', '3', '4'] });
});

test('knowledge: a server without it offers nothing', async () => {
  assert.equal((await loadKnowledge('x', async () => answer(404))).known, false);
});

test('passages: found, gone, failed', async () => {
  let asked;
  const load = (status, body) => loadPassage('http://h/p', { source: 'a b', heading: 'ü' }, async (address) => { asked = String(address); return answer(status, body); });
  assert.deepEqual(await load(200, { text: 't', truncated: true }), { source: 'a b', heading: 'ü', text: 't', truncated: true });
  assert.equal(asked, 'http://h/p?source=a+b&heading=%C3%BC');
  assert.equal(await load(404), undefined);
  assert.equal(await load(200, {}), undefined);
  await assert.rejects(load(500), /500/);
});
