// Sessions whose logs stay in the page, so that going back to one shows it at once.
const KEPT = 4;

/**
 * The session in front and those visited before it. A session that is left is disconnected, unless messages still wait
 * to go out in it; one that is come back to resumes where it was.
 */
export class Workspace {
  #create;
  #changed;
  #controllers = new Map();
  #current;
  #resting = false;

  /** create(id, changed) makes a controller, `changed` is called after every change of the session in front. */
  constructor({ create, changed }) {
    this.#create = create;
    this.#changed = changed;
  }

  /** The controller of the session in front. */
  get current() {
    return this.#controllers.get(this.#current);
  }

  get currentId() {
    return this.#current;
  }

  open(id) {
    const before = this.#current;
    if (before === id) return this.current;
    this.#current = id;
    if (before !== undefined) this.#rest(before);

    const controller = this.#controllers.get(id) ?? this.#create(id, () => this.#touched(id));
    // The newest last: what is over the limit goes from the front.
    this.#controllers.delete(id);
    this.#controllers.set(id, controller);
    controller.start();
    this.#forget();
    return controller;
  }

  /** The session is no more: nothing of it is shown or sent again. */
  drop(id) {
    this.#controllers.get(id)?.suspend();
    this.#controllers.delete(id);
    if (this.#current === id) this.#current = undefined;
  }

  suspend() {
    for (const controller of this.#controllers.values()) controller.suspend();
  }

  resume() {
    for (const [id, controller] of this.#controllers) {
      if (id === this.#current || controller.pending.length > 0) controller.start();
    }
  }

  hurry() {
    for (const controller of this.#controllers.values()) controller.hurry();
  }

  #touched(id) {
    if (id === this.#current) this.#changed();
    else this.#rest(id);
  }

  #rest(id) {
    const controller = this.#controllers.get(id);
    if (controller.state.phase === 'closed') this.#controllers.delete(id);
    else if (controller.pending.length === 0 && controller.state.phase !== 'idle' && !this.#resting) {
      // Being suspended is a change, too.
      this.#resting = true;
      controller.suspend();
      this.#resting = false;
    }
  }

  #forget() {
    for (const [id, controller] of this.#controllers) {
      if (this.#controllers.size <= KEPT) return;
      if (id === this.#current || controller.pending.length > 0) continue;
      controller.suspend();
      this.#controllers.delete(id);
    }
  }
}
