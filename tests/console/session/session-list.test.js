import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SessionList, ageLabel } from '../../../src/Reasoning.Api/wwwroot/js/session/session-list.js';

const session = (id, updatedAt = 0, title = id) => ({ id, title, updatedAt });
const page = (nextCursor, ...sessions) => ({ sessions, nextCursor });
const ids = (list) => list.sessions.map(({ id }) => id).join('');

test('pages follow one another; none comes twice', () => {
  const list = new SessionList();
  list.replace('', page('next', session('a', 9), session('b', 8)));
  assert.equal(list.hasMore, true);
  list.append(page(undefined, session('b', 8), session('c', 7)));
  assert.deepEqual([ids(list), list.hasMore], ['abc', false]);
});

test('a search starts anew', () => {
  const list = new SessionList();
  list.replace('', page('next', session('a')));
  list.replace('x', page(undefined, session('b')));
  assert.deepEqual([ids(list), list.query, list.hasMore], ['b', 'x', false]);
});

test('refreshed, the first page is new and the further ones stay', () => {
  const list = new SessionList();
  list.replace('', page('p2', session('a', 9), session('b', 8)));
  list.append(page('p3', session('c', 7), session('d', 6)));
  list.refresh(page('q2', session('c', 10), session('a', 9)));
  assert.deepEqual([ids(list), list.nextCursor], ['cabd', 'p3']);
});

test('what the first page no longer has was deleted', () => {
  const list = new SessionList();
  list.replace('', page('p2', session('a', 9), session('gone', 8.5), session('b', 8)));
  list.append(page(undefined, session('c', 7)));
  list.refresh(page('p2', session('a', 9), session('b', 8), session('c', 7)));
  assert.equal(ids(list), 'abc');
  list.refresh(page(undefined, session('a', 9)));
  assert.deepEqual([ids(list), list.hasMore], ['a', false]);
});

test('rename and remove', () => {
  const list = new SessionList();
  list.replace('', page(undefined, session('a'), session('b')));
  list.rename('b', 'new');
  list.remove('a');
  assert.deepEqual([ids(list), list.find('b').title, list.find('a')], ['b', 'new', undefined]);
});

test('ages are days of the calendar', () => {
  const at = (...date) => new Date(...date).getTime();
  const now = at(2026, 4, 20, 0, 5);
  const labels = [at(2026, 4, 20, 0, 1), at(2026, 4, 19, 23, 59), at(2026, 4, 14), at(2026, 4, 13, 23), at(2026, 3, 21), at(2026, 3, 20), at(2025, 11, 31), at(2027, 0, 1)]
    .map((then) => ageLabel(then, now));
  assert.deepEqual(labels, ['Today', 'Yesterday', 'Previous 7 days', 'Previous 30 days', 'Previous 30 days', 'April 2026', 'December 2025', 'Today']);
});

test('groups keep the order of the list', () => {
  const now = new Date(2026, 4, 20, 12).getTime();
  const list = new SessionList();
  list.replace('', page(undefined, session('a', now), session('b', now - 1_000), session('c', now - 86_400_000)));
  assert.deepEqual(list.groups(now).map(({ label, sessions }) => [label, sessions.length]), [['Today', 2], ['Yesterday', 1]]);
});
