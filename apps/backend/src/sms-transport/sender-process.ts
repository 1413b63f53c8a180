import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Tells this process from every other there is or was: the machine's boot, the namespace that numbers its processes, its
 * number, and the tick of its start, since numbers are used again. Empty where the system does not say (proc(5): Linux).
 */
export function processIdentity(pid: number | 'self' = 'self'): string {
  try {
    const { pid: number, startedAt } = statOf(pid);
    return `${place()} ${number} ${startedAt}`;
  } catch {
    return '';
  }
}

/**
 * True when that process ran here and certainly has ended: the system has closed its connections. False for one that
 * runs, and for one of another machine or container, of which this process can know nothing.
 */
export function hasEnded(identity: string): boolean {
  const [boot, namespace, pid, startedAt] = identity.split(' ');
  if (pid === undefined || startedAt === undefined || !isHere(`${boot} ${namespace}`)) return false;
  try {
    const now = statOf(Number(pid));
    return now.startedAt !== startedAt || isDead(now);
  } catch (error) {
    return (error as { code?: string }).code === 'ENOENT';
  }
}

/**
 * A zombie has ended, and only its parent does not know yet. But a process is called so as soon as its first thread is
 * gone: while it has others, its connections are open.
 */
export function isDead({ state, threads }: Pick<ProcessStat, 'state' | 'threads'>): boolean {
  return state === 'X' || (state === 'Z' && threads <= 1);
}

function isHere(other: string): boolean {
  try {
    return other === place();
  } catch {
    return false;
  }
}

function place(): string {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
}

interface ProcessStat {
  readonly pid: number;
  readonly state: string | undefined;
  readonly threads: number;
  readonly startedAt: string | undefined;
}

function statOf(pid: number | 'self'): ProcessStat {
  return readStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
}

/** Reads a line of /proc/PID/stat. Its name, in brackets, may hold anything; the fields behind it may not. */
export function readStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid: Number.parseInt(text, 10), state: fields[0], threads: Number(fields[17]), startedAt: fields[19] };
}
