import type { CarrierView } from '@codewire/contracts';
import type { Edits } from './edits';

/** The encryption of a link while it is being set. */
export interface TlsDraft {
  readonly isOn: boolean;
  readonly serverName: string;
  readonly ca: string;
  readonly pin: string;
  readonly certificate: string;
  /** PEM of a new one; empty: the one that is there stays. It is never shown. */
  readonly key: string;
}

export function tlsDraftOf({ settings: { tls } }: CarrierView): TlsDraft {
  return {
    isOn: tls !== null,
    serverName: tls?.server_name ?? '',
    ca: tls?.ca ?? '',
    pin: tls?.pin ?? '',
    certificate: tls?.certificate ?? '',
    key: '',
  };
}

/** A key without its certificate is of no use, and goes with it. */
export function tlsEdits(draft: TlsDraft, hasKey: boolean): Edits {
  const isKeyless = draft.certificate.trim() === '';
  const tlsKey = draft.key.trim() !== '' ? draft.key : isKeyless && hasKey && draft.isOn ? null : undefined;
  return {
    settings: {
      tls: draft.isOn
        ? {
            server_name: orNull(draft.serverName),
            ca: orNull(draft.ca),
            pin: orNull(draft.pin.toLowerCase().replaceAll(/[:\s]/g, '')),
            certificate: orNull(draft.certificate),
          }
        : null,
    },
    ...(tlsKey !== undefined && { tlsKey }),
  };
}

export const isPin = (text: string) => /^(?:[0-9a-f]{64})?$/.test(text.toLowerCase().replaceAll(/[:\s]/g, ''));

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
