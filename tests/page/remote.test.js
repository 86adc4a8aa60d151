import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { savePicture } from './support/pictures.js';
import { RemoteAgent, missing } from './support/remote-agent.js';
import { Stage, timeout } from './support/stage.js';
import { until } from './support/until.js';

const remote = missing ? undefined : new RemoteAgent();
const stage = Stage.use(async () => (missing ? [] : [
  '--Agents:Definitions:primes:Kind=http', `--Agents:Definitions:primes:Url=${await remote.url()}`,
  '--Agents:Definitions:primes:Description=Counts primes.', '--Agents:Definitions:primes:Recovery=Continue',
]));
after(() => remote?.end());

test('The thoughts of a remote agent are seen one by one while it works, then its answer', { timeout, skip: missing }, () => stage.visit(async (person) => {
  const seesThought = (text) => person.runs.steps().getByText(text, { exact: true }).waitFor();
  await person.open('counted');
  await person.ask('How many primes are there below 1000000?', 'primes');

  await seesThought('There are 0 primes below 2.');
  assert.equal(await person.runs.answer().isVisible(), false);
  await seesThought('There are 17984 primes below 200003.');
  await savePicture(person.page, 'remote-working');
  assert.equal(await person.runs.answer().isVisible(), false);
  assert.deepEqual((await stage.server.runs('counted')).map(({ status }) => status), ['running']);

  await person.runs.seesAnswer('There are 78498 primes below 1000000.');
  await person.runs.seesEnd();
  await savePicture(person.page, 'remote-done');
  assert.deepEqual((await stage.server.runs('counted')).map(({ status }) => status), ['completed']);
}));

test('Stop reaches a remote agent: its run ends as stopped, and its connection is closed', { timeout, skip: missing }, () => stage.visit(async (person) => {
  await person.open('stopped');
  await person.ask('How many primes are there below 100000000?', 'primes');
  await person.runs.seesStep(1);
  const stops = remote.stops;
  await person.runs.stop();
  await person.runs.seesStopped();
  await savePicture(person.page, 'remote-stopped');
  await until(() => remote.stops > stops, 'the remote agent has stopped its work');

  assert.deepEqual((await stage.server.runs('stopped')).map(({ status }) => status), ['interrupted']);
}));
