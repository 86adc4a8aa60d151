/** Text cut to a number of lines and characters, never in the middle of a surrogate pair. */
export function clip(text, maxCharacters, maxLines) {
  let end = Math.min(text.length, maxCharacters);
  let line = -1;
  for (let n = 0; n < maxLines; n++) {
    line = text.indexOf('\n', line + 1);
    if (line === -1 || line >= end) break;
    if (n === maxLines - 1) end = line;
  }
  if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
  return { text: text.slice(0, end), clipped: end < text.length };
}

export function formatDuration(ms) {
  if (ms < 1) return '< 1 ms';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

export function plural(n, one, many = `${one}s`) {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

function isHighSurrogate(code) {
  return code >= 0xd800 && code <= 0xdbff;
}
