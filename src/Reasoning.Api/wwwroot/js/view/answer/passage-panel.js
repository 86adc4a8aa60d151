import { parseMarkdown } from '../../markdown/blocks.js';
import { quotedTexts } from '../../text/quotes.js';
import { visible } from '../../text/visible.js';
import { el, setText } from '../dom.js';
import { highlight } from './highlight.js';
import { RichText } from './rich-text.js';

/** The passage behind a citation, beside the conversation. */
export class PassagePanel {
  #panel;
  #load;
  #source;
  #heading;
  #body;
  #asked = 0;

  constructor(root, { panel, load }) {
    this.#panel = panel;
    this.#load = load;
    this.#source = root.querySelector('#passage-source');
    this.#heading = root.querySelector('#passage-heading');
    this.#body = root.querySelector('#passage-body');
  }

  async open(citation, answer, opener) {
    const asked = ++this.#asked;
    setText(this.#source, visible(citation.source));
    setText(this.#heading, visible(citation.heading) || 'Passage');
    this.#say('Loading the passage…');
    this.#panel.open(opener);
    try {
      const passage = await this.#load(citation);
      if (asked !== this.#asked) return;
      if (passage === undefined) this.#say('The documents no longer have this passage, or this server does not show it.');
      else this.#show(passage, answer);
    } catch {
      if (asked === this.#asked) this.#say('The passage could not be loaded. Close this and try again.');
    }
  }

  #show(passage, answer) {
    const text = new RichText();
    text.render(passage.text);
    const notes = passage.truncated ? [el('p', { className: 'aside', text: 'The passage goes on; only its beginning is shown.' })] : [];
    this.#body.replaceChildren(text.element, ...notes);
    highlight(text.element, quotedTexts(parseMarkdown(answer)))?.scrollIntoView({ block: 'center' });
  }

  #say(text) {
    this.#body.replaceChildren(el('p', { className: 'aside', role: 'status', text }));
  }
}
