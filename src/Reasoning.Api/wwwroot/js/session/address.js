import { isSessionId } from '../wire/protocol.js';

/** The session that an address of this page names; undefined when it names none, or none that could be. */
export function sessionOf(address) {
  const named = new URL(address).searchParams.get('session');
  return named !== null && isSessionId(named) ? named : undefined;
}

/** Whether an address names a session that cannot be. */
export function isUnusable(address) {
  const named = new URL(address).searchParams.get('session');
  return named !== null && named !== '' && !isSessionId(named);
}

/** The address of a session in this page. */
export function addressOf(id, address) {
  const url = new URL(address);
  url.searchParams.set('session', id);
  url.hash = '';
  return url.href;
}

/** The address of a session's socket, from which its log is read after `after`. */
export function socketAddress(id, base, after, epoch) {
  const url = new URL(`ws/chat/${id}`, base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('after', String(after));
  url.searchParams.set('deltas', 'true');
  if (epoch !== undefined) url.searchParams.set('epoch', epoch);
  return url.href;
}
