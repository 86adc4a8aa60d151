import assert from 'node:assert/strict';
import axe from 'axe-core';

/** What axe-core finds wrong with what the page shows now. */
export async function violations(page) {
  // Handed over as an expression: the page's own policy lets no script in.
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations', 'passes'] }));
  assert.ok(found.passes.length > 10);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary.replace(/\s+/g, ' ')}`));
}
