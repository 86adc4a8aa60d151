import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keyboard } from './support/keyboard.js';
import { desktop, phone } from './support/sizes.js';
import { Stage, timeout } from './support/stage.js';

const stage = Stage.use();

test('The first five minutes without a mouse', { timeout }, () => stage.visit(async (person) => {
  const keyboard = new Keyboard(person.page);
  await person.open();
  await keyboard.assertFocusOn(person.composer.message);

  // An agent, a question, its thinking.
  await person.composer.pickByKeyboard(keyboard, 'researcher');
  await keyboard.goTo(person.composer.message);
  await keyboard.type('How often is the lens of the lamp cleaned?');
  await keyboard.press('Shift+Enter');
  await keyboard.type('Tell me.');
  await keyboard.press('Enter');
  await person.runs.seesEnd();
  assert.deepEqual(await person.runs.questions(), ['How often is the lens of the lamp cleaned?\nTell me.']);
  await keyboard.assertFocusOn(person.composer.message);
  await keyboard.goTo(person.runs.thinking(), 'Shift+Tab');
  await keyboard.press('Enter');
  await person.runs.seesUnfolded();
  await keyboard.press('Space');
  await person.runs.seesFolded();
  await keyboard.assertFocusOn(person.runs.thinking());

  // A source: its panel has the focus and gives it back.
  await keyboard.use(person.runs.source(/lighthouse/));
  await person.panels.passageText.getByText('distilled water').waitFor();
  await keyboard.assertFocused();
  await keyboard.press('Escape');
  await person.panels.passageText.waitFor({ state: 'hidden' });
  await keyboard.assertFocusOn(person.runs.source(/lighthouse/));

  // A follow-up; what was asked last comes back with ArrowUp.
  await keyboard.goTo(person.composer.message);
  await keyboard.press('ArrowUp');
  assert.match(await person.composer.written(), /^How often/);
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('steps=1000 delay=100');
  await person.composer.pickByKeyboard(keyboard, 'load');
  await keyboard.goTo(person.composer.message);
  await keyboard.press('Enter');
  await person.runs.reachesStep(1, 1);
  await keyboard.press('Escape');
  await person.runs.seesStopped(1);
  await keyboard.assertFocused();
}));

test('Sessions without a mouse: new, search, rename, delete', { timeout }, () => stage.visit(async (person) => {
  const keyboard = new Keyboard(person.page);
  await stage.server.ask('one', 'steps=1');
  await stage.server.ask('two', 'steps=2');
  await person.open();

  await keyboard.use(person.sessions.newButton);
  await keyboard.assertFocusOn(person.composer.message);

  await keyboard.goTo(person.sessions.searchBox, 'Shift+Tab');
  await keyboard.type('steps=2');
  await person.sessions.lacks('steps=1');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.press('Delete');
  await person.sessions.sees('steps=1');

  await person.sessions.renameByKeyboard(keyboard, 'steps=1', 'Renamed');
  await person.sessions.sees('Renamed');
  await keyboard.assertFocused();

  // The question whether to delete traps the focus; Escape keeps the session and gives the focus back.
  const { confirmation } = person.sessions;
  await keyboard.use(person.sessions.deleteButton('steps=2'));
  await confirmation.waitFor();
  await keyboard.assertTrapped(confirmation);
  await keyboard.press('Escape');
  await confirmation.waitFor({ state: 'hidden' });
  await keyboard.assertFocusOn(person.sessions.deleteButton('steps=2'));
  await person.sessions.sees('steps=2');
  await keyboard.press('Enter');
  await keyboard.use(confirmation.getByRole('button', { name: 'Delete' }));
  await person.sessions.lacks('steps=2');
  await keyboard.assertFocused();
  assert.deepEqual((await stage.server.sessions()).map(({ title }) => title), ['Renamed']);
}));

for (const [name, size] of Object.entries({ desktop, phone })) {
  test(`What opens closes with Escape and gives the focus back, ${name}`, { timeout }, () => stage.visit(async (person) => {
    const keyboard = new Keyboard(person.page);
    const { panels } = person;
    await person.open();
    for (const [opener, dialog] of [[panels.framesButton, panels.frames], [panels.shortcutsButton, panels.shortcuts]]) {
      await keyboard.use(opener);
      await dialog.waitFor();
      await keyboard.assertFocused();

      // A panel at the side is no dialog in which a person is held: the conversation beside it goes on.
      if (await dialog.evaluate((element) => element.matches(':modal'))) await keyboard.assertTrapped(dialog);
      else await keyboard.goTo(dialog.getByRole('button', { name: /^Close/ }));
      await keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await keyboard.assertFocusOn(opener);
    }
  }, size));
}

test('Esc in a dialog closes it and stops no run', { timeout }, () => stage.visit(async (person) => {
  const keyboard = new Keyboard(person.page);
  const { shortcuts, shortcutsButton } = person.panels;
  await person.open('dialog');
  await person.ask('steps=1000 delay=100', 'load');
  await person.runs.reachesStep(1);
  await keyboard.use(shortcutsButton);
  await shortcuts.waitFor();
  await keyboard.press('Escape');
  await shortcuts.waitFor({ state: 'hidden' });
  await person.runs.grows();
  assert.deepEqual((await stage.server.runs('dialog')).map(({ status }) => status), ['running']);
  await keyboard.press('Escape');
  await person.runs.seesStopped();
}));
