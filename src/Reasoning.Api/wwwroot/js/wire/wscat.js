const HEARTBEAT = /^\{"type":"(?:ping|pong)"/;

/** A session as a command for a terminal, followed by the frames that were sent, to be typed into it. */
export function wscatCommand(address, frames) {
  const sent = frames
    .filter((frame) => frame.direction === 'out' && !HEARTBEAT.test(frame.text))
    .map((frame) => frame.text);
  return [`npx wscat -c ${quoted(address)}`, ...sent].join('\n');
}

/** As one word of a POSIX shell. */
function quoted(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
