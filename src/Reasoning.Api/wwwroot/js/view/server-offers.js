import { loadAgents } from '../api/agents.js';
import { loadKnowledge } from '../api/knowledge.js';

const RETRY_MS = 5_000;

/** What the server offers: its agents, and what its documents are good for. Asked for until it is known. */
export class ServerOffers {
  #url;
  #picker;
  #welcome;

  constructor({ url, picker, welcome }) {
    this.#url = url;
    this.#picker = picker;
    this.#welcome = welcome;
  }

  load() {
    this.#loadAgents();
    this.#loadKnowledge();
  }

  async #loadAgents() {
    try {
      this.#picker.show(await loadAgents(this.#url('agents')));
    } catch {
      this.#picker.unavailable('The list of agents could not be loaded; messages go to the server’s default agent.');
      setTimeout(() => this.#loadAgents(), RETRY_MS);
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
