import { el } from '../dom.js';
import { Heights, rowsAround } from './heights.js';

/**
 * A list of which only the rows near the window are in the page. Rows are numbered for good: those that are dropped at the
 * front take their numbers with them. The row that has the focus stays, wherever the window is.
 */
export class VirtualList {
  #createRow;
  #measured;
  #heights;
  #first = 0;
  #rows = new Map();
  #range = { first: 0, end: 0 };
  #before = spacer();
  #between = spacer();
  #after = spacer();
  #sizes;
  #held;

  /** createRow(index) makes { element, update?() }; `measured` is called when rows turned out higher or lower. */
  constructor({ label, estimate, createRow, measured }) {
    this.#createRow = createRow;
    this.#measured = measured;
    this.#heights = new Heights(estimate);
    this.#sizes = new ResizeObserver((entries) => this.#resized(entries));
    this.element = el('div', { className: 'virtual', role: 'list', 'aria-label': label }, this.#before, this.#between, this.#after);
  }

  row(index) {
    return this.#rows.get(index);
  }

  /** Where the list begins, from the top of the window. Reads the layout. */
  top(windowTop) {
    return this.element.getBoundingClientRect().top - windowTop;
  }

  /**
   * first, end: the rows that there are. top: where the list began in the window. following: the window will move down by
   * whatever the list has grown.
   */
  render({ first, end, top, height, following }) {
    if (first > this.#first) this.#drop(first);
    const before = this.#heights.total;
    this.#heights.append(end - this.#first - this.#heights.count);
    const from = -top + (following ? this.#heights.total - before : 0);
    const range = rowsAround(this.#heights, from, from + height);
    this.#show(this.#first + range.first, this.#first + range.end);
  }

  /** Takes all rows out of the page; their heights are remembered. */
  clear() {
    this.#show(this.#first, this.#first);
  }

  #show(first, end) {
    this.#held = undefined;
    for (const [index, row] of this.#rows) {
      if (index >= first && index < end) continue;
      if (end > first && row.element.contains(document.activeElement)) this.#held = index;
      else this.#remove(index, row);
    }

    this.#place(first);
    let next = this.#held !== undefined && this.#held >= end ? this.#between : this.#after;
    for (let index = end - 1; index >= first; index--) {
      const row = this.#rows.get(index) ?? this.#add(index);
      if (row.element.nextSibling !== next) next.before(row.element);
      next = row.element;
    }
    this.#space(first, end);
    this.#range = { first, end };
  }

  /** Puts the spacer between the held row and the others. The row itself is never moved: that would take its focus. */
  #place(first) {
    if (this.#held === undefined) {
      if (this.#before.nextSibling !== this.#between) this.#before.after(this.#between);
      return;
    }
    const { element } = this.#rows.get(this.#held);
    if (this.#held < first && element.nextSibling !== this.#between) element.after(this.#between);
    if (this.#held >= first && element.previousSibling !== this.#between) element.before(this.#between);
  }

  #space(first, end) {
    const at = (index) => this.#heights.offset(index - this.#first);
    const last = this.#first + this.#heights.count;
    const [low, high] = this.#held === undefined ? [first, end] : [Math.min(first, this.#held), Math.max(end, this.#held + 1)];
    setHeight(this.#before, at(low));
    setHeight(this.#between, this.#held === undefined ? 0 : this.#held < first ? at(first) - at(this.#held + 1) : at(this.#held) - at(end));
    setHeight(this.#after, at(last) - at(high));
  }

  #add(index) {
    const row = this.#createRow(index);
    row.element.setAttribute('role', 'listitem');
    row.element.setAttribute('aria-posinset', String(index + 1));
    row.element.setAttribute('aria-setsize', '-1');
    this.#rows.set(index, row);
    this.#sizes.observe(row.element);
    return row;
  }

  #remove(index, row) {
    this.#sizes.unobserve(row.element);
    row.element.remove();
    this.#rows.delete(index);
  }

  #drop(first) {
    for (const [index, row] of this.#rows) {
      if (index < first) this.#remove(index, row);
    }
    this.#heights.dropFirst(Math.min(first - this.#first, this.#heights.count));
    this.#first = first;
  }

  #resized(entries) {
    const indexes = new Map([...this.#rows].map(([index, row]) => [row.element, index]));
    let difference = 0;
    for (const { target, borderBoxSize: [{ blockSize }] } of entries) {
      const index = indexes.get(target);
      if (index !== undefined && blockSize > 0) difference += Math.abs(this.#heights.set(index - this.#first, blockSize));
    }
    if (difference < 1) return;
    this.#space(this.#range.first, this.#range.end);
    this.#measured();
  }
}

function spacer() {
  return el('div', { className: 'virtual-space', 'aria-hidden': 'true' });
}

function setHeight(element, height) {
  const value = `${Math.max(0, Math.round(height * 100) / 100)}px`;
  if (element.style.blockSize !== value) element.style.blockSize = value;
}
