import assert from 'node:assert/strict';
import axe from 'axe-core';

/** No rule of axe-core is violated by what the page shows now. */
export async function assertAccessible(page) {
  // Handed over as an expression: the page's own policy lets no script in.
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations', 'passes'] }));
  assert.deepEqual(violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target}: ${failureSummary}`)), []);
  assert.ok(passes.length > 10);
}
