import { clip } from '../text.js';
import { button, el, setText } from './dom.js';

/**
 * The runs at work, beside the composer, when there are several. Their panels move with every step, so that a
 * button in them is hard to hit; here each has one that stays where it is.
 */
export class ActiveRuns {
  #root;
  #onStop;
  #rows = new Map();

  constructor(root, onStop) {
    this.#root = root;
    this.#onStop = onStop;
  }

  render(runs) {
    const shown = runs.length > 1 ? runs : [];
    this.#root.hidden = shown.length === 0;
    const wanted = new Set(shown);
    for (const [run, row] of this.#rows) {
      if (wanted.has(run)) continue;
      row.element.remove();
      this.#rows.delete(run);
    }
    for (const run of shown) this.#update(run);
  }

  #update(run) {
    const row = this.#rows.get(run) ?? this.#add(run);
    setText(row.agent, run.agent ?? 'agent');
    setText(row.message, clip(run.message ?? '', 120, 1).text);
    row.stop.disabled = run.stop !== undefined;
    setText(row.stop, run.stop === undefined ? 'Stop' : 'Stopping…');
    row.stop.setAttribute('aria-label', `Stop ${run.agent ?? 'agent'}: ${row.message.textContent}`);
  }

  #add(run) {
    const agent = el('strong', { dir: 'auto' });
    const message = el('span', { className: 'active-message', dir: 'auto' });
    const stop = button('Stop', 'button-stop', () => this.#onStop(run.id));
    const row = { agent, message, stop, element: el('li', {}, agent, message, stop) };
    this.#rows.set(run, row);
    this.#root.append(row.element);
    return row;
  }
}
