import { clip } from '../../text/format.js';
import { visible } from '../../text/visible.js';
import { setText } from '../dom.js';
import { titleOf } from './session-row.js';

/** What the session in front is called, above it and in the browser's tab. */
export class SessionTitle {
  #heading;

  constructor(root) {
    this.#heading = root.querySelector('#session-heading');
  }

  /** session: as the server lists it, if it does; message: the first one said in it, if there is one. */
  render(session, message) {
    const named = session?.title !== undefined ? titleOf(session) : message === undefined ? undefined : visible(clip(message, 80, 1).text);
    setText(this.#heading, named ?? 'New session');
    const title = named === undefined ? 'Reasoning' : `${named} · Reasoning`;
    if (document.title !== title) document.title = title;
  }
}
