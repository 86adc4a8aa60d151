import { Composer } from './composer.js';
import { Panels } from './panels.js';
import { Runs } from './runs.js';
import { Sessions } from './sessions.js';
import { until } from './until.js';

/** The page as a person uses it: by what its controls are called. */
export class Console {
  constructor(page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.composer = new Composer(page);
    this.runs = new Runs(page);
    this.sessions = new Sessions(page);
    this.panels = new Panels(page);
  }

  /** Opens the page, on a session if it is named, and waits until it has a connection. */
  async open(session) {
    await this.page.goto(session === undefined ? '/' : `/?session=${session}`);
    await this.seesConnected();
  }

  async reload() {
    await this.page.reload();
    await this.seesConnected();
  }

  back() {
    return this.page.goBack();
  }

  forward() {
    return this.page.goForward();
  }

  async anotherTab(session) {
    const other = new Console(await this.page.context().newPage());
    await other.open(session);
    return other;
  }

  /** Of several tabs the browser draws the one in front. */
  look() {
    return this.page.bringToFront();
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  sees(text) {
    return this.main.or(this.composer.form).getByText(text).first().waitFor();
  }

  seesGreeting() {
    return this.main.getByRole('heading', { level: 2 }).first().waitFor();
  }

  seesConnected() {
    return this.page.getByRole('banner').getByText('Connected', { exact: true }).waitFor({ state: 'attached' });
  }

  seesReconnecting() {
    return this.page.getByRole('button', { name: 'Reconnect now' }).waitFor();
  }

  /** The button comes and goes with the attempts that the page makes by itself. */
  async reconnectNow() {
    await this.page.getByRole('button', { name: 'Reconnect now' }).click({ timeout: 2_000 }).catch(() => {});
    await this.seesConnected();
  }

  /** Asks one of the questions that are offered; returns it. */
  async askExample() {
    const example = this.main.getByRole('group', { name: 'Example questions' }).getByRole('button').first();
    const question = (await example.innerText()).trim();
    await example.click();
    return question;
  }

  /** Says something to an agent and waits until the server has taken it. */
  async ask(message, agent) {
    const before = await this.runs.count();
    await this.composer.say(message, agent);
    await until(async () => (await this.runs.count()) > before, 'the message is a run');
  }
}
