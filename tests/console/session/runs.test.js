import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunLog } from '../../../src/Reasoning.Api/wwwroot/js/session/runs.js';
import { parseFrame } from '../../../src/Reasoning.Api/wwwroot/js/wire/protocol.js';
import { event } from '../support/fakes.js';

let seq = 0;
function apply(log, type, runId, data, context) {
  return log.apply(parseFrame(JSON.stringify(event(++seq, type, runId, data))), context);
}
const step = (log, runId, data) => apply(log, 'reasoning_step', runId, { type: 'thought', content: 'c', iteration: 1, ...data });
const log = (limits = {}) => new RunLog({ now: () => 5_000, limits: { steps: 100, runs: 10, notices: 5, ...limits } });

test('a run from its start to its end', () => {
  const runs = log();
  apply(runs, 'reasoning_start', 'r', { agent: 'a', message: 'm', enable_reasoning: true });
  assert.equal(runs.run('r').status, 'running');
  step(runs, 'r', { iteration: 2 });
  apply(runs, 'reasoning_complete', 'r', { status: 'completed', iterations: 2, duration_ms: 12 });
  const run = runs.run('r');
  assert.deepEqual([run.status, run.iteration, run.durationMs, run.steps.length, run.message], ['completed', 2, 12, 1, 'm']);
});

test('interleaved runs stay apart', () => {
  const runs = log();
  for (const id of ['a', 'b', 'a', 'b', 'b']) step(runs, id, { content: id });
  assert.deepEqual(runs.run('a').steps.map((each) => each.content), ['a', 'a']);
  assert.deepEqual(runs.run('b').steps.map((each) => each.content), ['b', 'b', 'b']);
});

test('nothing of a run follows its terminal event', () => {
  for (const [type, data, status] of [['reasoning_complete', { status: 'interrupted' }, 'interrupted'], ['error', { message: 'x', code: 'internal' }, 'failed']]) {
    const runs = log();
    apply(runs, 'reasoning_start', 'r', {});
    apply(runs, type, 'r', data);
    assert.equal(step(runs, 'r'), undefined);
    assert.equal(apply(runs, 'reasoning_complete', 'r', { status: 'completed' }), undefined);
    assert.equal(runs.run('r').status, status);
    assert.equal(runs.run('r').steps.length, 0);
  }
});

const grow = (log, runId, data) => log.grow(parseFrame(JSON.stringify({
  type: 'reasoning_delta', run_id: runId, data: { step_id: '1.1', step_type: 'text', iteration: 1, ...data },
})));

test('a step grows piece by piece until it is there', () => {
  const runs = log();
  apply(runs, 'reasoning_start', 'r', {});
  assert.ok(grow(runs, 'r', { offset: 0, content: 'Hello' }));
  assert.ok(grow(runs, 'r', { offset: 5, content: ', world' }));
  assert.deepEqual(runs.run('r').growing, { stepId: '1.1', isThought: false, iteration: 1, text: 'Hello, world' });
  assert.ok(runs.takeChanges().runs.has(runs.run('r')));
  step(runs, 'r', { content: 'Hello, world.' });
  assert.equal(runs.run('r').growing, undefined);
});

test('a piece that does not follow is left out until one begins anew', () => {
  const runs = log({ growing: 20 });
  apply(runs, 'reasoning_start', 'r', {});
  assert.equal(grow(runs, 'r', { offset: 5, content: 'x', step_id: undefined }), undefined);
  grow(runs, 'r', { offset: 0, content: 'Hello' });
  for (const data of [
    { offset: 7, content: 'x' }, { offset: 3, content: 'x' }, { offset: 5, content: 'x', step_id: '1.2' }, { offset: 5, content: '' },
    { offset: 5 }, { offset: -1, content: 'x' }, { content: 'x' }, { offset: 5, content: 'more than 20 characters' },
  ]) assert.equal(grow(runs, 'r', data), undefined, JSON.stringify(data));
  assert.equal(runs.run('r').growing.text, 'Hello');
  grow(runs, 'r', { offset: 0, content: 'Again', step_id: '2.1', step_type: 'thought' });
  assert.deepEqual(runs.run('r').growing, { stepId: '2.1', isThought: true, iteration: 1, text: 'Again' });
});

