import { createHmac } from 'node:crypto';
import { isAddressOf, phoneTail } from '@codewire/sms';
import type { PhoneNumber } from '@codewire/otp';
import type { Queryable } from '../database/sql.js';
import type { Keyring } from '../platform/keyring.js';
import { openNumber } from '../platform/sealed-number.js';
import { listNumbers } from './receipt.store.js';

const HASH_OCTETS = 32;

/** What is known of the phone that a receipt is about. A number that is unknown (its key is gone) is no one's. */
export interface PhoneEvidence {
  isSame(number: PhoneNumber | undefined): boolean;
  /** As `isSame`; but where a carrier names no phone there is nothing to contradict. */
  isNotAnother(number: PhoneNumber | undefined): boolean;
}

/** Both addresses of a receipt: some carriers swap them. */
export interface Addresses {
  readonly from: string;
  readonly to: string;
}

/** Tells whether the phone that a receipt names is the one its message went to. */
export class PhoneCheck {
  constructor(private readonly keyring: Keyring) {}

  /** What a stored receipt keeps of its phone: enough to compare, too little to call. Null for what is no phone number. */
  hash({ from, to }: Addresses): Buffer | null {
    const tails = tailsOf({ from, to });
    return tails.length === 0 ? null : Buffer.concat(tails.map((tail) => this.hashOf(tail)));
  }

  /** The phone of a receipt that its carrier flagged. */
  told(addresses: Addresses): PhoneEvidence {
    const tails = tailsOf(addresses);
    const isSame = (number: PhoneNumber | undefined) => number !== undefined && tails.includes(phoneTail(number) ?? '');
    return { isSame, isNotAnother: (number) => tails.length === 0 || isSame(number) };
  }

  /** The phone that sent something which nobody flagged: that one alone. */
  sender(from: string): PhoneEvidence {
    const isSame = (number: PhoneNumber | undefined) => number !== undefined && isAddressOf(from, number);
    return { isSame, isNotAnother: isSame };
  }

  /** The phone of a stored receipt. */
  kept(hash: Buffer | null): PhoneEvidence {
    const isSame = (number: PhoneNumber | undefined) => {
      const tail = number === undefined ? undefined : phoneTail(number);
      return hash !== null && tail !== undefined && hashesOf(hash).some((one) => one.equals(this.hashOf(tail)));
    };
    return { isSame, isNotAnother: (number) => hash === null || isSame(number) };
  }

  /** The numbers of messages. One that is sealed under a key we do not have is absent: nothing can be compared with it. */
  async numbersOf(sql: Queryable, messageIds: readonly string[]): Promise<Map<string, PhoneNumber>> {
    const numbers = new Map<string, PhoneNumber>();
    if (messageIds.length === 0) return numbers;
    for (const row of await listNumbers(sql, messageIds)) {
      const number = this.open(row);
      if (number !== undefined) numbers.set(row.messageId, number);
    }
    return numbers;
  }

  private hashOf(tail: string): Buffer {
    return createHmac('sha256', this.keyring.lookupKey('receipt source')).update(tail).digest();
  }

  private open(row: Parameters<typeof openNumber>[2] & { numberSealed: Buffer }): PhoneNumber | undefined {
    try {
      return openNumber(this.keyring, row.numberSealed, row);
    } catch {
      return undefined;
    }
  }
}

function tailsOf({ from, to }: Addresses): string[] {
  return [from, to].flatMap((address) => phoneTail(address) ?? []);
}

function hashesOf(hash: Buffer): Buffer[] {
  return Array.from({ length: hash.length / HASH_OCTETS }, (_, n) =>
    hash.subarray(n * HASH_OCTETS, (n + 1) * HASH_OCTETS),
  );
}
