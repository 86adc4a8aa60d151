import { plural } from '../../text/format.js';
import { visible } from '../../text/visible.js';
import { button, icon, setHidden, setText } from '../dom.js';

/** What a person meets before anything was asked: a greeting, and questions that the documents can answer. */
export class Welcome {
  #root;
  #note;
  #examples;
  #ask;

  constructor(root, { ask }) {
    this.#root = root.querySelector('#welcome');
    this.#note = root.querySelector('#welcome-note');
    this.#examples = root.querySelector('#examples');
    this.#ask = ask;
  }

  /** knowledge: { ready, documents, examples }. */
  show({ ready, documents, examples }) {
    setText(this.#note, !ready ? '' : `Searches ${plural(documents, 'document')}`);
    setHidden(this.#note, !ready || documents === 0);
    setHidden(this.#examples, examples.length === 0);
    this.#examples.replaceChildren(...examples.map((question) => {
      const element = button(undefined, 'example', () => this.#ask(question), { dir: 'auto' });
      element.append(visible(question), icon('arrow'));
      return element;
    }));
  }

  /** settled: nothing can come any more that would make it a lie. What was shown once, stays while nothing is there. */
  render(empty, settled) {
    setHidden(this.#root, !empty || (this.#root.hidden && !settled));
  }

  hide() {
    setHidden(this.#root, true);
  }
}
