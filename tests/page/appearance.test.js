import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { desktop, phone } from './support/sizes.js';
import { Stage, timeout } from './support/stage.js';

const stage = Stage.use();
const files = fileURLToPath(new URL('../../src/Reasoning.Api/wwwroot', import.meta.url));

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
  + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

test('The page is served with its policy, and needs no exception from it', { timeout }, async () => {
  const response = await fetch(stage.server.url);
  assert.equal(response.headers.get('content-security-policy'), policy);
  const html = await response.text();
  assert.match(html, /<script type="module" src="[^"]+"><\/script>/);
  assert.doesNotMatch(html, /<style|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|javascript:|https?:/i);

  const served = (await readdir(files, { recursive: true })).filter((name) => /\.(js|css|html|svg)$/.test(name));
  assert.ok(served.length > 20);
  for (const name of served) {
    const text = await readFile(join(files, name), 'utf8');
    assert.doesNotMatch(text, /\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(|createContextualFragment|@import|url\(\s*["']?(https?:)?\/\//, name);
  }
});

/** What is red, green and blue of a colour that is given as `rgb(…)`, as one number from 0 (black) to 1 (white). */
function lightness(colour) {
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

async function backgroundLightness(person) {
  return lightness(await person.page.evaluate(() => {
    const paper = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    paper.fillStyle = getComputedStyle(document.body).backgroundColor;
    paper.fillRect(0, 0, 1, 1);
    return `rgb(${paper.getImageData(0, 0, 1, 1).data.slice(0, 3).join(' ')})`;
  }));
}

for (const [scheme, isDark] of [['light', false], ['dark', true]]) {
  test(`The system's theme is the page's (${scheme}), until the person chooses another, which stays`, { timeout }, () => stage.visit(async (person) => {
    await person.open();
    assert.equal(await backgroundLightness(person) < 0.5, isDark);
    await person.panels.chooseTheme(isDark ? 'Light' : 'Dark');
    assert.equal(await backgroundLightness(person) < 0.5, !isDark);
    await person.reload();
    assert.equal(await backgroundLightness(person) < 0.5, !isDark);
    await person.panels.chooseTheme('Auto');
    assert.equal(await backgroundLightness(person) < 0.5, isDark);
  }, { colorScheme: scheme }));
}

/** Motions that go on for a while, of those that the page shows now. */
function motions(person) {
  return person.page.evaluate(() => document.getAnimations()
    .filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().activeDuration > 50)
    .map(({ animationName, transitionProperty, effect }) => `${animationName ?? transitionProperty} ${effect.target?.className}`));
}

test('Whoever wants no motion gets none', { timeout }, async () => {
  const whileRunning = (reducedMotion) => {
    let seen;
    return stage.visit(async (person) => {
      await person.open();
      await person.ask('steps=1000 delay=50', 'load');
      await person.runs.reachesStep(3);
      seen = await motions(person);
      await person.runs.stop();
      await person.runs.seesStopped();
    }, { reducedMotion }).then(() => seen);
  };

  assert.notDeepEqual(await whileRunning('no-preference'), []);
  assert.deepEqual(await whileRunning('reduce'), []);
});

async function assertNothingSideways(person) {
  const { scrollWidth, clientWidth, wide } = await person.page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
    wide: [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility() && element.getBoundingClientRect().left < innerWidth
      && element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('pre, table, [tabindex="0"]')).map(({ tagName, className }) => `${tagName}.${className}`).slice(0, 5),
  }));
  assert.ok(scrollWidth <= clientWidth, `${scrollWidth} of ${clientWidth}: ${wide}`);
}

for (const [what, size] of Object.entries({
  'zoomed to 200 %': { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
  'as narrow as 320 pixels': { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 },
  'on a phone': phone,
})) {
  test(`Nothing has to be scrolled sideways, ${what}`, { timeout }, () => stage.visit(async (person) => {
    await person.open();
    await assertNothingSideways(person);
    await person.ask(`${'word '.repeat(50)}${'unbreakable'.repeat(30)}`, 'summarizer');
    await person.runs.seesEnd();
    await person.runs.unfold();
    await assertNothingSideways(person);
    await person.ask('What heights do the towers have?', 'researcher');
    await person.runs.seesEnd(1);
    await person.runs.unfold(1);
    await assertNothingSideways(person);
  }, size));
}

test('Targets for a finger are large enough', { timeout }, () => stage.visit(async (person) => {
  await person.open();
  await person.ask('How often is the lens of the lamp cleaned?', 'researcher');
  await person.runs.seesEnd();
  const small = () => person.page.evaluate(() => [...document.querySelectorAll('button, textarea, input, summary')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getBoundingClientRect().right > 0)
    .map((element) => [element, (element.closest('label') ?? element).getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 1 && (width < 43.5 || height < 43.5))
    .map(([element, { width, height }]) => `${element.getAttribute('aria-label') ?? element.innerText}: ${width} × ${height}`));
  assert.deepEqual(await small(), []);
  await person.sessions.show();
  assert.deepEqual(await small(), []);
}, phone));

test('Text that is written from right to left is set so, and the whole page can be', { timeout }, () => stage.visit(async (person) => {
  await person.open();
  await person.ask('متى أضيء مصباح المنارة لأول مرة؟', 'researcher');
  await person.runs.seesEnd();
  assert.equal(await person.runs.question().evaluate((element) => getComputedStyle(element).direction), 'rtl');

  const beside = async () => (await person.sessions.panel.boundingBox()).x;
  assert.equal(await beside(), 0);
  await person.page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  assert.ok(await beside() > desktop.viewport.width / 2);
  await assertNothingSideways(person);
}));
