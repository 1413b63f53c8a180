import { parseArgs } from 'node:util';
import { auditKey } from '../audit/audit-chain.js';
import { verifyChain, type ChainReport, type KnownPoint } from '../audit/verify-chain.js';
import { Keyring } from '../platform/keyring.js';
import { UsageError, type Command, type CommandIo } from './command.js';
import { withDatabase } from './with-database.js';

const ANCHOR_FORM = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i;

export const command: Command = {
  summary:
    'Follows the audit from its first entry to its last and says whether each is what was written. With an anchor\n' +
    'from the log (its seq and mac) it also notices that entries were cut off at the end, or all written anew.',
  usage: ['verify [--anchor <seq>:<mac>]'],
  run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { anchor: { type: 'string' } },
    });
    if (positionals.length !== 1 || positionals[0] !== 'verify') throw new UsageError('Say what to do with the audit.');
    const anchor = values.anchor === undefined ? undefined : readAnchor(values.anchor);
    return withDatabase(io, 'audit', async (sql) => {
      let found: string | undefined;
      const key = auditKey(Keyring.load(io.config().keyringFile));
      const report = await verifyChain(sql, key, ({ seq, mac }) => {
        if (seq === anchor?.seq) found = mac;
      });
      tell(io, report);
      if (anchor !== undefined) compare(io, report, anchor, found);
    });
  },
};

function readAnchor(text: string): KnownPoint {
  const [, seq, mac] = ANCHOR_FORM.exec(text) ?? [];
  if (seq === undefined || mac === undefined) {
    throw new UsageError('An --anchor is the seq and the mac of a line "audit_anchor" of the log: 1234:<64 digits>.');
  }
  return { seq: Number(seq), mac: mac.toLowerCase() };
}

/** Throws where the chain is broken: a failed command is what supervisors see. */
function tell(io: CommandIo, { entries, head, broken }: ChainReport): void {
  if (broken?.reason === 'missing') {
    throw new Error(`Entry ${broken.seq} is missing. Those before it are as they were written.`);
  }
  if (broken !== null) {
    const hint =
      broken.seq === 1
        ? ' If none of them fits, the keyring of CODEWIRE_KEYRING_FILE is not the one they were written with.'
        : ' Those before it are as they were written.';
    throw new Error(`Entry ${broken.seq} is not what was written: it was changed, moved or put in.${hint}`);
  }
  io.print(head === null ? 'The audit is empty.' : `All ${entries} entries are as they were written.`);
  if (head !== null) io.print(`The newest: ${head.seq}:${head.mac}`);
}

function compare(io: CommandIo, { head }: ChainReport, anchor: KnownPoint, found: string | undefined): void {
  if (found === undefined) {
    throw new Error(
      `The audit ends at entry ${head?.seq ?? 0}, the anchor is of entry ${anchor.seq}: the end was cut off.`,
    );
  }
  if (found !== anchor.mac) {
    throw new Error(
      `Entry ${anchor.seq} is not the one of the anchor: the audit was written anew, or is of another time.`,
    );
  }
  io.print(`Entry ${anchor.seq} is the one of the anchor.`);
}
