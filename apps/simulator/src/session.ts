import smpp from 'smpp';
import { messageState, receiptText } from './receipt-text.js';
import type { Receipt, ReceiptPath } from './receipts.js';
import type { SubmitAnswer } from './submits.js';
import { readBind, readSubmit, STATUS, type Submit } from './wire.js';

export type BindKind = 'transceiver' | 'transmitter' | 'receiver';

/** What a session asks of the carrier it belongs to. */
export interface SessionOwner {
  /** The command_status a bind is answered with. */
  judgeBind(request: { systemId: string; password: string }): number;
  bound(session: SmscSession): void;
  submitted(submit: Submit, session: SmscSession): SubmitAnswer;
  /** Runs `answer` after the delay. */
  later(answer: () => void, delayMs: number): void;
  receiptAnswered(session: SmscSession, sequence: number, status: number): void;
  /** The connection broke, or what came is not SMPP; it is closed now. */
  failed(error: unknown): void;
  /** Unbound or closed; said once, for a session that was bound. */
  unbound(session: SmscSession): void;
  closed(session: SmscSession): void;
}

const BIND_COMMANDS: Readonly<Record<string, BindKind | undefined>> = {
  bind_transceiver: 'transceiver',
  bind_transmitter: 'transmitter',
  bind_receiver: 'receiver',
};

/** The carrier's side of one SMPP connection. Any error in it ends this connection and no other. */
export class SmscSession implements ReceiptPath {
  systemId = '';
  kind: BindKind | null = null;
  readonly #link: smpp.Session;
  readonly #owner: SessionOwner;
  #isCorked = false;

  constructor(link: smpp.Session, owner: SessionOwner) {
    this.#link = link;
    this.#owner = owner;
    // Without it each receipt's answer waits for a delayed ACK: 300 messages a second instead of thousands.
    link.socket.setNoDelay(true);
    link.on('pdu', (pdu: smpp.PDU) => this.#receive(pdu));
    // After an error the package reads nothing more on this socket, so the connection must go.
    link.on('error', (error: Error) => this.#fail(error));
    link.on('close', () => {
      this.#unbind();
      owner.closed(this);
    });
  }

  get takesReceipts(): boolean {
    return this.kind === 'transceiver' || this.kind === 'receiver';
  }

  sendReceipt(receipt: Receipt): number | null {
    const { handset, sender, messageId } = receipt;
    const pdu = new smpp.PDU('deliver_sm', {
      source_addr_ton: handset.ton,
      source_addr_npi: handset.npi,
      source_addr: handset.address,
      dest_addr_ton: sender.ton,
      dest_addr_npi: sender.npi,
      destination_addr: sender.address,
      // SMPP 3.4 5.2.12: 0x04, the short message contains a receipt.
      esm_class: 0x04,
      short_message: Buffer.from(receiptText(receipt), 'latin1'),
      receipted_message_id: messageId,
      message_state: messageState(receipt.outcome),
    });
    return this.#send(pdu) ? pdu.sequence_number : null;
  }

  destroy(): void {
    this.#link.destroy();
  }

  #fail(error: unknown): void {
    this.#owner.failed(error);
    this.#link.destroy();
  }

  #receive(pdu: smpp.PDU): void {
    try {
      this.#dispatch(pdu);
    } catch (error) {
      // The package stops reading for good when a listener throws, too.
      this.#fail(error);
    }
  }

  #dispatch(pdu: smpp.PDU): void {
    const bindKind = BIND_COMMANDS[pdu.command];
    if (bindKind) this.#bind(pdu, bindKind);
    else if (pdu.command === 'submit_sm') this.#submit(pdu);
    else if (pdu.command === 'enquire_link') this.#send(pdu.response());
    else if (pdu.command === 'unbind') this.#end(pdu);
    else if (pdu.command === 'deliver_sm_resp' || pdu.command === 'generic_nack') {
      this.#owner.receiptAnswered(this, pdu.sequence_number, pdu.command_status);
    } else if (!pdu.isResponse()) this.#refuseCommand(pdu);
  }

  #bind(pdu: smpp.PDU, kind: BindKind): void {
    const request = readBind(pdu);
    const status = this.kind === null ? this.#owner.judgeBind(request) : STATUS.alreadyBound;
    if (status !== STATUS.ok) {
      this.#send(pdu.response({ command_status: status }));
      return;
    }
    this.systemId = request.systemId;
    this.kind = kind;
    this.#send(pdu.response({ system_id: 'codewire', sc_interface_version: 0x34 }));
    this.#owner.bound(this);
  }

  #submit(pdu: smpp.PDU): void {
    if (this.kind === null || this.kind === 'receiver') {
      this.#send(pdu.response({ command_status: STATUS.invalidBindState }));
      return;
    }
    const answer = this.#owner.submitted(readSubmit(pdu), this);
    if (!answer) return;
    const { status, messageId, delayMs } = answer;
    const response = pdu.response({ command_status: status, message_id: messageId ?? '' });
    if (delayMs === 0) this.#send(response);
    else this.#owner.later(() => this.#send(response), delayMs);
  }

  #end(pdu: smpp.PDU): void {
    this.#unbind();
    this.#send(pdu.response());
    this.#link.close();
  }

  #refuseCommand(pdu: smpp.PDU): void {
    const status = STATUS.invalidCommandId;
    this.#send(new smpp.PDU('generic_nack', { command_status: status, sequence_number: pdu.sequence_number }));
  }

  #unbind(): void {
    if (this.kind === null) return;
    this.#owner.unbound(this);
    this.kind = null;
  }

  /** Collects what one turn of the event loop writes into one system call. */
  #send(pdu: smpp.PDU): boolean {
    const { socket } = this.#link;
    if (!this.#isCorked) {
      this.#isCorked = true;
      socket.cork();
      process.nextTick(() => {
        this.#isCorked = false;
        socket.uncork();
      });
    }
    return this.#link.send(pdu);
  }
}
