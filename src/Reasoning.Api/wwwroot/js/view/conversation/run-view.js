import { isActive } from '../../session/runs.js';
import { visibleName } from '../../text/visible.js';
import { Answer } from '../answer/answer.js';
import { button, el, icon, setAttribute, setHidden, setText } from '../dom.js';
import { longText } from '../timeline/long-text.js';
import { runEnd } from './run-end.js';
import { tokensLine } from './run-facts.js';
import { Thinking } from './thinking.js';

const MESSAGE = { className: 'bubble-text', maxCharacters: 2_000, maxLines: 12 };

/** What was asked, how the agent thought about it, and what it answered. */
export class RunView {
  #run;
  #shownMessage;
  #shownEnd;
  #wasActive;
  #bubble = el('div', { className: 'bubble' });
  #agent = el('h2', { className: 'run-agent', dir: 'auto' });
  #badge = el('span', { className: 'avatar', 'aria-hidden': 'true' });
  #stop;
  #thinking;
  #answer;
  #end = el('div', { className: 'run-end', hidden: true });

  constructor(run, context) {
    this.#run = run;
    this.#wasActive = isActive(run);
    this.#stop = button(undefined, 'button button-stop', () => context.stop(run.id));
    this.#stop.append(icon('stop'), el('span', { text: 'Stop' }));
    this.#thinking = new Thinking(run, context);
    this.#answer = new Answer(context.openPassage);
    this.element = el('article', { className: 'run' },
      this.#bubble,
      el('div', { className: 'run-head' }, this.#badge, this.#agent, this.#stop),
      this.#thinking.element, this.#answer.element, this.#end);
  }

  get run() {
    return this.#run;
  }

  get isOpen() {
    return this.#thinking.isOpen;
  }

  measure(windowTop) {
    return this.#thinking.measure(windowTop);
  }

  render(view) {
    const run = this.#run;
    const active = isActive(run);
    if (this.#wasActive && !active) this.#thinking.settle(view.following);
    this.#wasActive = active;
    this.element.classList.toggle('run-active', active);
    setAttribute(this.element, 'aria-busy', String(active));
    this.#renderMessage();
    this.#renderHead(active);
    this.#thinking.render(view);
    this.#answer.render(run.answer, run.growing && !run.growing.isThought ? run.growing.text : undefined, tokensLine(run));
    this.#renderEnd(active);
  }

  /** What changes by itself as time goes by. */
  tick(now) {
    if (isActive(this.#run)) this.#thinking.tick(now);
  }

  #renderMessage() {
    const { message } = this.#run;
    if (this.#shownMessage === message && this.#bubble.hasChildNodes()) return;
    this.#shownMessage = message;
    this.#bubble.classList.toggle('bubble-missing', message === undefined);
    this.#bubble.replaceChildren(...(message === undefined
      ? [el('p', { className: 'aside', text: 'The beginning of this run is not here.' })]
      : longText(message, MESSAGE)));
  }

  #renderHead(active) {
    const agent = visibleName(this.#run.agent ?? 'agent');
    setAttribute(this.element, 'aria-label', `Run of ${agent}`);
    setText(this.#agent, agent);
    setText(this.#badge, [...agent][0].toUpperCase());
    setHidden(this.#stop, !active, this.#thinking.toggle);
    const stopping = this.#run.stop !== undefined;
    // Not disabled: a button that is, loses the focus.
    setAttribute(this.#stop, 'aria-disabled', String(stopping));
    setText(this.#stop.lastChild, stopping ? 'Stopping…' : 'Stop');
    setAttribute(this.#stop, 'aria-label', stopping ? `Stopping ${agent}` : `Stop ${agent}`);
  }

  #renderEnd(active) {
    if (active || this.#shownEnd === this.#run.status) return;
    this.#shownEnd = this.#run.status;
    this.#end.replaceChildren(...runEnd(this.#run));
    setHidden(this.#end, !this.#end.hasChildNodes());
  }
}
