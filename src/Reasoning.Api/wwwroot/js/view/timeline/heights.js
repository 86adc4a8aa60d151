/**
 * The heights of a list's rows, measured or guessed, with their sums: where a row begins and which row is at a place, in
 * logarithmic time (a Fenwick tree).
 */
export class Heights {
  #estimate;
  #values = [];
  #tree = [0];

  constructor(estimate) {
    this.#estimate = estimate;
  }

  get count() {
    return this.#values.length;
  }

  get total() {
    return this.offset(this.#values.length);
  }

  append(count) {
    for (let n = 0; n < count; n++) this.#push(this.#estimate);
  }

  /** Sets a row's real height; returns by how much it differs from what was thought. */
  set(index, height) {
    const difference = height - this.#values[index];
    this.#values[index] = height;
    for (let place = index + 1; place < this.#tree.length; place += place & -place) this.#tree[place] += difference;
    return difference;
  }

  /** Where a row begins. */
  offset(index) {
    let sum = 0;
    for (let place = index; place > 0; place -= place & -place) sum += this.#tree[place];
    return sum;
  }

  /** The row at a place: the first one that ends behind it; `count` when the place is behind all rows. */
  indexAt(place) {
    let index = 0;
    let left = place;
    let step = 2 ** Math.floor(Math.log2(Math.max(1, this.#values.length)));
    for (; step >= 1; step /= 2) {
      if (index + step < this.#tree.length && this.#tree[index + step] <= left) {
        index += step;
        left -= this.#tree[index];
      }
    }
    return index;
  }

  /** The first rows are no more. */
  dropFirst(count) {
    const rest = this.#values.slice(count);
    this.#values = [];
    this.#tree = [0];
    for (const value of rest) this.#push(value);
  }

  #push(value) {
    this.#values.push(value);
    const place = this.#values.length;
    this.#tree.push(value + this.offset(place - 1) - this.offset(place - (place & -place)));
  }
}

/** The rows to have in the page: those within the window and as much again before and behind it. */
export function rowsAround(heights, top, bottom) {
  if (heights.count === 0) return { first: 0, end: 0 };
  const margin = Math.max(200, (bottom - top) / 2);
  if (bottom + margin < 0 || top - margin > heights.total) return { first: 0, end: 0 };
  const first = heights.indexAt(Math.max(0, top - margin));
  const end = Math.min(heights.count, heights.indexAt(Math.max(0, bottom + margin)) + 1);
  return { first: Math.min(first, end), end };
}