test('nothing grows in a run that is not at work', () => {
  const runs = log();
  assert.equal(grow(runs, 'r', { offset: 0, content: 'x' }), undefined);
  apply(runs, 'reasoning_start', 'r', {});
  grow(runs, 'r', { offset: 0, content: 'x' });
  apply(runs, 'reasoning_complete', 'r', { status: 'interrupted' });
  assert.equal(runs.run('r').growing, undefined);
  assert.equal(grow(runs, 'r', { offset: 0, content: 'x' }), undefined);
});

test('a tool call shows how it ended', () => {
  const runs = log();
  const call = (id) => step(runs, 'r', { type: 'tool_use', tool_call_id: id, tool_name: 't', arguments: {} });
  for (const id of ['1', '2', '3', '4']) call(id);
  step(runs, 'r', { type: 'tool_result', tool_call_id: '1' });
  step(runs, 'r', { type: 'tool_result', tool_call_id: '2', is_error: true });
  assert.equal(runs.run('r').steps[2].outcome, 'running');
  apply(runs, 'reasoning_complete', 'r', { status: 'interrupted', tools: [{ tool_call_id: '3', tool_name: 't', outcome: 'cancelled' }] });
  assert.deepEqual(runs.run('r').steps.slice(0, 4).map((each) => each.outcome), ['done', 'failed', 'cancelled', 'no result']);
});

test('an event of another type, or of no run, changes nothing', () => {
  const runs = log();
  assert.equal(apply(runs, 'something_new', 'r', {}), undefined);
  assert.equal(apply(runs, 'reasoning_step', undefined, {}), undefined);
  assert.equal(runs.timeline.length, 0);
});

test('run ids that are names of Object stay names', () => {
  const runs = log();
  for (const id of ['__proto__', 'constructor', 'toString']) step(runs, id);
  assert.equal(runs.timeline.length, 3);
  assert.equal(runs.run('__proto__').steps.length, 1);
});

test('a replayed start has no time of its own; the first step gives it', () => {
  const runs = log();
  apply(runs, 'reasoning_start', 'r', {}, { replaying: true });
  assert.equal(runs.run('r').startedAt, undefined);
  step(runs, 'r', { timestamp: 3 });
  assert.equal(runs.run('r').startedAt, 3_000);
  apply(runs, 'reasoning_start', 'live', {});
  assert.equal(runs.run('live').startedAt, 5_000);
});

test('accepted comes before the start and is filled in by it', () => {
  const runs = log();
  runs.accepted('r', { message: 'm', agent: undefined, enableReasoning: true });
  assert.equal(runs.run('r').status, 'starting');
  apply(runs, 'reasoning_start', 'r', { agent: 'a', message: 'm' });
  assert.equal(runs.timeline.length, 1);
  assert.equal(runs.run('r').agent, 'a');
});

test('a run that vanished comes back when its events do', () => {
  const runs = log();
  apply(runs, 'reasoning_start', 'r', {});
  runs.vanished(runs.run('r'));
  assert.deepEqual(runs.activeRuns(), []);
  step(runs, 'r');
  assert.equal(runs.run('r').status, 'running');
});

test('stopping: only what is active can be stopped', () => {
  const runs = log();
  apply(runs, 'reasoning_start', 'r', {});
  assert.equal(runs.stopping('r', 'requested'), true);
  apply(runs, 'reasoning_complete', 'r', { status: 'interrupted' });
  assert.equal(runs.run('r').stop, undefined);
  assert.equal(runs.stopping('r', 'requested'), false);
  assert.equal(runs.stopping('nobody', 'requested'), false);
});

