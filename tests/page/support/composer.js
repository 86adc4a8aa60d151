/** Where messages are written, and where those wait that have not gone out. */
export class Composer {
  #page;

  constructor(page) {
    this.#page = page;
    this.form = page.getByRole('form', { name: 'Message' });
    this.message = this.form.getByRole('textbox', { name: 'Message to the agent' });
    this.agent = this.form.getByRole('button', { name: /^Agent/ });
    this.send = this.form.getByRole('button', { name: 'Send' });
    this.queue = page.getByRole('list', { name: 'Messages waiting to be sent' });
  }

  async say(message, agent) {
    if (agent !== undefined) await this.pick(agent);
    await this.message.fill(message);
    await this.send.click();
  }

  async pick(agent) {
    if ((await this.agent.innerText()).trim() === agent) return;
    await this.agent.click();
    await this.#page.locator('label').filter({ has: this.#choice(agent) }).click();
    await this.#choice(agent).waitFor({ state: 'hidden' });
  }

  /** Up and down the list with the arrow keys, and Enter. */
  async pickByKeyboard(keyboard, agent) {
    await keyboard.goTo(this.agent, 'Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.assertFocused();
    await keyboard.goTo(this.#choice(agent), 'ArrowDown');
    await keyboard.press('Enter');
    await this.#choice(agent).waitFor({ state: 'hidden' });
    await keyboard.assertFocusOn(this.agent);
  }

  /** What is said of each agent that can be asked, in the order in which they are offered. */
  async agents() {
    await this.open();
    const said = await this.#page.locator('label:has([name=agent]:enabled)').allInnerTexts();
    await this.close();
    return said;
  }

  /** What is said of those that cannot: the reason, and each under it. */
  async unusableAgents() {
    await this.open();
    const groups = this.#page.getByRole('group', { name: /^Cannot be asked now/ });
    const said = await Promise.all((await groups.all()).map(async (group) => ({
      reason: await group.locator('p').innerText(),
      agents: (await group.locator('label:has([name=agent]:disabled)').allInnerTexts()).map((text) => text.split('\n')[0]),
    })));
    await this.close();
    return said;
  }

  async open() {
    await this.agent.click();
    await this.#choice('researcher').waitFor();
  }

  async close() {
    await this.#page.keyboard.press('Escape');
    await this.#choice('researcher').waitFor({ state: 'hidden' });
  }

  seeLastAgent() {
    return this.#page.getByRole('radio').and(this.#page.locator('[name=agent]')).last().scrollIntoViewIfNeeded();
  }

  /** While the list is open. */
  seesUsable(agent) {
    return this.#choice(agent).and(this.#page.locator(':enabled')).waitFor();
  }

  seesUnusable(agent) {
    return this.#choice(agent).and(this.#page.locator(':disabled')).waitFor();
  }

  written() {
    return this.message.inputValue();
  }

  seesWaiting(message) {
    return this.#waiting(message).waitFor();
  }

  seesNothingWaiting() {
    return this.queue.waitFor({ state: 'hidden' });
  }

  discard(message) {
    return this.#waiting(message).getByRole('button', { name: /^Remove/ }).click();
  }

  #waiting(message) {
    return this.queue.getByRole('listitem').filter({ hasText: message });
  }

  #choice(agent) {
    return this.#page.getByRole('radio', { name: new RegExp(`^${agent}`) });
  }
}
