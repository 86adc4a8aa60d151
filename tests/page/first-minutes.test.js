import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offerQuestions } from './support/knowledge.js';
import { desktop, phone } from './support/sizes.js';
import { Stage, timeout } from './support/stage.js';

const stage = Stage.use();

for (const [name, size] of Object.entries({ desktop, phone })) {
  test(`The first five minutes, ${name}`, { timeout }, () => stage.visit(async (person) => {
    await offerQuestions(person.page, 'How many berths does the harbour have?', 'How high is the north tower?');
    await person.open();
    await person.seesGreeting();
    const agents = await person.composer.agents();
    assert.deepEqual(agents.map((agent) => agent.split('\n')[0]).sort(), ['load', 'researcher', 'summarizer']);
    assert.match(agents.find((agent) => agent.startsWith('researcher')), /search_documents/);

    // The others wait for a model; why is said once.
    const [unusable, ...more] = await person.composer.unusableAgents();
    assert.deepEqual([unusable.agents, more], [['analyst', 'developer', 'writer'], []]);
    assert.match(unusable.reason, /OPENAI_API_KEY/);

    // A question of those that are offered.
    const example = await person.askExample();
    await person.runs.seesEnd();
    assert.equal(example, 'How many berths does the harbour have?');
    assert.deepEqual(await person.runs.questions(), [example]);
    assert.match(await person.runs.answerText(), /42 berths/);

    await person.ask('How often is the lens of the lamp cleaned?', 'researcher');
    await person.runs.seesEnd(1);
    assert.match(await person.runs.answerText(1), /every 14 days/);

    // The thinking is folded when it is done, opens and closes.
    await person.runs.seesFolded(1);
    assert.match(await person.runs.thinking(1).innerText(), /Thought for .*\d.* · \d+ iterations? · \d+ tools?/);
    await person.runs.unfold(1);
    assert.match(await person.runs.steps(1).innerText(), /search_documents/);
    await person.runs.fold(1);

    // A source opens its passage.
    await person.runs.openSource(/lighthouse/, 1);
    await person.panels.passageText.getByText('distilled water').waitFor();
    assert.notEqual(await person.panels.passageText.locator('mark').count(), 0);
    await person.panels.closePassage();

    // A follow-up leaves out what it is about.
    await person.ask('And when was it lit for the first time?', 'researcher');
    await person.runs.seesEnd(2);
    assert.match(await person.runs.answerText(2), /1871/);

    // Another session, and back to the first by its title.
    await person.sessions.begin();
    await person.seesGreeting();
    await person.ask('steps=2', 'load');
    await person.runs.seesAnswer('Done: 2 steps.');
    await person.sessions.rename('steps=2', 'A short run');
    await person.sessions.search('short');
    await person.sessions.sees('A short run');
    await person.sessions.lacks(example);
    await person.sessions.search('');
    await person.sessions.choose(example);
    await person.runs.seesEnd(2);
    assert.deepEqual((await person.runs.questions()).length, 3);

    await person.sessions.delete('A short run');
    await person.sessions.lacks('A short run');
    assert.deepEqual((await stage.server.sessions()).map(({ title }) => title), [example]);
  }, size));

  test(`While a run works, its thinking is open and its time goes on, ${name}`, { timeout }, () => stage.visit(async (person) => {
    await person.open();
    await person.ask('steps=400 delay=25 size=300', 'load');
    await person.runs.reachesStep(3);
    await person.runs.seesUnfolded();
    const before = await person.runs.elapsed();
    await person.runs.seesElapsedOtherThan(before);
    await person.runs.stop();
    await person.runs.seesStopped();
  }, size));

  test(`A step grows as its pieces arrive, ${name}`, { timeout }, () => stage.visit(async (person) => {
    await person.open();
    await person.ask('steps=1 deltas=200 delay=25 size=8000', 'load');
    await person.runs.grows();
    await person.runs.grows();
    await person.runs.stop();
    await person.runs.seesStopped();
  }, size));
}
