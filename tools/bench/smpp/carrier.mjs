// Carriers of the SMPP bench: a process of its own that cuts and writes PDUs itself, so that nothing of ours is measured
// against itself. Each of its ports is one carrier, which behaves as it is named.
import { createServer } from 'node:net';

/** @typedef {'well' | 'throttled' | 'silent'} Manner how a carrier answers submit_sm: at once and with a receipt; never takes one; not at all */

const HEADER = 16;
const SUBMIT_SM = 0x04;
const DELIVER_SM = 0x05;
const UNBIND = 0x06;
const BIND_TRANSCEIVER = 0x09;
const ENQUIRE_LINK = 0x15;
const RESPONSE = 0x80000000;
const RTHROTTLED = 0x58;
const RECEIPT_FLAG = 0x04;

let nextId = 1_000_000_000;

/** @param {number} command @param {number} status @param {number} sequence @param {Buffer} [body] */
function pdu(command, status, sequence, body = Buffer.alloc(0)) {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(HEADER + body.length, 0);
  header.writeUInt32BE(command, 4);
  header.writeUInt32BE(status, 8);
  header.writeUInt32BE(sequence, 12);
  return Buffer.concat([header, body]);
}

const cString = (/** @type {string} */ text) => Buffer.from(`${text}\0`, 'latin1');

/** deliver_sm (SMPP 3.4 4.6.1) with a receipt in the text form. @param {string} id @param {number} sequence */
function receipt(id, sequence) {
  const text = `id:${id} sub:001 dlvrd:001 submit date:2611251200 done date:2611251200 stat:DELIVRD err:000 text:`;
  const body = Buffer.concat([
    Buffer.from([0, 1, 1]),
    cString('12125550142'),
    Buffer.from([5, 0]),
    cString('Codewire'),
    // esm_class, protocol, priority, two empty times, registered, replace, coding, default message, length
    Buffer.from([RECEIPT_FLAG, 0, 0, 0, 0, 0, 0, 0, 0, text.length]),
    Buffer.from(text, 'latin1'),
  ]);
  return pdu(DELIVER_SM, 0, sequence, body);
}

/** @param {import('node:net').Socket} socket @param {Manner} manner */
function serve(socket, manner) {
  let unread = Buffer.alloc(0);
  let sequence = 0;
  /** What is answered to one PDU. @param {number} command @param {number} asked @returns {Buffer[]} */
  const answer = (command, asked) => {
    switch (command) {
      case BIND_TRANSCEIVER:
        return [pdu(command + RESPONSE, 0, asked, cString('bench'))];
      case ENQUIRE_LINK:
      case UNBIND:
        return [pdu(command + RESPONSE, 0, asked)];
      case SUBMIT_SM: {
        if (manner === 'silent') return [];
        if (manner === 'throttled') return [pdu(SUBMIT_SM + RESPONSE, RTHROTTLED, asked)];
        const id = String((nextId += 1));
        return [pdu(SUBMIT_SM + RESPONSE, 0, asked, cString(id)), receipt(id, (sequence += 1))];
      }
      default:
        return [];
    }
  };
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
    /** @type {Buffer[]} */
    const answers = [];
    let at = 0;
    for (let length = 0; unread.length - at >= HEADER; at += length) {
      length = unread.readUInt32BE(at);
      if (unread.length - at < length) break;
      answers.push(...answer(unread.readUInt32BE(at + 4), unread.readUInt32BE(at + 12)));
    }
    unread = unread.subarray(at);
    if (answers.length > 0) socket.write(Buffer.concat(answers));
  });
}

/** Resolves with the port. @param {Manner} manner @returns {Promise<number>} */
function listen(manner) {
  const server = createServer((socket) => serve(socket, manner));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
  });
}

/** A port at which nobody listens any more. @returns {Promise<number>} */
function closedPort() {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @typedef {{ well: number[], throttled: number, silent: number, down: number }} Ports */

const well = await Promise.all([listen('well'), listen('well'), listen('well'), listen('well')]);
/** @type {Ports} */
const ports = { well, throttled: await listen('throttled'), silent: await listen('silent'), down: await closedPort() };
process.send?.(ports);
process.on('disconnect', () => process.exit());
