import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { vi } from 'vitest';
import { startProgram } from './program.js';

const MAX_OUTPUT = 256 * 1024 * 1024;

/** What one side of a connection sent, as tshark decodes it: how many PDUs of each command id, and its complaints. */
export interface Decoded {
  /** By command id in eight hex digits. */
  readonly counts: Readonly<Record<string, number>>;
  readonly malformed: number;
}

/** Records what goes over loopback to and from a port; Wireshark's own programs do, and decode it. */
export async function startCapture(port: number, file: string) {
  // The buffer in MiB: no packet may be lost, or the counts prove nothing.
  const recorder = startProgram('dumpcap', ['-q', '-i', 'lo', '-B', '32', '-f', `tcp port ${port}`, '-w', file]);
  await recorder.outputMatching(/^File: /m);
  const tshark = (...args: string[]) =>
    execFileSync('tshark', ['-r', file, '-d', `tcp.port==${port},smpp`, ...args], {
      encoding: 'utf8',
      maxBuffer: MAX_OUTPUT,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const decode = (): Decoded => {
    const rows = tshark('-Y', 'smpp', '-T', 'fields', '-e', 'smpp.command_id', '-e', '_ws.malformed')
      .trimEnd()
      .split('\n');
    const counts: Record<string, number> = {};
    for (const id of rows.flatMap((row) => row.split('\t')[0]!.split(',')).filter((text) => text !== '')) {
      const command = id.replace(/^0x/, '').padStart(8, '0');
      counts[command] = (counts[command] ?? 0) + 1;
    }
    return { counts, malformed: rows.filter((row) => (row.split('\t')[1] ?? '') !== '').length };
  };
  return {
    decode,
    /** Waits until a PDU with that command id was recorded, then ends the recording. */
    endAfter: async (commandId: string) => {
      const hasCome = () => existsSync(file) && decode().counts[commandId] !== undefined;
      await vi.waitUntil(hasCome, { timeout: 20_000, interval: 200 });
      await recorder.stop('SIGINT');
      return recorder.output();
    },
    /** The octets that the one client of the port sent, cut into PDUs at their own lengths, in hex. */
    clientPdus: (): string[] => {
      const lines = tshark('-q', '-z', 'follow,tcp,raw,0').split('\n');
      const octets = Buffer.from(lines.filter((line) => /^[0-9a-f]+$/.test(line)).join(''), 'hex');
      const pdus: string[] = [];
      for (let at = 0; at < octets.length; at += octets.readUInt32BE(at)) {
        pdus.push(octets.toString('hex', at, at + octets.readUInt32BE(at)));
      }
      return pdus;
    },
    stop: () => recorder.stop('SIGKILL'),
  };
}
