import type { Trailer } from '@codewire/contracts';
import { CODE_MARK } from './wording.js';

/** 3GPP TS 23.040 9.2.3.24: what one SMS carries; Android's SMS Retriever reads no longer message. */
export const APP_HASH_OCTETS = 140;

/**
 * The last line of a message, its line feed included, that lets a phone fill the code in: the hash of an app (Android SMS
 * Retriever), or the host that the code is for and, where it is entered in a frame of another host, that one (WICG
 * origin-bound one-time codes).
 */
export function trailerOf(trailer: Trailer): string {
  if (trailer.kind === 'app_hash') return `\n${trailer.app_hash}`;
  const frame = trailer.embedded_host === undefined ? '' : ` @${trailer.embedded_host}`;
  return `\n@${trailer.host} #${CODE_MARK}${frame}`;
}
