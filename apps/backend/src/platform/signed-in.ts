import type { Reach, Role } from '@codewire/contracts';
import type { FastifyRequest } from 'fastify';
import type { Author } from './author.js';
import { requestContext } from './log.js';

/** The operator behind a request of the admin API, let in by the session guard. */
export interface SignedIn {
  readonly sessionId: string;
  readonly operator: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    readonly applicationIds: readonly string[];
  };
  /** False until a second factor is set up. */
  readonly isEnrolled: boolean;
  /** False while the settings ask for a passkey and there is none. */
  readonly meetsPolicy: boolean;
  readonly provenAt: Date;
  /** How long that counts as fresh. */
  readonly stepUpMinutes: number;
  readonly expiresAt: Date;
  /** How far the permission of the route that was asked for reaches. */
  readonly reach: Reach;
  readonly address: string;
}

const people = new WeakMap<object, SignedIn>();

export function noteSignedIn(request: FastifyRequest, signedIn: SignedIn): void {
  people.set(request, signedIn);
  requestContext(request).operatorId = signedIn.operator.id;
}

/** Throws on a route that lets in those who are not signed in. */
export function signedInOf(request: FastifyRequest): SignedIn {
  const signedIn = people.get(request);
  if (signedIn === undefined) throw new Error('nobody is signed in on this route');
  return signedIn;
}

/** The applications whose things may be seen and touched on this route; null: all. */
export function scopeOf(request: FastifyRequest): readonly string[] | null {
  const { reach, operator } = signedInOf(request);
  return reach === 'all' ? null : operator.applicationIds;
}

export function isInScope(scope: readonly string[] | null, applicationId: string): boolean {
  return scope === null || scope.includes(applicationId);
}

export function authorOf(request: FastifyRequest): Author {
  const { operator, address } = signedInOf(request);
  return authorAs(operator, request, address);
}

/** The author of what someone does who proves in this very request who he is. */
export function authorAs(
  { id, name, email }: Pick<SignedIn['operator'], 'id' | 'name' | 'email'>,
  request: FastifyRequest,
  address: string,
): Author {
  return { kind: 'operator', id, name: `${name} <${email}>`, address, requestId: requestContext(request).id };
}
