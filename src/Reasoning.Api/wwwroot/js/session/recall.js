/** What was said before, to be said again: from the newest backwards, and back to what was being written. */
export class Recall {
  #messages = () => [];
  #at = 0;
  #draft = '';
  #shown;

  /** messages: everything said so far, oldest first. */
  constructor(messages) {
    this.#messages = messages;
  }

  /** The text for the field, or undefined where there is nothing to go to. */
  older(current) {
    const said = this.#said();
    if (current !== this.#shown) {
      this.#at = 0;
      this.#draft = current;
    }
    if (this.#at >= said.length) return undefined;
    this.#at += 1;
    return this.#show(said.at(-this.#at));
  }

  newer(current) {
    if (this.#at === 0 || current !== this.#shown) return undefined;
    this.#at -= 1;
    return this.#show(this.#at === 0 ? this.#draft : this.#said().at(-this.#at));
  }

  /** Whether the field shows something recalled, so that the arrow keys go on from there. */
  isShowing(current) {
    return this.#at > 0 && current === this.#shown;
  }

  #said() {
    return this.#messages().filter((message, n, all) => message !== all[n + 1]);
  }

  #show(text) {
    this.#shown = text;
    return text;
  }
}
