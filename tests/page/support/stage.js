import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { browserArguments, findBrowser } from '../../support/find-browser.js';
import { Server } from '../../support/server.js';
import { Console } from './console.js';
import { Guard } from './guard.js';
import { savePicture } from './pictures.js';
import { desktop } from './sizes.js';
import { until } from './until.js';

const documents = fileURLToPath(new URL('../documents', import.meta.url));

/** How long one test may take, and how long one thing may take to happen in it: far more than they do, on a busy machine too. */
export const timeout = 120_000;
const patience = 30_000;

/** A server with a few small documents and a browser, for all tests of one file. */
export class Stage {
  server;
  browser;

  /** `settings` tells, before the first test, what the server is to be given beside the documents. */
  static use(settings = async () => []) {
    const stage = new Stage();
    before(async () => {
      [stage.server, stage.browser] = await Promise.all([
        settings().then(startServer),
        chromium.launch({ executablePath: findBrowser(), args: [...browserArguments, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] }),
      ]);
    });
    after(async () => {
      await stage.browser?.close();
      await stage.server?.dispose();
    });
    return stage;
  }

  /**
   * One person with a browser and a server that has no sessions yet. What is done must not go elsewhere nor leave an error in
   * the console, whatever else the test looks at. `url` is where the server is for that person, `allowed` what the console may
   * say all the same.
   */
  async visit(act, { url = this.server.url, allowed = [], ...options } = {}) {
    if (!this.server.isRunning) await this.server.start();
    await this.server.forget();
    const context = await this.browser.newContext({ ...desktop, baseURL: url, reducedMotion: 'no-preference', ...options });
    context.setDefaultTimeout(patience);
    const guard = await Guard.watch(context, new URL(url), allowed);
    try {
      const page = await context.newPage();
      await act(new Console(page), context);
      guard.check();
    } catch (error) {
      await Promise.all(context.pages().map((page, i) => savePicture(page, `failed-${Date.now()}-${i}`).catch(() => {})));
      throw error;
    } finally {
      await context.close();
    }
  }
}

/** The documents are read a moment after the start: until they are, no questions are offered and none are answered at once. */
async function startServer(settings) {
  const server = await Server.start(`--Knowledge:Path=${documents}`, ...settings);
  await until(async () => (await (await fetch(`${server.url}/knowledge`)).json()).ready, 'the documents can be searched');
  return server;
}
