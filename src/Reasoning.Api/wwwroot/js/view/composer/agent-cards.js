import { visible } from '../../text/visible.js';
import { el } from '../dom.js';

/** The agents to choose among: those that can be asked first, then the others under the reason why they cannot. */
export function agentCards(agents, chosen) {
  const unusable = Map.groupBy(agents.filter(({ unavailable }) => unavailable !== undefined), ({ unavailable }) => unavailable);
  return [
    ...agents.filter(({ unavailable }) => unavailable === undefined).map((agent) => card(agent, { checked: agent === chosen }, ...abilities(agent))),
    ...[...unusable].map(([reason, those]) => group(visible(reason), those)),
  ];
}

/** One reason is often that of many, and long. */
function group(reason, agents) {
  return el('div', { className: 'agents-unusable', role: 'group', 'aria-label': `Cannot be asked now: ${reason}` },
    el('p', { className: 'agents-reason' }, el('strong', { text: 'Cannot be asked now' }), el('span', { dir: 'auto', text: reason })),
    ...agents.map((agent) => card(agent, { disabled: true })));
}

function card({ name, description }, state, ...more) {
  return el('label', { className: 'agent' },
    el('input', { type: 'radio', name: 'agent', value: name, ...state }),
    el('span', { className: 'agent-text' },
      el('span', { className: 'agent-title', dir: 'auto', text: visible(name) }),
      el('span', { className: 'agent-description', dir: 'auto', text: visible(description) }),
      ...more));
}

function abilities({ streaming, tools }) {
  return [
    streaming ? null : el('span', { className: 'aside', text: 'Works in one piece: its steps appear together when it is done.' }),
    tools.length === 0 ? null : el('span', { className: 'agent-tools' },
      el('span', { className: 'visually-hidden', text: 'Tools: ' }),
      ...tools.map((tool) => el('span', { className: 'tool' },
        el('code', { text: visible(tool.name) }), el('span', { text: visible(tool.description) })))),
  ];
}
