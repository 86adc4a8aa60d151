import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withoutKeys } from './without-keys.js';

const program = fileURLToPath(new URL('../../src/Reasoning.Api/bin/Debug/net10.0/Reasoning.Api.dll', import.meta.url));
const startLimit = 60_000;

/** The server as an operator starts it, with a log that outlives it. */
export class Server {
  #folder = mkdtempSync(join(tmpdir(), 'reasoning-server-'));
  #settings;
  #process;
  #said = '';
  url = 'http://127.0.0.1:0';

  constructor(settings) {
    this.#settings = settings;
  }

  /** With settings of its own, as `--Name=value`. */
  static async start(...settings) {
    const server = new Server(settings);
    await server.start();
    return server;
  }

  /** Starts it, after the first time on the port that it had. */
  start() {
    this.#process = spawn('dotnet', [
      program, '--urls', this.url, `--Storage:Path=${this.#folder}`, '--Storage:RecoveryInterval=00:00:01', '--Agents:Load:Enabled=true',
      ...this.#settings,
    ], { env: withoutKeys() });
    this.#said = '';
    this.#process.stderr.on('data', (text) => { this.#said += text; });
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`The server ${why}:\n${this.#said}`));
      const limit = setTimeout(() => fail('did not start in time'), startLimit);
      this.#process.once('exit', () => fail('ended'));
      this.#process.stdout.on('data', (text) => {
        this.#said += text;
        const listening = /Now listening on: "?(http:[^\s"]+)/.exec(this.#said);
        if (!listening) return;
        clearTimeout(limit);
        this.url = listening[1];
        resolve();
      });
    });
  }

  get isRunning() {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Ends it and waits until it is gone. */
  end(signal) {
    if (!this.isRunning) return Promise.resolve();
    return new Promise((resolve) => {
      this.#process.once('exit', resolve);
      this.#process.kill(signal);
    });
  }

  async dispose() {
    await this.end('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async ask(session, message, agent = 'load') {
    const response = await fetch(`${this.url}/sessions/${session}/messages`, {
      method: 'POST',
      body: JSON.stringify({ message, agent_name: agent }),
    });
    if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()).run_id;
  }

  /** The session's whole log, as JSON pages have it. */
  async log(session) {
    const events = [];
    for (;;) {
      const page = await (await fetch(`${this.url}/sessions/${session}/events?limit=1000&after=${events.length}`)).json();
      events.push(...page.events.map((event) => ({ id: `${page.epoch}:${event.seq}`, event })));
      if (!page.has_more) return events;
    }
  }

  /** The session's runs, in the order in which they were accepted; none before the first. */
  async runs(session) {
    const response = await fetch(`${this.url}/sessions/${session}`);
    return response.ok ? (await response.json()).runs : [];
  }

  /** What was asked in it. */
  async questions(session) {
    const starts = (await this.log(session)).filter(({ event }) => event.type === 'reasoning_start');
    return starts.map(({ event }) => event.data.message);
  }

  async rename(session, title) {
    const response = await fetch(`${this.url}/sessions/${session}`, { method: 'PATCH', body: JSON.stringify({ title }) });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  }

  /** All sessions, the one with the newest activity first. */
  async sessions() {
    return (await (await fetch(`${this.url}/sessions?limit=100`)).json()).sessions;
  }

  /** Deletes them. */
  async forget() {
    for (const { session_id: session } of await this.sessions()) await fetch(`${this.url}/sessions/${session}`, { method: 'DELETE' });
  }
}
