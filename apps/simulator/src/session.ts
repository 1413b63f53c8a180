import type { Socket } from 'node:net';
import type { BindKind } from './binds.js';
import { Channel, type TlsFacts } from './channel.js';
import { PerSecond } from './per-second.js';
import { writeReceipt } from './receipt-pdu.js';
import type { NewReceipt, Receipt } from './receipts.js';
import type { Submitter, Taken } from './submits.js';
import type { Switches } from './switches.js';
import * as wire from './wire.js';
import { COMMAND, RESPONSE, STATUS, type Pdu } from './wire.js';

/** What a session asks of the carrier it belongs to. */
export interface SessionOwner {
  readonly now: () => number;
  /** The set that rules the account's sessions. */
  switchesOf(systemId: string): Readonly<Switches>;
  /** The command_status a bind is answered with. */
  judgeBind(request: wire.BindRequest, kind: BindKind): number;
  bound(session: SmscSession): void;
  submitted(submit: wire.Submit, session: SmscSession): Taken;
  sendNow(receipt: NewReceipt): void;
  /** Runs `act` after the delay. */
  later(act: () => void, delayMs: number): void;
  receiptAnswered(session: SmscSession, sequence: number, status: number): void;
  counted(direction: 'in' | 'out', command: number): void;
  /** The connection broke, or what came is not SMPP; it is closed now. */
  failed(error: unknown): void;
  /** Unbound or cut; said once, for a session that was bound. */
  unbound(session: SmscSession, how: 'unbound' | 'cut'): void;
  closed(session: SmscSession): void;
}

const BIND_COMMANDS: Readonly<Record<number, BindKind | undefined>> = {
  [COMMAND.bindTransceiver]: 'transceiver',
  [COMMAND.bindTransmitter]: 'transmitter',
  [COMMAND.bindReceiver]: 'receiver',
};

const NOTHING: Buffer = Buffer.alloc(0);
/** Answers that are held back to be reversed go out after this long, however few they are. */
const HELD_AT_MOST_MS = 200;
/** Long enough for the answers under way; a peer that does not answer an unbind is cut then. */
const UNBIND_PATIENCE_MS = 5_000;
const ANSWER_PATIENCE_MS = 10_000;
/** Far from every sequence number that the peer has outstanding. */
const WRONG_BY = 1_000_000;

/** The carrier's side of one SMPP connection. Any error in it ends this connection and no other. */
export class SmscSession implements Submitter {
  systemId = '';
  kind: BindKind | null = null;
  interfaceVersion: number | null = null;
  lastHeardAt: number;
  lastAskedAt: number;
  readonly openedAt: number;
  readonly submits = new PerSecond();
  readonly #channel: Channel;
  readonly #owner: SessionOwner;
  readonly #asked = new Map<number, (status: number | null) => void>();
  #sequence = 0;
  #peerSequence = 0;

