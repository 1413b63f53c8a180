import type { TracedPdu } from '@codewire/contracts';
import { decodePdu, type TracedOctets } from '@codewire/sms';

/** How many PDUs of a carrier a node remembers, and anyone is shown. */
export const TRACED = 500;

/** What a submit is called in the trace: whose it is. */
export const subjectOf = ({ messageId, attempt }: { readonly messageId: string; readonly attempt: number }): string =>
  `${messageId} ${attempt}`;

/** The last PDUs to and from a carrier, as octets: what is never asked for costs a reference. */
export class TraceRing {
  private readonly pdus: { readonly slot: number; readonly pdu: TracedOctets }[] = [];
  private next = 0;

  add(slot: number, pdu: TracedOctets): void {
    this.pdus[this.next] = { slot, pdu };
    this.next = (this.next + 1) % TRACED;
  }

  /** Newest first, each field by field, without what must not leave this process. */
  read(node: string): TracedPdu[] {
    const oldestFirst = [...this.pdus.slice(this.next), ...this.pdus.slice(0, this.next)];
    return oldestFirst.reverse().map(({ slot, pdu: { at, direction, octets, subject } }) => {
      const { command, commandStatus, sequence, fields } = decodePdu(octets);
      return {
        at: new Date(at).toISOString(),
        slot,
        node,
        direction,
        command,
        command_status: commandStatus,
        sequence,
        octets: octets.length,
        fields: [...fields],
        ...(subject !== undefined && readSubject(subject)),
      };
    });
  }
}

function readSubject(subject: string): Pick<TracedPdu, 'message_id' | 'attempt'> {
  const [messageId = '', attempt] = subject.split(' ');
  return { message_id: messageId, attempt: Number(attempt) };
}
