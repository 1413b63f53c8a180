import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const LISTENING = '0A';

/** The words of proc(5) `net/tcp`: little-endian groups of four octets, and a port, all in hex. */
function readAddress(text: string): string {
  const [octets = '', port = ''] = text.split(':');
  const groups = octets.match(/.{8}/g) ?? [];
  const bytes = groups.flatMap((group) => (group.match(/../g) ?? []).reverse().map((byte) => parseInt(byte, 16)));
  const address = bytes.length === 4 ? bytes.join('.') : `[${bytes.map((byte) => byte.toString(16)).join(':')}]`;
  return `${address}:${parseInt(port, 16)}`;
}

function socketsOf(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  return new Set(
    readdirSync(folder).map((name) => {
      try {
        return readlinkSync(`${folder}/${name}`);
      } catch {
        return '';
      }
    }),
  );
}

/** Every TCP address that these processes listen on. Linux alone can tell. */
export function listenersOf(pids: readonly number[]): string[] {
  const own = new Set(pids.flatMap((pid) => [...socketsOf(pid)]));
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1));
  const sockets = lines.map((line) => line.trim().split(/\s+/));
  return sockets
    .filter(([, , , state, , , , , , inode]) => state === LISTENING && own.has(`socket:[${inode}]`))
    .map(([, local = '']) => readAddress(local))
    .sort();
}
