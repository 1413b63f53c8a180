import type { InboundMessage } from '@codewire/sms';
import type { Keyring } from '../platform/keyring.js';
import { maskedAddress } from './inbound-mask.js';

/** What a sealed value belongs to: copied to another row it does not open. */
export interface InboundOwner {
  readonly id: string;
  readonly carrierId: string;
}

export interface SealedInbound extends InboundOwner {
  readonly fromSealed: Buffer;
  readonly toAddress: string;
  readonly textSealed: Buffer;
}

/** Ten segments: a message that a phone sends is no longer, and what is comes in message_payload from who knows where. */
const LONGEST_TEXT = 1_600;
/** Longer than any address of SMPP 3.4 (21 octets with the NUL). */
const LONGEST_ADDRESS = 40;

const context = (column: 'from' | 'text', { id, carrierId }: InboundOwner) => `inbound.${column}|${id}|${carrierId}`;

export function sealInbound(keyring: Keyring, owner: InboundOwner, message: InboundMessage): SealedInbound {
  return {
    id: owner.id,
    carrierId: owner.carrierId,
    fromSealed: keyring.encrypt(message.from.slice(0, LONGEST_ADDRESS), context('from', owner)),
    // A carrier that swaps the addresses puts the phone's number here.
    toAddress: maskedAddress(message.to.slice(0, LONGEST_ADDRESS)),
    textSealed: keyring.encrypt(message.text.slice(0, LONGEST_TEXT).toWellFormed(), context('text', owner)),
  };
}

/** Undefined when the value was changed, or its key is not in the keyring. */
export function openFrom(keyring: Keyring, row: InboundOwner & { fromSealed: Buffer }): string | undefined {
  return open(keyring, row.fromSealed, context('from', row));
}

export function openText(keyring: Keyring, row: InboundOwner & { textSealed: Buffer }): string | undefined {
  return open(keyring, row.textSealed, context('text', row));
}

function open(keyring: Keyring, sealed: Buffer, aad: string): string | undefined {
  try {
    return keyring.decrypt(sealed, aad);
  } catch {
    return undefined;
  }
}
