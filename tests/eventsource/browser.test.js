import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from './support/browser.js';
import { events, follow, types } from './support/follow.js';
import { Proxy } from '../support/proxy.js';
import { Server } from '../support/server.js';

const limit = 60_000;
const timeout = 3 * limit;
let server;

before(async () => { server = await Server.start(); });
after(() => server.dispose());

/** A page of the stream's own origin, which follows it and reports what it saw. */
async function followInBrowser(proxy, path) {
  const script = `(${follow})(EventSource, ${JSON.stringify(path)}, ${JSON.stringify(types)}, ${limit})
    .then((report) => fetch('/report', { method: 'POST', body: JSON.stringify(report) }));`;
  proxy.serve('/page', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><title>EventSource</title><script>${script}</script>`);
  });
  const reported = new Promise((resolve) => {
    proxy.serve('/report', async (request, response) => {
      let text = '';
      for await (const part of request) text += part;
      response.end();
      resolve(JSON.parse(text));
    });
  });

  const browser = new Browser(`${proxy.url}/page`);
  try {
    return await Promise.race([reported, browser.ended]);
  } finally {
    await browser.close();
  }
}

test("A browser's EventSource, cut again and again in mid-run, comes back by itself and ends with the same log", { timeout }, async () => {
  const proxy = new Proxy(() => server.url, [200, 1_500, 1_501, 20_000]);
  await proxy.listen();
  try {
    const following = followInBrowser(proxy, '/sessions/browser/events?after=0');
    await server.ask('browser', 'steps=300 delay=30');
    const { outcome, seen } = await following;

    assert.equal(outcome, 'complete');
    assert.equal(proxy.cut, 4);
    assert.equal(proxy.streams, 5);
    assert.deepEqual(events(seen), await server.log('browser'));
    assert.equal(events(seen).length, 303);
  } finally {
    await proxy.close();
  }
});
