import assert from 'node:assert/strict';

/** While a server is down, the browser itself reports each attempt to reach it. */
export const refusals = [/net::ERR_(CONNECTION_\w+|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|ABORTED|NETWORK_CHANGED)/, /^WebSocket connection to /, /status of 503/];

/** Whatever no visit may see: requests to elsewhere, errors, and violations of the content security policy. */
export class Guard {
  #host;
  #allowed;
  #faults = [];

  static async watch(context, url, allowed) {
    const guard = new Guard(url.host, allowed);
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => console.error(`Policy violated: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    });
    context.on('request', (request) => guard.#requested(request.url()));
    context.on('page', (page) => page.on('websocket', (socket) => guard.#requested(socket.url())));
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) guard.#fault(`${message.type()}: ${message.text()} (${message.location().url})`, message.text());
    });
    context.on('weberror', (error) => guard.#fault(`exception: ${error.error().stack}`));
    context.on('dialog', (dialog) => {
      guard.#fault(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    return guard;
  }

  constructor(host, allowed) {
    this.#host = host;
    this.#allowed = allowed;
  }

  check() {
    assert.deepEqual(this.#faults, []);
  }

  #requested(address) {
    const { protocol, host } = new URL(address);
    const own = host === this.#host && ['http:', 'ws:'].includes(protocol);
    if (!own && protocol !== 'data:' && protocol !== 'blob:') this.#fault(`request: ${address}`);
  }

  #fault(fault, text = fault) {
    if (!this.#allowed.some((pattern) => pattern.test(text))) this.#faults.push(fault);
  }
}
