import { defaultAgent } from '../../api/agents.js';
import { visibleName } from '../../text/visible.js';
import { setText } from '../dom.js';
import { agentCards } from './agent-cards.js';

/** Which agent the next message goes to: a button that opens the agents, with what each can do. */
export class AgentPicker {
  #button;
  #label;
  #panel;
  #list;
  #opened;
  #agents = [];
  #chosen;
  #loaded = false;

  /** `opened` is told whenever somebody looks at the agents. */
  constructor(root, { opened }) {
    this.#opened = opened;
    this.#button = root.querySelector('#agent');
    this.#label = root.querySelector('#agent-name');
    this.#panel = root.querySelector('#agents');
    this.#list = root.querySelector('#agent-list');
    this.#panel.addEventListener('toggle', (event) => this.#toggled(event.newState === 'open'));
    this.#list.addEventListener('change', (event) => this.#choose(event.target.value));
    this.#list.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      // Or the button, which gets the focus back, would take the key for its own.
      event.preventDefault();
      this.#panel.hidePopover();
    });
    // A click is a decision; the arrow keys only look around.
    this.#list.addEventListener('click', (event) => {
      if (event.detail > 0 && event.target.closest('.agent:has(:enabled)')) this.#panel.hidePopover();
    });
  }

  /** The chosen agent's name, or undefined to leave it to the server. */
  get chosen() {
    return this.#chosen?.name;
  }

  get loaded() {
    return this.#loaded;
  }

  show(agents) {
    if (this.#loaded && JSON.stringify(agents) === JSON.stringify(this.#agents)) return;
    this.#loaded = true;
    this.#button.title = '';
    this.#agents = agents;
    this.#chosen = agents.find((agent) => agent.name === this.chosen && agent.unavailable === undefined) ?? defaultAgent(agents);
    this.#render();
    this.#button.disabled = agents.length === 0;
    this.#describe();
  }

  unavailable(text) {
    if (!this.#loaded) this.#button.title = text;
  }

  /** Whoever reads the list keeps the place in it, and the focus. */
  #render() {
    const { scrollTop } = this.#panel;
    const focused = this.#list.contains(document.activeElement);
    this.#list.replaceChildren(...agentCards(this.#agents, this.#chosen));
    if (focused) this.#checked?.focus({ preventScroll: true });
    this.#panel.scrollTop = scrollTop;
  }

  get #checked() {
    return this.#list.querySelector('input:checked');
  }

  #choose(name) {
    this.#chosen = this.#agents.find((agent) => agent.name === name) ?? this.#chosen;
    this.#describe();
  }

  #describe() {
    const name = visibleName(this.#chosen?.name ?? 'No agent');
    setText(this.#label, name);
    this.#button.setAttribute('aria-label', `Agent: ${name}`);
  }

  #toggled(open) {
    this.#button.setAttribute('aria-expanded', String(open));
    if (!open) return;
    const { left, top, right } = this.#button.getBoundingClientRect();
    const rightToLeft = getComputedStyle(this.#button).direction === 'rtl';
    const start = rightToLeft ? document.documentElement.clientWidth - right : left;
    this.#panel.style.insetInlineStart = `${Math.max(8, Math.min(start, document.documentElement.clientWidth - this.#panel.offsetWidth - 8))}px`;
    this.#panel.style.insetBlockEnd = `${document.documentElement.clientHeight - top + 8}px`;
    this.#checked?.focus();
    this.#opened();
  }
}
