import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something holds that only asking again can tell. */
export async function until(holds, what, patience = 30_000) {
  for (const end = Date.now() + patience; !(await holds()); await pause(20)) {
    if (Date.now() > end) throw new Error(`It never came to this: ${what}`);
  }
}
