import { createServer, request } from 'node:http';

/** A proxy that breaks streams: the n-th is cut after so many bytes as the n-th of `cuts` says; those beyond pass whole. */
export class Proxy {
  #cuts;
  #server;
  #pages = new Map();
  #streams = 0;
  #cut = 0;
  #open = new Set();

  constructor(target, cuts = []) {
    this.#cuts = cuts;
    this.#server = createServer((incoming, outgoing) => {
      const page = this.#pages.get(incoming.url);
      if (page) page(incoming, outgoing);
      else this.#forward(target(), incoming, outgoing);
    });
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** How many streams there were. */
  get streams() {
    return this.#streams;
  }

  /** How many of them were cut. */
  get cut() {
    return this.#cut;
  }

  /** Answers a path by itself. */
  serve(path, handler) {
    this.#pages.set(path, handler);
  }

  listen() {
    return new Promise((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
  }

  close() {
    for (const socket of this.#open) socket.destroy();
    this.#server.closeAllConnections();
    return new Promise((resolve) => { this.#server.close(resolve); });
  }

  #forward(target, incoming, outgoing) {
    const { hostname, port, host } = new URL(target);
    const options = { hostname, port, method: incoming.method, path: incoming.url, headers: { ...incoming.headers, host }, agent: false };
    const upstream = request(options, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      outgoing.flushHeaders();
      const isStream = answer.headers['content-type'] === 'text/event-stream';
      let left = isStream ? this.#cuts[this.#streams++] ?? Infinity : Infinity;
      answer.on('data', (bytes) => {
        outgoing.write(bytes.subarray(0, left));
        left -= bytes.length;
        if (left > 0 || incoming.socket.destroyed) return;
        this.#cut++;
        upstream.destroy();

        // What was let through arrives; then the line is dead.
        setImmediate(() => incoming.socket.destroySoon());
      });
      answer.on('end', () => outgoing.end());
      answer.on('error', () => incoming.socket.destroy());
    });
    this.#open.add(upstream);
    upstream.on('close', () => this.#open.delete(upstream));

    // Whoever is gone on one side is gone on the other.
    upstream.on('error', () => incoming.socket.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  }
}
