import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What every Chromium here is started with: it may run as root, in a container, and calls nobody. */
export const browserArguments = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking',
];

/** The installed Chromium, or the one that `REASONING_TEST_BROWSER` names. */
export function findBrowser() {
  const wanted = process.env.REASONING_TEST_BROWSER;
  const found = wanted ?? process.env.PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (!found) throw new Error(`There is none of ${names.join(', ')}; REASONING_TEST_BROWSER can name one.`);
  return found;
}
