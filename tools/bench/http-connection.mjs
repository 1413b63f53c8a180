import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/** @typedef {(status: number, body: string) => void} Answered */

/**
 * One HTTP/1.1 connection that is kept and carries one request at a time. Cheap on purpose: on a small machine the
 * generator's CPU is taken from what it measures. It understands what our server sends, Content-Length bodies, and
 * connects anew when the server closes.
 */
export class HttpConnection {
  /** @type {import('node:net').Socket | undefined} */
  #socket;
  /** @type {Answered | undefined} */
  #answered;
  /** @type {(() => void) | undefined} */
  #retry;
  /** @type {Buffer} */
  #received = Buffer.alloc(0);
  #isClosed = false;

  /** @param {number} port */
  constructor(port) {
    this.port = port;
  }

  /** @param {string} octets a whole request @param {Answered} answered called once; status 0: no answer came */
  send(octets, answered) {
    this.#answered = answered;
    const isFresh = this.#socket === undefined;
    this.#socket ??= this.#open();
    // A kept connection may have been closed by the server while idle: then, and only then, it is sent once more.
    this.#retry = isFresh ? undefined : () => this.send(octets, answered);
    this.#socket.write(octets);
  }

  close() {
    this.#isClosed = true;
    this.#socket?.destroy();
  }

  #open() {
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#socket === socket) this.#lose();
    });
    return socket;
  }

  #lose() {
    this.#socket = undefined;
    const hadNothing = this.#received.length === 0;
    this.#received = Buffer.alloc(0);
    const { retry, answered } = { retry: this.#retry, answered: this.#answered };
    if (answered === undefined || this.#isClosed) return;
    this.#retry = undefined;
    if (retry !== undefined && hadNothing) retry();
    else this.#finish(0, '');
  }

  #receive(/** @type {Buffer} */ chunk) {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const head = this.#received.toString('latin1', 0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const bodyStart = headEnd + HEAD_END.length;
    if (this.#received.length < bodyStart + length) return;
    const body = this.#received.toString('utf8', bodyStart, bodyStart + length);
    this.#received = Buffer.alloc(0);
    if (/\r\nconnection: close/i.test(head)) {
      this.#socket?.destroy();
      this.#socket = undefined;
    }
    this.#finish(Number(head.slice(9, 12)), body);
  }

  #finish(/** @type {number} */ status, /** @type {string} */ body) {
    const answered = this.#answered;
    this.#answered = undefined;
    this.#retry = undefined;
    answered?.(status, body);
  }
}

/**
 * The octets of a POST.
 * @param {string} path @param {string} key @param {string} body ASCII
 */
export function post(path, key, body) {
  return (
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  );
}
