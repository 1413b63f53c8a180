import { userInfo } from 'node:os';

/** Who makes a change and from where, as the audit keeps it. */
export interface Author {
  /** `visitor`: nobody is signed in. `command`: someone with a shell on this machine. */
  readonly kind: 'operator' | 'command' | 'visitor' | 'system';
  readonly id: string | null;
  /** As it is now: an entry must stay readable when the operator is gone. */
  readonly name: string;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Whoever runs a command of ours. */
export function commandAuthor(): Author {
  return { kind: 'command', id: null, name: accountName(), address: null, requestId: null };
}

/** A container may run under a number that no account has. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
