import { until } from './until.js';

/** The conversation's runs, oldest first: what was asked, what was thought about it, and what was answered. */
export class Runs {
  #page;
  #all;

  constructor(page) {
    this.#page = page;
    this.#all = page.getByRole('main').getByRole('article');
  }

  count() {
    return this.#all.count();
  }

  at(n = 0) {
    return this.#all.nth(n);
  }

  /** What was asked. */
  question(n = 0) {
    return this.at(n).locator('.bubble-text');
  }

  questions() {
    return this.#all.locator('.bubble-text').allInnerTexts();
  }

  /** The line that folds a run's thinking. */
  thinking(n = 0, options = {}) {
    return this.at(n).getByRole('button', { name: /^(Thinking|Thought|Stopped|Stopping…|Failed)/, ...options }).and(this.#page.locator('[aria-expanded]'));
  }

  seesUnfolded(n = 0) {
    return this.thinking(n, { expanded: true }).waitFor();
  }

  seesFolded(n = 0) {
    return this.thinking(n, { expanded: false }).waitFor();
  }

  steps(n = 0) {
    return this.at(n).getByRole('list', { name: 'Steps' });
  }

  answer(n = 0) {
    return this.at(n).locator('.answer > .prose');
  }

  source(name, n = 0) {
    return this.at(n).getByRole('group', { name: 'Sources' }).getByRole('button', { name }).first();
  }

  stopButton(n = 0) {
    return this.at(n).getByRole('button', { name: /^Stop / });
  }

  async stop(n = 0) {
    await this.stopButton(n).click();
  }

  answerText(n = 0) {
    return this.answer(n).innerText();
  }

  async openSource(name, n = 0) {
    await this.source(name, n).click();
  }

  /** How long it has been thinking, as it says. */
  async elapsed(n = 0) {
    return /[\d:.]+/.exec(await this.thinking(n).innerText())?.[0];
  }

  async seesElapsedOtherThan(before, n = 0) {
    await until(async () => ![undefined, before].includes(await this.elapsed(n)), `it says another time than ${before}`);
  }

  async characters(n = 0) {
    return (await this.at(n).textContent()).length;
  }

  async grows(n = 0) {
    const before = await this.characters(n);
    await until(async () => (await this.characters(n)) > before, 'the text grows');
  }

  /** Whatever was cut is asked for. */
  async showAll(n = 0) {
    const buttons = this.at(n).getByRole('button', { name: /^Show all/ });
    while ((await buttons.count()) > 0) await buttons.first().click();
  }

  /** Once it is over, which folds it. */
  async unfold(n = 0) {
    if (await this.thinking(n, { expanded: false }).isVisible()) await this.thinking(n).click();
    await this.steps(n).getByRole('listitem').first().waitFor();
  }

  async fold(n = 0) {
    await this.thinking(n, { expanded: true }).click();
    await this.steps(n).waitFor({ state: 'hidden' });
  }

  seesStep(iteration, n = 0) {
    return this.at(n).getByText(`Iteration ${iteration}`, { exact: true }).first().waitFor({ state: 'attached' });
  }

  /** It works and has come so far: this step or a later one is in the page, which of a long run holds only some. */
  reachesStep(iteration, n = 0) {
    return until(async () => Math.max(0, ...(await this.#iterationsInPage(n))) >= iteration, `step ${iteration} of run ${n}`);
  }

  seesAnswer(text, n = 0, patience = undefined) {
    return this.answer(n).getByText(text, { exact: true }).waitFor({ timeout: patience });
  }

  /** It is over, however. */
  seesEnd(n = 0) {
    return this.#seesLine(/^(Thought|Stopped|Failed)(?!, finishing)/, n);
  }

  seesStopped(n = 0) {
    return this.#seesLine(/^Stopped after/, n);
  }

  seesFailed(n = 0) {
    return this.#seesLine(/^Failed/, n);
  }

  /**
   * The numbers of all the steps that a run shows: those that are not in the page until somebody goes there too. Each has to
   * be where its number says.
   */
  async iterations(n = 0) {
    await this.unfold(n);
    const list = await this.steps(n).elementHandle();
    return this.#page.evaluate(readThrough, [list, await this.#scroller(n)]);
  }

  async scrollToTop(n = 0) {
    await (await this.#scroller(n)).evaluate((element) => { element.scrollTop = 0; });
  }

  /** With the wheel of a mouse. */
  async scrollToBottom(n = 0) {
    const scroller = await this.#scroller(n);
    await this.#page.getByRole('main').hover({ position: { x: 100, y: 100 } });
    while (await scroller.evaluate(({ scrollTop, scrollHeight, clientHeight }) => scrollTop + clientHeight < scrollHeight - 2)) {
      await this.#page.mouse.wheel(0, 5_000);
    }
  }

  async #iterationsInPage(n) {
    const places = await this.at(n).getByText(/^Iteration \d+$/).allTextContents();
    return places.map((place) => Number(place.slice('Iteration '.length)));
  }

  async #scroller(n) {
    return this.#page.evaluateHandle(scrollerOf, await this.steps(n).elementHandle());
  }

  #seesLine(text, n) {
    return this.at(n).getByRole('button', { name: text }).first().waitFor();
  }
}

/** In the page: what has to be scrolled for an element to be seen. */
function scrollerOf(element) {
  let scroller = element;
  while (scroller.parentElement && !/auto|scroll/.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
  return scroller;
}

/** In the page: goes through it window by window and notes the number of each step that turns up. */
async function readThrough([list, scroller]) {
  const seen = new Map();
  scroller.scrollTop = 0;
  for (;;) {
    // One frame in which the page sees where it is, one in which it has drawn.
    await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve))); });
    for (const item of list.querySelectorAll('[role=listitem]')) {
      const number = /Iteration (\d+)/.exec(item.textContent)?.[1];
      if (number !== undefined) seen.set(item.getAttribute('aria-posinset'), Number(number));
    }
    const before = scroller.scrollTop;
    scroller.scrollTop += scroller.clientHeight * 0.9;
    if (scroller.scrollTop === before) return [...seen].sort(([a], [b]) => a - b).map(([, number]) => number);
  }
}
