import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf } from '../../../src/Reasoning.Api/wwwroot/js/view/conversation/blocks.js';
import { thinkingLine, tokensLine } from '../../../src/Reasoning.Api/wwwroot/js/view/conversation/run-facts.js';

const run = (id, group) => ({ key: `run ${id}`, run: { id, group } });
const notice = (key) => ({ key, notice: {} });
const keys = (blocks) => blocks.map(({ items }) => items.map((item) => item.key).join('+'));

test('runs that overlapped stand side by side, whatever was noticed in between', () => {
  assert.deepEqual(keys(blocksOf([run('a', 'a'), notice('n'), run('b', 'a'), run('c', 'c')])), ['run a+run b', 'n', 'run c']);
});

test('a block keeps its key while runs join it', () => {
  assert.equal(blocksOf([run('a', 'a')])[0].key, blocksOf([run('a', 'a'), run('b', 'a')])[0].key);
});

const facts = (members) => ({ status: 'completed', enableReasoning: true, firstStep: 0, steps: [], toolCalls: 0, ...members });

test('the line above the thinking', () => {
  assert.equal(thinkingLine(facts({ status: 'running', startedAt: 1_000, iteration: 2, toolCalls: 1 }), 4_250), 'Thinking 3.2 s · 2 iterations · 1 tool');
  assert.equal(thinkingLine(facts({ durationMs: 1_234, iteration: 1, toolCalls: 3 }), 0), 'Thought for 1.2 s · 1 iteration · 3 tools');
  assert.equal(thinkingLine(facts({ status: 'running', stop: 'requested' }), 0), 'Stopping…');
  assert.equal(thinkingLine(facts({ status: 'interrupted', durationMs: 500 }), 0), 'Stopped after 500 ms');
  assert.equal(thinkingLine(facts({ status: 'failed', startedAt: 0, endedAt: 65_000, enableReasoning: false }), 0), 'Failed after 1 min 5 s · answer only');
  assert.equal(thinkingLine(facts({ status: 'unknown' }), 0), 'End not seen');
});

test('tokens, where they are known', () => {
  assert.equal(tokensLine({}), '');
  assert.equal(tokensLine({ usage: { input: 1_200, output: 1 } }), '1,200 tokens in · 1 out');
});
