import { clockTime } from '../../text/elapsed.js';
import { visibleName } from '../../text/visible.js';
import { el, icon, setText } from '../dom.js';
import { longText } from './long-text.js';

const KINDS = {
  thought: { label: 'Thought', icon: 'thought', maxCharacters: 6_000, maxLines: 80 },
  tool_use: { label: 'Tool', icon: 'tool', maxCharacters: 6_000, maxLines: 80 },
  tool_result: { label: 'Result', icon: 'result', maxCharacters: 600, maxLines: 8 },
  error: { label: 'Error', icon: 'error', maxCharacters: 6_000, maxLines: 80 },
};
const ARGUMENTS = { tag: 'pre', className: 'arguments', maxCharacters: 1_000, maxLines: 12 };

/** One step of a run. `opened` remembers which long texts are shown in full. */
export class StepCard {
  #step;
  #outcome = el('span', { className: 'outcome', hidden: true });

  constructor(step, { key, since, opened }) {
    this.#step = step;
    const known = Object.hasOwn(KINDS, step.type);
    const kind = known ? KINDS[step.type] : { ...KINDS.thought, label: visibleName(step.type) || 'Step' };

    this.element = el('div', { className: `step step-${known ? step.type.replace('_', '-') : 'other'}` },
      el('span', { className: 'step-mark', 'aria-hidden': 'true' }, icon(kind.icon)),
      el('div', { className: 'card' },
        el('div', { className: 'card-head' },
          el('span', { className: 'card-label', text: kind.label }),
          step.toolName ? el('code', { className: 'tool-name', dir: 'auto', text: visibleName(step.toolName) }) : null,
          this.#outcome,
          place(step, since)),
        ...(isSaidByArguments(step) ? [] : longText(step.content, { ...kind, className: '', opened, key: `${key} text` })),
        ...(step.arguments === undefined ? [] : longText(compact(step.arguments), { ...ARGUMENTS, opened, key: `${key} arguments` }))));
    this.update();
  }

  update() {
    const outcome = this.#step.type === 'tool_result' && this.#step.isError ? 'failed' : this.#step.outcome;
    this.#outcome.hidden = outcome === undefined || outcome === 'done';
    this.#outcome.classList.toggle('outcome-bad', outcome === 'failed' || outcome === 'abandoned');
    setText(this.#outcome, outcome ?? '');
  }
}

/** The content of a tool's use is the call once more; its name and its arguments are already there. */
function isSaidByArguments(step) {
  return step.content === '' || (step.type === 'tool_use' && step.toolName !== undefined && step.arguments !== undefined);
}

/** On one line what fits on one. */
function compact(json) {
  const line = json.replace(/\n\s*/g, ' ');
  return line.length <= 72 ? line : json;
}

function place(step, since) {
  const parts = [];
  if (step.iteration !== undefined) parts.push(el('span', { text: `Iteration ${step.iteration}` }));
  if (step.at !== undefined) {
    const moment = new Date(step.at);
    parts.push(el('time', {
      datetime: moment.toISOString(),
      title: moment.toLocaleString(),
      text: since === undefined ? moment.toLocaleTimeString() : `+${clockTime(step.at - since)}`,
    }));
  }
  return el('span', { className: 'card-place' }, ...parts);
}
