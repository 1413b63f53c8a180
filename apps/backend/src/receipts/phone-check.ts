import { createHmac } from 'node:crypto';
import { isAddressOf, phoneTail } from '@codewire/sms';
import type { PhoneNumber } from '@codewire/otp';
import type { Queryable } from '../database/sql.js';
import type { Keyring } from '../platform/keyring.js';
import { openNumber } from '../platform/sealed-number.js';
import { listNumbers } from './receipt.store.js';

/** Tells whether the phone that a receipt names is the one its message went to. */
export class PhoneCheck {
  constructor(private readonly keyring: Keyring) {}

  /** What a stored receipt keeps of its phone: enough to compare, too little to call. Null for what is no phone number. */
  hash(address: string): Buffer | null {
    const tail = phoneTail(address);
    if (tail === undefined) return null;
    return createHmac('sha256', this.keyring.lookupKey('receipt source')).update(tail).digest();
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

  isSame(address: string, number: PhoneNumber | undefined): boolean {
    return number !== undefined && isAddressOf(address, number);
  }

  /** As `isSame` for what was kept of an address. Where a carrier names no phone there is nothing to contradict. */
  isNotAnother(fromHash: Buffer | null, number: PhoneNumber | undefined): boolean {
    if (fromHash === null) return true;
    return number !== undefined && this.hash(number)?.equals(fromHash) === true;
  }

  private open(row: Parameters<typeof openNumber>[2] & { numberSealed: Buffer }): PhoneNumber | undefined {
    try {
      return openNumber(this.keyring, row.numberSealed, row);
    } catch {
      return undefined;
    }
  }
}
