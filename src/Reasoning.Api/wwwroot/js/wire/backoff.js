const FLOOR_MS = 500;
const BASE_MS = 1_000;
const CEILING_MS = 15_000;

/**
 * Full jitter: anywhere between the floor and an exponentially growing ceiling, so that the clients of a server
 * that has just come back do not all arrive in the same moment.
 */
export function backoff(attempt, random) {
  const ceiling = Math.min(CEILING_MS, BASE_MS * 2 ** Math.min(attempt, 10));
  return Math.round(FLOOR_MS + random() * (ceiling - FLOOR_MS));
}
