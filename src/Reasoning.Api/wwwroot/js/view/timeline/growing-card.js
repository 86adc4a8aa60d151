import { visible } from '../../text/visible.js';
import { el, icon, setHidden, setText } from '../dom.js';

/** The thought that a run is just having, until the finished step takes its place. */
export class GrowingCard {
  #place = el('span', { className: 'card-place' });
  #text = document.createTextNode('');
  #shown;
  #length = 0;

  constructor() {
    // The finished step is what is read out, once, and not each of its pieces.
    this.element = el('div', { className: 'step step-thought step-growing', hidden: true, 'aria-hidden': 'true' },
      el('span', { className: 'step-mark' }, icon('thought')),
      el('div', { className: 'card' },
        el('div', { className: 'card-head' }, el('span', { className: 'card-label', text: 'Thinking' }), this.#place),
        el('div', { className: 'text', dir: 'auto' }, this.#text)));
  }

  /** growing: { stepId, iteration, text }, or undefined when nothing is being thought. */
  render(growing) {
    setHidden(this.element, growing === undefined);
    if (growing === undefined) {
      if (this.#shown) this.#text.data = '';
      this.#length = 0;
    } else if (growing === this.#shown && growing.text.length >= this.#length) {
      if (growing.text.length > this.#length) this.#text.appendData(visible(growing.text.slice(this.#length)));
    } else {
      this.#text.data = visible(growing.text);
      setText(this.#place, growing.iteration === undefined ? '' : `Iteration ${growing.iteration}`);
    }
    this.#length = growing?.text.length ?? 0;
    this.#shown = growing;
  }
}
