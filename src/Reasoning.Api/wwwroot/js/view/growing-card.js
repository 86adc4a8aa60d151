import { el, setText } from './dom.js';

/** The step that a run is just producing, until the finished step takes its place. */
export class GrowingCard {
  #label = el('span', { className: 'card-label' });
  #place = el('span', { className: 'card-place' });
  #text = document.createTextNode('');
  #shown;

  constructor() {
    // The finished step is what is read out, once, and not each of its pieces.
    this.element = el('div', { className: 'card card-thought card-growing', hidden: true, 'aria-hidden': 'true' },
      el('div', { className: 'card-head' }, this.#label, this.#place),
      el('div', { className: 'text', dir: 'auto' }, this.#text));
  }

  /** growing: { stepId, isThought, iteration, text }, or undefined when nothing is being produced. */
  render(growing) {
    this.element.hidden = growing === undefined;
    if (growing === undefined) {
      this.#text.data = '';
    } else if (growing === this.#shown && growing.text.length >= this.#text.length) {
      this.#text.appendData(growing.text.slice(this.#text.length));
    } else {
      this.#text.data = growing.text;
      setText(this.#label, growing.isThought ? 'Thinking' : 'Writing');
      setText(this.#place, growing.iteration === undefined ? '' : `Iteration ${growing.iteration}`);
    }
    this.#shown = growing;
  }
}
