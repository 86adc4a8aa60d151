import { setHidden } from '../dom.js';

const NEAR_END_PX = 80;

/** Keeps the end of a scrolled element in sight for as long as the reader is there. */
export class Follower {
  #scroller;
  #content;
  #newest;
  #following = true;
  #lastTop = 0;

  constructor({ scroller, content, newest, moved }) {
    this.#scroller = scroller;
    this.#content = content;
    this.#newest = newest;
    newest.addEventListener('click', () => this.follow());
    scroller.addEventListener('scroll', () => {
      this.#scrolled();
      moved();
    }, { passive: true });
    // Whatever makes the conversation grow or the window shrink, a reader at its end stays there.
    const sizes = new ResizeObserver(() => {
      if (this.#following) this.#toEnd();
      moved();
    });
    sizes.observe(content);
    sizes.observe(scroller);
  }

  get isFollowing() {
    return this.#following;
  }

  follow() {
    this.#set(true);
    this.#toEnd();
  }

  /** Something is opened or folded by hand: what the hand is on stays where it is. */
  release() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    if (scrollHeight - clientHeight > 0 || scrollTop > 0) this.#set(false);
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const below = scrollHeight - scrollTop - clientHeight;
    // Only going up means that somebody reads; growing content alone must not stop the following. The first pixels
    // of a smooth scroll count already, or the next step would pull the reader back before getting anywhere.
    if (scrollTop < this.#lastTop - 2 && below > 2) this.#set(false);
    else if (scrollTop >= this.#lastTop && below < NEAR_END_PX) this.#set(true);
    this.#lastTop = scrollTop;
  }

  #set(following) {
    this.#following = following;
    setHidden(this.#newest, following, this.#scroller);
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#content.offsetHeight + this.#scroller.clientHeight;
    // At once, not with the scroll event: in between, a person may already have scrolled up from here.
    this.#lastTop = this.#scroller.scrollTop;
  }
}
