import { connect, createServer } from 'node:net';

/** The line between a browser and the server: it can be cut, and it can hold back what the server says. */
export class Line {
  #target;
  #server = createServer((client) => this.#join(client));
  #pairs = new Map();
  #isCut = false;
  #holds = false;

  static async to(url) {
    const line = new Line(Number(new URL(url).port));
    await new Promise((resolve) => { line.#server.listen(0, '127.0.0.1', resolve); });
    return line;
  }

  constructor(target) {
    this.#target = target;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  cut() {
    this.#isCut = true;
    for (const [client, upstream] of this.#pairs) {
      client.destroy();
      upstream.destroy();
    }
  }

  mend() {
    this.#isCut = false;
  }

  /** What the browser says arrives; what the server says does not, until it is released. */
  holdAnswers() {
    this.#holds = true;
    for (const upstream of this.#pairs.values()) upstream.pause();
  }

  release() {
    this.#holds = false;
    for (const upstream of this.#pairs.values()) upstream.resume();
  }

  close() {
    this.cut();
    return new Promise((resolve) => { this.#server.close(resolve); });
  }

  #join(client) {
    if (this.#isCut) {
      client.destroy();
      return;
    }

    const upstream = connect(this.#target, '127.0.0.1');
    this.#pairs.set(client, upstream);
    client.pipe(upstream);
    upstream.on('data', (bytes) => client.write(bytes));
    if (this.#holds) upstream.pause();

    // Whoever is gone on one side is gone on the other.
    for (const [one, other] of [[client, upstream], [upstream, client]]) {
      one.on('error', () => {});
      one.on('close', () => {
        other.destroy();
        this.#pairs.delete(client);
      });
    }
  }
}
