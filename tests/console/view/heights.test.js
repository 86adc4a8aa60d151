import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Heights, rowsAround } from '../../../src/Reasoning.Api/wwwroot/js/view/timeline/heights.js';

function heights(count, estimate = 10) {
  const subject = new Heights(estimate);
  subject.append(count);
  return subject;
}

test('an empty list has no height and no rows', () => {
  const none = heights(0);
  assert.deepEqual([none.total, none.count, none.indexAt(5), rowsAround(none, 0, 100)], [0, 0, 0, { first: 0, end: 0 }]);
});

test('measured heights move what is behind them', () => {
  const rows = heights(5);
  assert.equal(rows.set(1, 25), 15);
  assert.deepEqual([0, 1, 2, 3, 5].map((index) => rows.offset(index)), [0, 10, 35, 45, 65]);
  assert.equal(rows.set(1, 25), 0);
});

test('the row at a place is the first that ends behind it', () => {
  const rows = heights(4);
  rows.set(2, 0);
  assert.deepEqual([0, 9.9, 10, 19, 20, 29, 30, 1_000].map((place) => rows.indexAt(place)), [0, 0, 1, 1, 3, 3, 4, 4]);
});

test('it agrees with plain sums, whatever is appended, measured and dropped', () => {
  const rows = new Heights(7);
  let plain = [];
  let seed = 1;
  const random = (n) => (seed = (seed * 48_271) % 2_147_483_647) % n;
  for (let round = 0; round < 500; round++) {
    const count = random(5);
    rows.append(count);
    plain.push(...Array(count).fill(7));
    if (plain.length > 0) {
      const index = random(plain.length);
      plain[index] = random(40);
      rows.set(index, plain[index]);
    }
    if (round % 50 === 49) {
      const gone = random(plain.length);
      rows.dropFirst(gone);
      plain = plain.slice(gone);
    }
    const index = random(plain.length + 1);
    const sum = plain.slice(0, index).reduce((a, b) => a + b, 0);
    assert.equal(rows.offset(index), sum);
    const place = random(400);
    let behind = 0;
    let expected = plain.findIndex((height) => (behind += height) > place);
    if (expected === -1) expected = plain.length;
    assert.equal(rows.indexAt(place), expected);
  }
  assert.equal(rows.count, plain.length);
});

test('the window and its margins, and nothing else', () => {
  const rows = heights(1_000);
  assert.deepEqual(rowsAround(rows, 5_000, 5_400), { first: 480, end: 561 });
  assert.deepEqual(rowsAround(rows, 0, 400), { first: 0, end: 61 });
  assert.deepEqual(rowsAround(rows, 9_600, 10_000), { first: 940, end: 1_000 });
  assert.deepEqual(rowsAround(rows, -5_000, -4_600), { first: 0, end: 0 });
  assert.deepEqual(rowsAround(rows, 20_000, 20_400), { first: 0, end: 0 });
});