test('steps are bounded; the oldest go and are counted', () => {
  const runs = log({ steps: 100 });
  step(runs, 'old');
  for (let n = 0; n < 250; n++) step(runs, 'r', { content: String(n) });
  const run = runs.run('r');
  assert.ok(run.steps.length <= 100);
  assert.equal(run.firstStep + run.steps.length, 250);
  assert.equal(run.steps.at(-1).content, '249');
  assert.equal(run.steps[0].content, String(run.firstStep));
  assert.equal(runs.run('old').steps.length, 1);
});

test('a result whose call was already forgotten does no harm', () => {
  const runs = log({ steps: 10 });
  step(runs, 'r', { type: 'tool_use', tool_call_id: '1' });
  for (let n = 0; n < 20; n++) step(runs, 'r');
  step(runs, 'r', { type: 'tool_result', tool_call_id: '1' });
  assert.ok(runs.run('r').steps.every((each) => each.outcome === undefined));
});

test('runs are bounded; active ones stay', () => {
  const runs = log({ runs: 3 });
  apply(runs, 'reasoning_start', 'active', {});
  for (let n = 0; n < 9; n++) {
    apply(runs, 'reasoning_start', `r${n}`, {});
    apply(runs, 'reasoning_complete', `r${n}`, { status: 'completed' });
  }
  assert.deepEqual(runs.timeline.map((item) => item.run.id), ['active', 'r7', 'r8']);
});

test('notices are bounded and keep their place between runs', () => {
  const runs = log({ notices: 2 });
  runs.notice('info', '1');
  step(runs, 'r');
  runs.notice('info', '2');
  runs.notice('info', '3');
  assert.deepEqual(runs.timeline.map((item) => item.notice?.text ?? 'run'), ['run', '2', '3']);
});

test('takeChanges: says once what changed', () => {
  const runs = log();
  step(runs, 'r');
  const changes = runs.takeChanges();
  assert.deepEqual([[...changes.runs].map((run) => run.id), changes.timeline], [['r'], true]);
  const none = runs.takeChanges();
  assert.deepEqual([none.runs.size, none.timeline], [0, false]);
});

test('the answer stands apart from the steps; the last one counts', () => {
  const runs = log();
  step(runs, 'r', { type: 'tool_use', tool_call_id: '1' });
  step(runs, 'r', { type: 'final_answer', content: 'first', citations: [{ source: 's', heading: 'h' }] });
  step(runs, 'r', { type: 'final_answer', content: 'second' });
  const run = runs.run('r');
  assert.deepEqual([run.steps.length, run.toolCalls, run.answer.content], [1, 1, 'second']);
  apply(runs, 'response', 'other', { content: 'whole' });
  assert.deepEqual([runs.run('other').answer.content, runs.run('other').answer.citations], ['whole', []]);
});

test('runs that overlap are of one group, others of their own', () => {
  const runs = log();
  for (const id of ['a', 'b']) apply(runs, 'reasoning_start', id, {});
  apply(runs, 'reasoning_complete', 'a', { status: 'completed' });
  apply(runs, 'reasoning_start', 'c', {});
  for (const id of ['b', 'c']) apply(runs, 'reasoning_complete', id, { status: 'completed' });
  apply(runs, 'reasoning_start', 'd', {});
  assert.deepEqual(['a', 'b', 'c', 'd'].map((id) => runs.run(id).group), ['a', 'a', 'a', 'd']);
});

test('the server knows since when a replayed run is at work', () => {
  const runs = log();
  apply(runs, 'reasoning_start', 'r', {}, { replaying: true });
  runs.discovered({ id: 'r', agent: 'a', startedAt: 1_000 });
  assert.equal(runs.run('r').startedAt, 1_000);
  apply(runs, 'reasoning_complete', 'r', { status: 'completed' });
  runs.discovered({ id: 'r', agent: 'a', startedAt: 2_000 });
  assert.equal(runs.run('r').startedAt, 1_000);
});