  constructor(
    readonly id: number,
    socket: Socket,
    owner: SessionOwner,
  ) {
    this.#owner = owner;
    this.openedAt = this.lastHeardAt = this.lastAskedAt = owner.now();
    this.#channel = new Channel(socket, {
      received: (pdu) => this.#receive(pdu),
      failed: (error) => owner.failed(error),
      closed: () => {
        this.#ended('cut');
        for (const answered of this.#asked.values()) answered(null);
        owner.closed(this);
      },
    });
  }

  get takesReceipts(): boolean {
    return this.kind === 'transceiver' || this.kind === 'receiver';
  }

  get peerPort(): number | null {
    return this.#channel.peerPort;
  }

  get tls(): TlsFacts | null {
    return this.#channel.tls;
  }

  get isFrozen(): boolean {
    return this.#channel.isFrozen;
  }

  sendReceipt(receipt: Receipt): number | null {
    return this.#request(writeReceipt(receipt));
  }

  /** Sends a request; the status of its answer, null when none came within 10 s or before the connection ended. */
  ask(request: { command: number; body: Buffer }): Promise<number | null> {
    const sequence = this.#request(request);
    if (sequence === null) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#asked.set(sequence, resolve);
      this.#owner.later(() => {
        this.#asked.delete(sequence);
        resolve(null);
      }, ANSWER_PATIENCE_MS);
    });
  }

  enquire(): void {
    this.lastAskedAt = this.#owner.now();
    this.#request({ command: COMMAND.enquireLink, body: NOTHING });
  }

  /** Octets as they are, a PDU or not. */
  inject(octets: Buffer): void {
    this.#channel.write(octets);
  }

  freeze(): void {
    this.#channel.freeze();
  }

  thaw(): void {
    this.#channel.thaw();
  }

  /** Asks the peer to go; what it sends before its answer is still served. */
  unbind(): void {
    this.#request({ command: COMMAND.unbind, body: NOTHING });
    this.#owner.later(() => this.destroy(), UNBIND_PATIENCE_MS);
  }

  destroy(): void {
    this.#channel.destroy();
  }

  #receive(pdu: Pdu): void {
    this.lastHeardAt = this.#owner.now();
    this.#owner.counted('in', pdu.command);
    if (wire.isResponse(pdu.command)) this.#answered(pdu);
    else this.#serve(pdu);
  }

  #serve(pdu: Pdu): void {
    this.#peerSequence = pdu.sequence;
    const bindKind = BIND_COMMANDS[pdu.command];
    if (bindKind) this.#bind(pdu, bindKind);
    else if (pdu.command === COMMAND.submitSm) this.#submit(pdu);
    else if (pdu.command === COMMAND.enquireLink) this.#answerEnquire(pdu);
    else if (pdu.command === COMMAND.unbind) this.#answerUnbind(pdu);
    else this.#nack(pdu.sequence, STATUS.invalidCommandId);
  }

  #answered({ command, sequence, status }: Pdu): void {
    if (command === COMMAND.unbind + RESPONSE) {
      this.#ended('unbound');
      this.#channel.end();
      return;
    }
    if (command === COMMAND.enquireLink + RESPONSE) return;
    const asked = this.#asked.get(sequence);
    this.#asked.delete(sequence);
    if (asked) asked(status);
    else this.#owner.receiptAnswered(this, sequence, status);
  }

  #bind(pdu: Pdu, kind: BindKind): void {
    const request = wire.readBind(pdu.body);
    const { bind_answer: manner, bind_delay_ms: delayMs } = this.#owner.switchesOf(request.systemId);
    if (manner === 'never') return;
    if (manner === 'close') this.destroy();
    else if (manner === 'http') this.#answerHttp();
    else this.#after(delayMs, () => this.#answerBind(pdu, request, kind));
  }

  #answerHttp(): void {
    this.#channel.write(Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
    this.#channel.end();
  }

  #answerBind(pdu: Pdu, request: wire.BindRequest, kind: BindKind): void {
    if (this.#channel.isDestroyed) return;
    const status = this.kind === null ? this.#owner.judgeBind(request, kind) : STATUS.alreadyBound;
    if (status !== STATUS.ok) {
      this.#respond(pdu, status);
      return;
    }
    this.systemId = request.systemId;
    this.kind = kind;
    this.interfaceVersion = request.interfaceVersion;
    const { bind_system_id: name, bind_interface_version: version } = this.#switches;
    const tlvs = version === null ? NOTHING : wire.tlv(wire.TAG.scInterfaceVersion, Buffer.of(version));
    this.#respond(pdu, STATUS.ok, Buffer.concat([wire.cString(name), tlvs]));
    this.#owner.bound(this);
  }

  #submit(pdu: Pdu): void {
    if (this.kind === null || this.kind === 'receiver') {
      this.#respond(pdu, STATUS.invalidBindState);
      return;
    }
    this.submits.count(this.#owner.now());
    const taken = this.#owner.submitted(wire.readSubmit(pdu), this);
    const end = taken.scope.takeEnd();
    if (end === 'cut') this.destroy();
    else if (end === 'freeze') this.freeze();
    else if (end === 'unbind') this.unbind();
    this.#answerInTurn(taken, () => this.#answerSubmit(pdu, taken));
  }

  #answerInTurn({ scope }: Taken, answer: () => void): void {
    if (scope.switches.answers_reversed === null) {
      this.#after(scope.switches.answer_delay_ms, answer);
      return;
    }
    const held = scope.heldAnswers;
    if (held.length === 0) {
      this.#owner.later(() => scope.releaseAnswers(held).forEach((release) => release()), HELD_AT_MOST_MS);
    }
    scope.holdAnswer(answer).forEach((release) => release());
  }

  #answerSubmit(pdu: Pdu, { status, messageId, scope: { switches }, receipts }: Taken): void {
    const isEarly = switches.receipt_when === 'before_answer';
    if (isEarly) for (const receipt of receipts) this.#owner.sendNow(receipt);
    const body =
      messageId === null ? NOTHING : Buffer.concat([wire.cString(messageId), Buffer.from(switches.answer_tlvs, 'hex')]);
    this.#answerAs(switches.answer, pdu, status, body);
    if (!isEarly) for (const receipt of receipts) this.#owner.sendNow(receipt);
  }

  #answerAs(manner: Switches['answer'], pdu: Pdu, status: number, body: Buffer): void {
    const { command, sequence } = pdu;
    if (manner === 'never') return;
    if (manner === 'generic_nack') this.#nack(sequence, status);
    else if (manner === 'generic_nack_0') this.#nack(0, status);
    else if (manner === 'wrong_sequence') this.#respond({ command, sequence: sequence + WRONG_BY }, status, body);
    else if (manner === 'wrong_command') this.#respond({ command: COMMAND.enquireLink, sequence }, status);
    else if (manner === 'empty_id') this.#respond(pdu, status, wire.cString(''));
    else if (manner === 'no_body') this.#respond(pdu, status);
    else this.#respond(pdu, status, body);
    if (manner === 'twice') this.#respond(pdu, status, body);
  }

  #answerEnquire(pdu: Pdu): void {
    if (this.#switches.answer_enquire === 'normal') this.#respond(pdu, STATUS.ok);
  }

  #answerUnbind(pdu: Pdu): void {
    if (this.#switches.answer_unbind === 'never') return;
    this.#ended('unbound');
    this.#respond(pdu, STATUS.ok);
    this.#channel.end();
  }

  #nack(sequence: number, status: number): void {
    this.#send({ command: COMMAND.genericNack, status, sequence, body: NOTHING });
  }

  #respond({ command, sequence }: Pick<Pdu, 'command' | 'sequence'>, status: number, body = NOTHING): void {
    this.#send({ command: command + RESPONSE, status, sequence, body });
  }

  /** Its sequence number; null when the socket takes no more. */
  #request({ command, body }: { command: number; body: Buffer }): number | null {
    // With `peer`, the number of what the peer asked last: its own requests and ours are then outstanding under the same.
    const next = this.#sequence + 1;
    const sequence = this.#switches.sequences === 'peer' ? Math.max(next, this.#peerSequence) : next;
    if (!this.#send({ command, status: STATUS.ok, sequence, body })) return null;
    this.#sequence = sequence;
    return sequence;
  }

  get #switches(): Readonly<Switches> {
    return this.#owner.switchesOf(this.systemId);
  }

  #after(delayMs: number, act: () => void): void {
    if (delayMs === 0) act();
    else this.#owner.later(act, delayMs);
  }

  #ended(how: 'unbound' | 'cut'): void {
    if (this.kind === null) return;
    this.#owner.unbound(this, how);
    this.kind = null;
  }

  #send(pdu: Pdu): boolean {
    const isSent = this.#channel.send(pdu);
    if (isSent) this.#owner.counted('out', pdu.command);
    return isSent;
  }
}
