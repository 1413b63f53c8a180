import { STATUS_ROWS } from './command-statuses.js';

export type CarrierAction = 'retry' | 'fail_over' | 'permanent';

/** What one carrier means by its codes, by command_status, over the table for all carriers. */
export type StatusActions = ReadonlyMap<number, CarrierAction>;

export interface StatusDescription {
  /** As SMPP writes it: 0x and eight digits in capitals. */
  hex: string;
  /** The name of SMPP 3.4 5.1.3 (5.0 4.7.6), such as ESME_RTHROTTLED; of a code without one its hex digits. */
  name: string;
  /** `vendor`: 0x400 to 0x4FF, which SMPP leaves to carriers. `unknown`: no one has said what it means. */
  kind: 'standard' | 'vendor' | 'unknown';
  meaning: string;
  likelyCause: string;
}

const ROWS = new Map(STATUS_ROWS.map((row) => [row[0], row]));

/** Every command_status that has a name, in order. */
export const NAMED_STATUSES: readonly number[] = STATUS_ROWS.map(([status]) => status);

/**
 * What to do after a refused submit. The carrier's own rules come first; codes without any, vendors' own (0x400 up) and
 * those that no one knows, fail over: another carrier may take what this one does not.
 */
export function actionFor(status: number, own?: StatusActions): CarrierAction {
  return own?.get(status >>> 0) ?? ROWS.get(status >>> 0)?.[2] ?? 'fail_over';
}

/** Whether a rule says what the code means: the table for all carriers, or the carrier's own. A guess is to be flagged. */
export function isKnownStatus(status: number, own?: StatusActions): boolean {
  return ROWS.has(status >>> 0) || (own?.has(status >>> 0) ?? false);
}

/** The name of SMPP 3.4 5.1.3 (5.0 4.7.6), such as ESME_RTHROTTLED; for a vendor's code, with a sign or without, its hex digits. */
export function commandStatusName(status: number): string {
  return ROWS.get(status >>> 0)?.[1] ?? hexOf(status);
}

/** A code in plain words, for whoever reads the log. The status may have a sign, as it is kept in 32 bits. */
export function describeStatus(status: number): StatusDescription {
  const hex = hexOf(status);
  const row = ROWS.get(status >>> 0);
  if (row) {
    const [, name, , meaning, likelyCause] = row;
    return { hex, name, kind: 'standard', meaning, likelyCause };
  }
  const unsigned = status >>> 0;
  const isVendors = unsigned >= 0x400 && unsigned <= 0x4ff;
  return isVendors
    ? {
        hex,
        name: hex,
        kind: 'vendor',
        meaning: 'An error of the carrier’s own list.',
        likelyCause:
          'Look it up in the carrier’s documents and set what should follow; often the sender or the credit.',
      }
    : {
        hex,
        name: hex,
        kind: 'unknown',
        meaning: 'A code that SMPP does not know.',
        likelyCause: 'Ask the carrier what it means and set what should follow.',
      };
}

function hexOf(status: number): string {
  return `0x${(status >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}
