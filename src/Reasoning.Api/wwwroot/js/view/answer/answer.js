import { clip, plural } from '../../text/format.js';
import { copyButton } from '../copy.js';
import { button, el, setHidden, setText } from '../dom.js';
import { wholeText } from '../timeline/long-text.js';
import { citationChips } from './citations.js';
import { RichText } from './rich-text.js';

const MAX_CHARACTERS = 30_000;
const MAX_LINES = 600;
// A longer one is shown in full as it was written: as rich text it can be more elements than can be made in one go.
const MAX_RICH = 60_000;

/** A run's answer, set as rich text; while it is being written it grows. */
export class Answer {
  element = el('div', { className: 'answer', hidden: true });
  #text = new RichText();
  #foot = el('div', { className: 'answer-foot' });
  #note = el('span', { className: 'aside' });
  #openPassage;
  #shown;

  constructor(openPassage) {
    this.#openPassage = openPassage;
    this.element.append(this.#text.element, this.#foot);
  }

  /** answer: { content, citations } when it is there; draft: what is written so far; note: what it took. */
  render(answer, draft, note) {
    setHidden(this.element, answer === undefined && draft === undefined);
    this.element.classList.toggle('answer-growing', answer === undefined);
    if (answer === undefined) {
      if (draft !== undefined) this.#text.render(clip(draft, 4 * MAX_CHARACTERS, Infinity).text, { open: true });
      if (this.#shown !== undefined) this.#foot.replaceChildren();
      this.#shown = undefined;
      return;
    }
    if (answer !== this.#shown) this.#finish(answer);
    this.#shown = answer;
    setText(this.#note, note);
  }

  #finish(answer) {
    const { text, clipped } = clip(answer.content, MAX_CHARACTERS, MAX_LINES);
    this.#text.render(text);
    const all = clipped ? button(`Show all (${plural(answer.content.length, 'character')})`, 'button-quiet', () => {
      if (answer.content.length <= MAX_RICH) this.#text.render(answer.content);
      else this.#text.element.replaceChildren(el('div', { className: 'text', dir: 'auto' }, ...wholeText(answer.content)));
      this.element.tabIndex = -1;
      this.element.focus({ preventScroll: true });
      all.remove();
    }) : null;
    const chips = citationChips(answer.citations, (citation, opener) => this.#openPassage(citation, answer.content, opener));
    this.#foot.replaceChildren(...[all, chips, el('div', { className: 'answer-actions' }, copyButton('Copy answer', () => answer.content), this.#note)]
      .filter((each) => each !== null));
  }
}
