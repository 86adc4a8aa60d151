import { defaultAgent } from '../agents.js';
import { el, setText } from './dom.js';

/** Which agent the next message goes to, and what that agent says of itself. */
export class AgentPicker {
  #select;
  #description;
  #fallback;
  #tools;
  #toolCount;
  #toolList;
  #agents = [];
  #loaded = false;

  constructor(root) {
    this.#select = root.querySelector('#agent');
    this.#description = root.querySelector('#agent-description');
    this.#fallback = root.querySelector('#agent-batch');
    this.#tools = root.querySelector('#agent-tools');
    this.#toolCount = root.querySelector('#agent-tools-label');
    this.#toolList = root.querySelector('#agent-tools-list');
    this.#select.addEventListener('change', () => this.#describe());
  }

  /** The chosen agent's name, or undefined to leave it to the server. */
  get chosen() {
    return this.#agents[this.#select.selectedIndex]?.name;
  }

  get loaded() {
    return this.#loaded;
  }

  show(agents) {
    const before = this.chosen;
    this.#agents = agents;
    this.#loaded = true;
    const chosen = agents.find((agent) => agent.name === before) ?? defaultAgent(agents);
    this.#select.replaceChildren(...agents.map((agent) =>
      el('option', { value: agent.name, text: agent.name, selected: agent === chosen })));
    this.#select.disabled = agents.length === 0;
    this.#describe();
  }

  unavailable(text) {
    if (!this.loaded) setText(this.#description, text);
  }

  #describe() {
    const agent = this.#agents[this.#select.selectedIndex];
    setText(this.#description, agent?.description ?? 'This server offers no agents.');
    this.#fallback.hidden = agent?.streaming ?? true;
    const tools = agent?.tools ?? [];
    this.#tools.hidden = tools.length === 0;
    setText(this.#toolCount, `Tools (${tools.length})`);
    this.#toolList.replaceChildren(...tools.flatMap((tool) => [
      el('dt', {}, el('code', { text: tool.name })),
      el('dd', { text: tool.description }),
    ]));
  }
}
