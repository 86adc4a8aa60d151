import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserArguments, findBrowser } from '../../support/find-browser.js';

/** Chromium without a window, on one page. */
export class Browser {
  #profile = mkdtempSync(join(tmpdir(), 'reasoning-browser-'));
  #process;
  #said = '';

  constructor(url) {
    this.#process = spawn(findBrowser(), ['--headless=new', ...browserArguments, `--user-data-dir=${this.#profile}`, url], { detached: true });
    for (const output of [this.#process.stdout, this.#process.stderr]) output.on('data', (text) => { this.#said += text; });

    /** Rejects when it ends by itself. */
    this.ended = new Promise((_, reject) => {
      this.#process.once('error', reject);
      this.#process.once('exit', (code) => reject(new Error(`The browser ended with ${code}:\n${this.#said}`)));
    });
    this.ended.catch(() => {});
  }

  async close() {
    const gone = new Promise((resolve) => { this.#process.once('close', resolve); });

    // With all the processes that it has started.
    if (this.#process.exitCode === null) {
      process.kill(-this.#process.pid, 'SIGKILL');
      await gone;
    }

    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10 });
  }
}
