import { defaultAgent } from '../../api/agents.js';
import { visible, visibleName } from '../../text/visible.js';
import { el, setText } from '../dom.js';

/** Which agent the next message goes to: a button that opens the agents, with what each can do. */
export class AgentPicker {
  #button;
  #label;
  #panel;
  #list;
  #agents = [];
  #chosen;
  #loaded = false;

  constructor(root) {
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
    this.#agents = agents;
    this.#loaded = true;
    this.#chosen = agents.find((agent) => agent.name === this.chosen && agent.unavailable === undefined) ?? defaultAgent(agents);
    this.#list.replaceChildren(...agents.map((agent) => this.#card(agent)));
    this.#button.disabled = agents.length === 0;
    this.#describe();
  }

  unavailable(text) {
    if (!this.#loaded) this.#button.title = text;
  }

  #card(agent) {
    const isUsable = agent.unavailable === undefined;
    const radio = el('input', { type: 'radio', name: 'agent', value: agent.name, checked: agent === this.#chosen, disabled: !isUsable });
    return el('label', { className: 'agent' }, radio,
      el('span', { className: 'agent-text' },
        el('span', { className: 'agent-title', dir: 'auto', text: visible(agent.name) }),
        el('span', { className: 'agent-description', dir: 'auto', text: visible(agent.description) }),
        isUsable ? null : el('span', { className: 'aside', dir: 'auto', text: `Cannot be asked now: ${visible(agent.unavailable)}.` }),
        agent.streaming ? null : el('span', { className: 'aside', text: 'Works in one piece: its steps appear together when it is done.' }),
        agent.tools.length === 0 ? null : el('span', { className: 'agent-tools' },
          el('span', { className: 'visually-hidden', text: 'Tools: ' }),
          ...agent.tools.map((tool) => el('span', { className: 'tool' },
            el('code', { text: visible(tool.name) }), el('span', { text: visible(tool.description) }))))));
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
    this.#list.querySelector('input:checked')?.focus();
  }
}
