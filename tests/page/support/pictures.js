import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Not part of the repository, unless somebody names a folder that is.
const folder = process.env.REASONING_TEST_PICTURES ?? fileURLToPath(new URL('../pictures', import.meta.url));

/** What the window shows, for a person to look at. */
export async function savePicture(page, name) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
