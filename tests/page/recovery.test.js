import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Line } from './support/line.js';
import { refusals } from './support/guard.js';
import { Stage, timeout } from './support/stage.js';
import { until } from './support/until.js';

const stage = Stage.use();

/** The numbers from 1 to `last`: what a run of so many steps has to have shown, once and in order. */
const upTo = (last) => Array.from({ length: last }, (_, i) => i + 1);

async function throughLine(act) {
  const line = await Line.to(stage.server.url);
  try {
    await stage.visit((person) => act(person, line), { url: line.url, allowed: refusals });
  } finally {
    await line.close();
  }
}

test('A stop is seen at once, before the server has answered, and ends the run', { timeout }, () => throughLine(async (person, line) => {
  await person.open('stopped');
  await person.ask('steps=1000 delay=100', 'load');
  await person.runs.reachesStep(3);
  line.holdAnswers();
  await person.runs.stop();
  await person.sees('Stopping…');
  line.release();
  await person.runs.seesStopped();

  assert.deepEqual((await stage.server.runs('stopped')).map(({ status }) => status), ['interrupted']);
}));

test('Esc stops all runs of the session', { timeout }, () => stage.visit(async (person) => {
  await person.open('escaped');
  await person.ask('steps=1000 delay=100', 'load');
  await person.ask('steps=1000 delay=110', 'load');
  await person.runs.reachesStep(2, 1);
  await person.press('Escape');
  await person.runs.seesStopped(0);
  await person.runs.seesStopped(1);

  assert.deepEqual((await stage.server.runs('escaped')).map(({ status }) => status), ['interrupted', 'interrupted']);
}));

test('A page that is loaded anew in mid-run shows all of it, once', { timeout }, () => stage.visit(async (person) => {
  await person.open('reloaded');
  await person.ask('steps=60 delay=100', 'load');
  await person.runs.reachesStep(5);
  await person.reload();
  await person.runs.seesAnswer('Done: 60 steps.');

  assert.deepEqual(await person.runs.iterations(), upTo(60));
  assert.equal((await stage.server.runs('reloaded')).length, 1);
}));

test('A server that is killed in mid-run and started again: nothing is lost and nothing comes twice', { timeout }, () => stage.visit(async (person) => {
  await person.open('killed');
  await person.ask('steps=80 delay=100', 'load');
  await person.runs.reachesStep(10);
  await stage.server.end('SIGKILL');
  await person.seesReconnecting();
  await stage.server.start();
  await person.seesConnected();
  await person.runs.seesAnswer('Done: 80 steps.');

  assert.deepEqual(await person.runs.iterations(), upTo(80));
  assert.deepEqual((await stage.server.runs('killed')).map(({ status }) => status), ['completed']);
}, { allowed: refusals }));

test('Two tabs on one session show the same', { timeout }, () => stage.visit(async (person) => {
  await person.open('shared');
  const other = await person.anotherTab('shared');
  await person.ask('steps=40 delay=150', 'load');
  await other.runs.reachesStep(2);
  await other.ask('steps=3', 'load');
  for (const each of [person, other]) {
    await each.look();
    await each.runs.seesAnswer('Done: 40 steps.', 0);
    await each.runs.seesAnswer('Done: 3 steps.', 1);
    assert.deepEqual(await each.runs.iterations(), upTo(40));
  }

  assert.deepEqual(await other.runs.questions(), ['steps=40 delay=150', 'steps=3']);
  assert.deepEqual(await person.runs.questions(), ['steps=40 delay=150', 'steps=3']);
  assert.equal((await stage.server.runs('shared')).length, 2);
}));

test('A message that is sent without a connection waits, and goes out once when there is one', { timeout }, () => throughLine(async (person, line) => {
  await person.open('offline');
  line.cut();
  await person.seesReconnecting();
  await person.composer.say('steps=3', 'load');
  await person.composer.say('steps=4', 'load');
  await person.composer.seesWaiting('steps=3');
  await person.composer.discard('steps=4');
  line.mend();
  await person.reconnectNow();
  await person.runs.seesAnswer('Done: 3 steps.');
  await person.composer.seesNothingWaiting();

  assert.deepEqual(await stage.server.questions('offline'), ['steps=3']);
  assert.deepEqual(await person.runs.questions(), ['steps=3']);
}));

test('A message whose acceptance is lost on the way is sent again, and is one run', { timeout }, () => throughLine(async (person, line) => {
  await person.open('doubted');
  line.holdAnswers();
  await person.composer.say('steps=3', 'load');
  await until(async () => (await stage.server.runs('doubted')).length === 1, 'the message is a run');
  line.cut();
  line.release();
  await person.seesReconnecting();
  line.mend();
  await person.reconnectNow();
  await person.runs.seesAnswer('Done: 3 steps.');
  await person.composer.seesNothingWaiting();

  assert.deepEqual(await stage.server.questions('doubted'), ['steps=3']);
  assert.deepEqual(await person.runs.questions(), ['steps=3']);
}));

test('Back and forward go from session to session', { timeout }, () => stage.visit(async (person) => {
  await person.open('history');
  await person.ask('steps=2', 'load');
  await person.runs.seesAnswer('Done: 2 steps.');
  await person.sessions.begin();
  await person.ask('steps=5', 'load');
  await person.runs.seesAnswer('Done: 5 steps.');

  await person.back();
  await person.runs.seesAnswer('Done: 2 steps.');
  assert.deepEqual(await person.runs.questions(), ['steps=2']);
  await person.forward();
  await person.runs.seesAnswer('Done: 5 steps.');
  assert.deepEqual(await person.runs.questions(), ['steps=5']);
  await person.reload();
  await person.runs.seesAnswer('Done: 5 steps.');
}));
