// SMPP 3.4 3.2: four header words. The upper bound is ours: no PDU of an SMS link comes near it.
const SHORTEST = 16;
const LONGEST = 16_384;
const LENGTH_OCTETS = 4;

export interface Frames {
  /** Whole PDUs in order, those before a fault included. */
  pdus: Buffer[];
  /** The stream is out of step for good: close the connection. */
  fault?: { kind: 'bad_length'; commandLength: number };
}

/**
 * Cuts a byte stream into PDUs, whatever the chunks. Reads command_length only, so that a hostile length neither
 * allocates nor stalls. After a fault every further push answers the same fault.
 */
export class PduFramer {
  #held: Buffer[] = [];
  #heldOctets = 0;
  #neededOctets = LENGTH_OCTETS;
  #fault: Frames['fault'];

  /** A PDU began whose rest has not come. */
  get isPartial(): boolean {
    return this.#heldOctets > 0;
  }

  push(chunk: Buffer): Frames {
    if (this.#fault) return { pdus: [], fault: this.#fault };
    this.#held.push(chunk);
    this.#heldOctets += chunk.length;
    if (this.#heldOctets < this.#neededOctets) return { pdus: [] };
    const octets = this.#held.length === 1 ? chunk : Buffer.concat(this.#held);
    return this.#cut(octets);
  }

  #cut(octets: Buffer): Frames {
    const pdus: Buffer[] = [];
    let offset = 0;
    this.#neededOctets = LENGTH_OCTETS;
    while (octets.length - offset >= LENGTH_OCTETS) {
      const commandLength = octets.readUInt32BE(offset);
      if (commandLength < SHORTEST || commandLength > LONGEST) {
        this.#fault = { kind: 'bad_length', commandLength };
        this.#hold([]);
        return { pdus, fault: this.#fault };
      }
      if (octets.length - offset < commandLength) {
        this.#neededOctets = commandLength;
        break;
      }
      pdus.push(octets.subarray(offset, offset + commandLength));
      offset += commandLength;
    }
    this.#hold(offset < octets.length ? [octets.subarray(offset)] : []);
    return { pdus };
  }

  #hold(held: Buffer[]): void {
    this.#held = held;
    this.#heldOctets = held[0]?.length ?? 0;
  }
}
