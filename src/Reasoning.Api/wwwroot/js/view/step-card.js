import { el, setText } from './dom.js';
import { longText } from './long-text.js';

const KINDS = {
  thought: { label: 'Thought', maxCharacters: 6_000, maxLines: 80 },
  tool_use: { label: 'Tool call', maxCharacters: 6_000, maxLines: 80 },
  tool_result: { label: 'Tool result', maxCharacters: 600, maxLines: 8 },
  final_answer: { label: 'Final answer', maxCharacters: 30_000, maxLines: 500 },
  error: { label: 'Error', maxCharacters: 6_000, maxLines: 80 },
};
const ARGUMENTS = { tag: 'pre', className: 'arguments', maxCharacters: 1_000, maxLines: 12 };

export class StepCard {
  #step;
  #outcome = el('span', { className: 'outcome', hidden: true });

  constructor(step) {
    this.#step = step;
    const known = Object.hasOwn(KINDS, step.type);
    const kind = known ? KINDS[step.type] : { ...KINDS.thought, label: step.type || 'Step' };

    this.element = el('li', { className: `card card-${known ? step.type.replace('_', '-') : 'other'}` },
      el('div', { className: 'card-head' },
        el('span', { className: 'card-label', text: kind.label }),
        step.toolName ? el('code', { className: 'tool-name', dir: 'auto', text: step.toolName }) : null,
        this.#outcome,
        el('span', { className: 'card-place' },
          step.iteration === undefined ? null : el('span', { text: `Iteration ${step.iteration}` }),
          time(step.at))),
      ...(step.content === '' ? [] : longText(step.content, kind)),
      ...(step.arguments === undefined ? [] : longText(step.arguments, ARGUMENTS)),
      citations(step.citations));
    this.update();
  }

  update() {
    const outcome = this.#step.type === 'tool_result' && this.#step.isError ? 'failed' : this.#step.outcome;
    this.#outcome.hidden = outcome === undefined;
    this.#outcome.classList.toggle('outcome-bad', outcome === 'failed' || outcome === 'abandoned');
    setText(this.#outcome, outcome ?? '');
  }
}

function time(at) {
  if (at === undefined) return null;
  const moment = new Date(at);
  return el('time', {
    datetime: moment.toISOString(),
    title: moment.toISOString(),
    text: moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  });
}

function citations(list) {
  if (list.length === 0) return null;
  return el('div', { className: 'citations' },
    el('h3', { text: 'Sources' }),
    el('ol', {}, ...list.map(({ source, heading }) =>
      el('li', {},
        el('span', { className: 'citation-source', dir: 'auto', text: source || 'unnamed source' }),
        heading ? el('span', { className: 'citation-heading', dir: 'auto', text: heading }) : null))));
}
