import type { Permission } from '@codewire/contracts';

/** An id that was pasted, and where what it stands for is shown. Numbers are no ids: they belong in no address. */
export interface Jump {
  readonly kind: 'message' | 'verification' | 'application' | 'carrier';
  readonly href: string;
}

interface Kind {
  readonly kind: Jump['kind'];
  readonly pattern: RegExp;
  readonly permission: Permission;
  readonly href: (id: string) => string;
}

const KINDS: readonly Kind[] = [
  { kind: 'message', pattern: /^msg_\w{10,40}$/, permission: 'messages.read', href: (id) => `/messages/${id}` },
  {
    kind: 'verification',
    pattern: /^ver_\w{10,40}$/,
    permission: 'messages.read',
    href: (id) => `/verifications/${id}`,
  },
  { kind: 'application', pattern: /^app_\w{10,40}$/, permission: 'applications.read', href: (id) => `/apps/${id}` },
  { kind: 'carrier', pattern: /^car_\w{10,40}$/, permission: 'carriers.read', href: (id) => `/carriers/${id}` },
];

export function jumpFor(typed: string, may: (permission: Permission) => boolean): Jump | undefined {
  const id = typed.trim();
  const known = KINDS.find(({ pattern, permission }) => pattern.test(id) && may(permission));
  return known && { kind: known.kind, href: known.href(id) };
}
