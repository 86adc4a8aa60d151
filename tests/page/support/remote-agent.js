import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

const program = fileURLToPath(new URL('../../../docs/examples/remote_agent.py', import.meta.url));

/** Why its tests cannot run here, or `false`. */
export const missing = spawnSync('python3', ['--version']).status === 0 ? false : 'needs python3';

/** The documentation's remote agent in Python, on a port of its own. */
export class RemoteAgent {
  #process = spawn('python3', [program, '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  #said = '';

  constructor() {
    this.#process.stdout.on('data', (text) => { this.#said += text; });
  }

  async url() {
    await until(() => /^listening on http/m.test(this.#said), 'the remote agent listens');
    return /^listening on (\S+)/m.exec(this.#said)[1];
  }

  /** How often it has given up work that nobody waited for any more. */
  get stops() {
    return this.#said.match(/^stopped: the gateway has closed the connection$/gm)?.length ?? 0;
  }

  end() {
    this.#process.kill();
  }
}
