import { loadAgents } from '../api/agents.js';
import { loadKnowledge } from '../api/knowledge.js';

const RETRY_MS = 5_000;
const LIMIT_MS = 30_000;
/** An agent comes and goes with its model, which the server looks after by the minute. */
const FRESH_MS = 3_000;

/** What the server offers: its agents, and what its documents are good for. Asked for until it is known. */
export class ServerOffers {
  #url;
  #picker;
  #welcome;
  #now;
  #freshUntil = Infinity;

  constructor({ url, picker, welcome, now = () => performance.now() }) {
    this.#url = url;
    this.#picker = picker;
    this.#welcome = welcome;
    this.#now = now;
  }

  load() {
    this.#loadAgents();
    this.#loadKnowledge();
  }

  /** Asks for the agents again, unless what is known of them is new. Without an answer it stays what it was. */
  async refreshAgents() {
    if (this.#now() < this.#freshUntil) return;
    await this.#askForAgents().catch(() => {});
  }

  async #loadAgents() {
    try {
      await this.#askForAgents();
    } catch {
      this.#picker.unavailable('The list of agents could not be loaded; messages go to the server’s default agent.');
      setTimeout(() => this.#loadAgents(), RETRY_MS);
    }
  }

  async #askForAgents() {
    this.#freshUntil = Infinity;
    try {
      this.#picker.show(await loadAgents(this.#url('agents'), AbortSignal.timeout(LIMIT_MS)));
    } finally {
      this.#freshUntil = this.#now() + FRESH_MS;
    }
  }

  async #loadKnowledge() {
    try {
      const knowledge = await loadKnowledge(this.#url('knowledge'));
      this.#welcome.show(knowledge);
      // The documents are still being read.
      if (knowledge.known && !knowledge.ready) setTimeout(() => this.#loadKnowledge(), RETRY_MS);
    } catch {
      // What the documents are good for is a courtesy: without it the page works as well.
    }
  }
}
