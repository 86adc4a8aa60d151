// Told to come back later: the wait when the server did not name one.
const LONGER_MS = 10_000;

const FOR_GOOD = {
  4501: 'Your sign-in has expired or was withdrawn. Sign in again, then reload this page.',
  4503: 'Your access to this session was withdrawn. Ask whoever runs this server, or start a new session.',
  4504: 'This session was deleted. Start a new session to go on.',
};

const AGAIN = {
  1001: 'The server is restarting.',
  1002: 'The server reported a protocol violation.',
  1003: 'The server refused a frame of this page.',
  1006: 'The connection was lost.',
  1007: 'The server refused a frame of this page.',
  1008: 'The server closed the connection for reasons of policy.',
  1009: 'The server found a message of this page too large.',
  1011: 'The server had an internal error.',
  1013: 'The server is overloaded.',
  4408: 'The server heard nothing from this page for too long.',
  4410: 'This page fell behind the session’s log.',
  4424: 'The session’s log cannot be reached at the moment.',
  4429: 'This page sent too much at once.',
};

// The frame in flight was the reason: sending it again by itself would only close the next connection too.
const REFUSED_WHAT_WE_SENT = new Set([1002, 1003, 1007, 1008, 1009]);

/** What a close code asks of this page. */
export function closeAdvice(code, retryAfterSeconds) {
  if (code >= 4500 && code <= 4999) {
    return {
      again: false,
      resend: false,
      waitMs: 0,
      text: FOR_GOOD[code] ?? `The server closed this session for good (code ${code}). Reload the page or start a new session.`,
    };
  }
  const waits = code === 4429 || code === 1013;
  return {
    again: true,
    resend: !REFUSED_WHAT_WE_SENT.has(code),
    waitMs: waits ? (retryAfterSeconds ? retryAfterSeconds * 1000 : LONGER_MS) : 0,
    text: AGAIN[code] ?? 'The connection was closed.',
  };
}
