import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cursor } from '../../../src/Reasoning.Api/wwwroot/js/wire/cursor.js';

function at(seq, epoch = 'e1') {
  const cursor = new Cursor();
  cursor.epoch = epoch;
  cursor.seq = seq;
  return cursor;
}

test('take: the next, one seen before, and one too far', () => {
  const cursor = at(3);
  assert.equal(cursor.take(4), 'next');
  assert.equal(cursor.take(4), 'seen');
  assert.equal(cursor.take(1), 'seen');
  assert.equal(cursor.take(6), 'gap');
  assert.equal(cursor.seq, 4);
});

test('resume: recovered keeps the place', () => {
  const cursor = at(7);
  assert.equal(cursor.resume({ epoch: 'e1', recovered: true }), undefined);
  assert.equal(cursor.seq, 7);
});

test('resume: truncated names what is missing and keeps what is shown', () => {
  const cursor = at(7);
  assert.deepEqual(cursor.resume({ epoch: 'e1', recovered: false, reason: 'truncated', oldestSeq: 20 }), { reason: 'truncated', cleared: false, from: 8, to: 19 });
  assert.equal(cursor.take(20), 'next');
});

test('resume: another epoch, or a log behind us, begins anew', () => {
  const other = at(7);
  assert.deepEqual(other.resume({ epoch: 'e2', recovered: false, reason: 'epoch_mismatch', oldestSeq: 1 }), { reason: 'epoch_mismatch', cleared: true, from: 1, to: 0 });
  assert.equal(other.epoch, 'e2');
  assert.equal(other.take(1), 'next');

  const behind = at(70);
  assert.equal(behind.resume({ epoch: 'e1', recovered: false, reason: 'ahead_of_log', oldestSeq: 5 }).cleared, true);
  assert.equal(behind.take(5), 'next');
});

test('resume: an epoch that changes without a word is not trusted', () => {
  const cursor = at(7);
  assert.equal(cursor.resume({ epoch: 'e2', recovered: true }).cleared, true);
  assert.equal(cursor.seq, 0);
});

test('resume: truncated below what was shown would show events twice, so it clears', () => {
  assert.equal(at(30).resume({ epoch: 'e1', recovered: false, reason: 'truncated', oldestSeq: 10 }).cleared, true);
});
