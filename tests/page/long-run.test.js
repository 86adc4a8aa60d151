import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Frames } from './support/frames.js';
import { Stage, timeout } from './support/stage.js';

const stage = Stage.use();
const steps = 5_000;

// What the processor's time says is the page's own doing, however busy the machine is, and is judged: no task that a person would
// feel, and more than a frame's worth of work in few frames only. What the clock says is told.
const budget = { longestTask: 50, heavyShare: 0.15, nodes: 2_000 };

function judge(t, what, figures) {
  t.diagnostic(`${what}: ${JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value))}`);
  assert.ok(figures.frames > 60, `${figures.frames} frames`);
  assert.ok(figures.longestTask < budget.longestTask, `a task of ${figures.longestTask} ms`);
  assert.ok(figures.heavyShare < budget.heavyShare, `${figures.heavyShare} of the frames had more than 16 ms of work`);
  assert.ok(figures.mostNodes < budget.nodes, `${figures.mostNodes} elements`);
}

test('5,000 steps in one run stream without dropping the frame budget, and are scrolled through', { timeout }, (t) => stage.visit(async (person) => {
  const frames = new Frames(person.page, stage.browser);
  await person.open('long');
  await person.composer.pick('load');
  const streaming = await frames.during(async () => {
    await person.ask(`steps=${steps} delay=1 size=300`);
    await person.runs.seesAnswer(`Done: ${steps} steps.`, 0, timeout);
  });
  await person.runs.unfold();
  const scrolling = await frames.during(async () => {
    await person.runs.scrollToTop();
    await person.runs.seesStep(1);
    await person.runs.scrollToBottom();
  });
  judge(t, 'streaming', streaming);
  judge(t, 'scrolling', scrolling);
  await person.runs.seesStep(steps);
}));
