import { once } from 'node:events';
import smpp from 'smpp';
import { vi } from 'vitest';

/** A client of the simulated carrier, on the bare package. It answers each deliver_sm with `receiptStatus`; null: never. */
export class Esme {
  readonly delivered: smpp.PDU[] = [];
  /** The commands that came, in their order. */
  readonly arrived: string[] = [];
  receiptStatus: number | null = 0;
  isClosed = false;
  readonly #link: smpp.Session;

  private constructor(link: smpp.Session) {
    this.#link = link;
    link.on('pdu', ({ command }: smpp.PDU) => this.arrived.push(command));
    link.on('deliver_sm', (pdu: smpp.PDU) => {
      this.delivered.push(pdu);
      if (this.receiptStatus !== null) link.send(pdu.response({ command_status: this.receiptStatus }));
    });
    link.on('close', () => (this.isClosed = true));
  }

  static async connect(port: number): Promise<Esme> {
    const link = smpp.connect({ host: '127.0.0.1', port });
    const esme = new Esme(link);
    await once(link, 'connect');
    link.on('error', () => link.destroy());
    return esme;
  }

  static async bound(port: number, kind = 'transceiver', systemId = 'codewire'): Promise<Esme> {
    const esme = await Esme.connect(port);
    const answer = await esme.bind(kind, systemId);
    if (answer.command_status !== 0) throw new Error(`bind refused with ${answer.command_status}`);
    return esme;
  }

  request(command: string, fields: Record<string, unknown> = {}): Promise<smpp.PDU> {
    return new Promise((resolve, reject) => {
      if (!this.#link.send(new smpp.PDU(command, fields), resolve)) reject(new Error('the socket is closed'));
    });
  }

  bind(kind = 'transceiver', systemId = 'codewire', password = 'secret'): Promise<smpp.PDU> {
    return this.request(`bind_${kind}`, { system_id: systemId, password, interface_version: 0x34 });
  }

  /** A submit_sm whose text is given as octets, with a receipt asked for. */
  submit(number: string, octets: Buffer, fields: Record<string, unknown> = {}): Promise<smpp.PDU> {
    const addresses = { source_addr_ton: 5, source_addr: 'ACME', dest_addr_ton: 1, dest_addr_npi: 1 };
    return this.request('submit_sm', {
      ...addresses,
      destination_addr: number,
      registered_delivery: 1,
      data_coding: 0,
      short_message: octets,
      ...fields,
    });
  }

  /** The texts of the receipts, once there are that many. */
  async receipts(count: number): Promise<string[]> {
    await vi.waitUntil(() => this.delivered.length >= count, { interval: 2 });
    return this.delivered.map((pdu) => (pdu.short_message as { message: string }).message);
  }

  async closed(): Promise<void> {
    await vi.waitUntil(() => this.isClosed, { interval: 2 });
  }

  destroy(): void {
    this.#link.destroy();
  }
}
