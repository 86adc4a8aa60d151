import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recall } from '../../../src/Reasoning.Api/wwwroot/js/session/recall.js';

test('from the newest backwards, and back to the draft', () => {
  const recall = new Recall(() => ['a', 'b', 'c']);
  assert.deepEqual([recall.older(''), recall.older('c'), recall.older('b'), recall.older('a')], ['c', 'b', 'a', undefined]);
  assert.deepEqual([recall.newer('a'), recall.newer('b'), recall.newer('c'), recall.newer('')], ['b', 'c', '', undefined]);
});

test('the same message twice in a row counts once', () => {
  const recall = new Recall(() => ['a', 'b', 'b']);
  assert.deepEqual([recall.older(''), recall.older('b')], ['b', 'a']);
});

test('what was changed is a draft of its own', () => {
  const recall = new Recall(() => ['a', 'b']);
  recall.older('');
  assert.equal(recall.isShowing('b'), true);
  assert.equal(recall.isShowing('b!'), false);
  assert.equal(recall.newer('b!'), undefined);
  assert.equal(recall.older('b!'), 'b');
  assert.equal(recall.newer('b'), 'b!');
});

test('nothing was said yet', () => assert.equal(new Recall(() => []).older(''), undefined));
