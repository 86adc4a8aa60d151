import { plural } from '../../text/format.js';
import { matching } from '../../wire/frame-log.js';
import { wscatCommand } from '../../wire/wscat.js';
import { copyText } from '../copy.js';
import { setText } from '../dom.js';
import { VirtualList } from '../timeline/virtual-list.js';
import { frameRow } from './frame-row.js';

const ROW_PX = 33;
const NEAR_END_PX = 40;

/** The raw frames of the session in front, in both directions, as they come. */
export class FramesPanel {
  #panel;
  #scroller;
  #filter;
  #count;
  #pause;
  #list;
  #log;
  #address;
  #opened = new Set();
  #shown = [];
  #state = '';
  #paused = false;
  #following = true;
  #requestFrame;

  constructor(root, { panel, address, requestFrame }) {
    this.#panel = panel;
    this.#address = address;
    this.#scroller = root.querySelector('#frames-scroller');
    this.#filter = root.querySelector('#frames-filter');
    this.#count = root.querySelector('#frames-count');
    this.#pause = root.querySelector('#frames-pause');
    this.#filter.addEventListener('input', requestFrame);
    this.#pause.addEventListener('click', () => {
      this.#paused = !this.#paused;
      this.#pause.setAttribute('aria-pressed', String(this.#paused));
      requestFrame();
    });
    root.querySelector('#frames-clear').addEventListener('click', () => {
      this.#log.clear();
      requestFrame();
    });
    const wscat = root.querySelector('#frames-wscat');
    wscat.addEventListener('click', async () => {
      const copied = await copyText(wscatCommand(this.#address(), this.#log.frames));
      setText(wscat, copied ? 'Copied' : 'Not copied');
      setTimeout(() => setText(wscat, 'Copy as wscat command'), 2_000);
    });
    this.#scroller.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
      this.#following = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
      requestFrame();
    }, { passive: true });
    this.#requestFrame = requestFrame;
  }

  show(log) {
    this.#log = log;
    this.#state = '';
    this.#opened.clear();
    this.#list?.element.remove();
    this.#list = undefined;
  }

  render() {
    if (!this.#panel.isOpen) return;
    const state = `${this.#log.dropped} ${this.#log.frames.at(-1)?.number} ${this.#filter.value}`;
    if (!this.#paused && state !== this.#state) this.#take(state);
    this.#draw();
  }

  #take(state) {
    const filtered = this.#filter.value.trim() !== '';
    // Rows are numbered for good where the list is the log; a search makes a list of its own.
    const base = filtered ? 0 : this.#log.dropped;
    const frames = matching(this.#log.frames, this.#filter.value);
    if (!this.#list || filtered || this.#shown.filtered || this.#shown.base > base) this.#renew();
    this.#shown = { frames, base, filtered };
    this.#state = state;
    const dropped = this.#log.dropped > 0 ? `, ${this.#log.dropped.toLocaleString('en')} older ones gone` : '';
    setText(this.#count, `${filtered ? `${frames.length.toLocaleString('en')} of ` : ''}${plural(this.#log.frames.length, 'frame')}${dropped}`);
  }

  #renew() {
    this.#list?.element.remove();
    this.#list = new VirtualList({
      label: 'Frames',
      estimate: ROW_PX,
      createRow: (index) => frameRow(this.#shown.frames[index - this.#shown.base], this.#opened),
      measured: this.#requestFrame,
    });
    this.#scroller.append(this.#list.element);
  }

  #draw() {
    if (!this.#list) return;
    const { frames, base } = this.#shown;
    const top = this.#list.top(this.#scroller.getBoundingClientRect().top);
    this.#list.render({ first: base, end: base + frames.length, top, height: this.#scroller.clientHeight, following: this.#following });
    if (this.#following && !this.#paused) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }
}
