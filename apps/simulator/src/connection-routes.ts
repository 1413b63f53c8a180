import { z } from 'zod';
import { encode } from './alphabet.js';
import { Refusal, type ApiRequest, type Route } from './http.js';
import { PortError } from './listening.js';
import { MALFORMED, type MalformedName } from './malformed.js';
import { numberOf, parse, systemIdOf } from './requests.js';
import type { SmscSession } from './session.js';
import type { Smsc } from './smsc.js';
import { SHOWN_CERTIFICATES, type TlsDoor } from './tls-door.js';
import { TAG, tlv, writeDelivery } from './wire.js';

interface ConnectionRouteDependencies {
  smsc: Smsc;
  tls: TlsDoor;
}

const selection = {
  system_id: z.string().optional(),
  session: z.int().optional(),
  bind: z.enum(['transceiver', 'transmitter', 'receiver']).optional(),
};

const Selection = z.strictObject(selection);
const RefuseBody = z.strictObject({ refuse: z.boolean() });

const InjectBody = z
  .strictObject({
    ...selection,
    malformed: z.enum(Object.keys(MALFORMED) as [MalformedName, ...MalformedName[]]).optional(),
    hex: z
      .string()
      .regex(/^(\s*[0-9a-fA-F]{2})+\s*$/, 'must be octets in hex')
      .optional(),
  })
  .refine(({ malformed, hex }) => (malformed === undefined) !== (hex === undefined), 'needs either malformed or hex');

const TlsBody = z.strictObject({
  certificate: z.enum(SHOWN_CERTIFICATES).default('good'),
  client_certificate: z.enum(['ignored', 'demanded']).default('ignored'),
  highest_version: z.enum(['1.1', '1.2', '1.3']).default('1.3'),
  server_name: z.enum(['ignored', 'demanded']).default('ignored'),
});

const MessageBody = z.strictObject({
  to: z.string().min(1).max(20),
  text: z.string().max(1_000),
  system_id: z.string().optional(),
  esm_class: z.int().min(0).max(255).default(0),
});

const PasswordsBody = z.strictObject({ passwords: z.array(z.string().max(64)).max(10) });

/** What the simulated carrier does to its connections on command, and what its phones send. */
export function createConnectionRoutes(uses: ConnectionRouteDependencies): Route[] {
  return [...commandRoutes(uses), ...listenerRoutes(uses), ...phoneRoutes(uses), ...accountRoutes(uses)];
}

function commandRoutes({ smsc }: ConnectionRouteDependencies): Route[] {
  /** A command to the sessions that its body selects: without a body, to all. */
  const command = (name: string, answered: string, act: (session: SmscSession) => void): Route => ({
    method: 'POST',
    path: `/connections/${name}`,
    handle: ({ body }) => ({ [answered]: smsc.each(answered, parse(Selection, body ?? {}), act) }),
  });
  return [
    command('drop', 'dropped', (session) => session.destroy()),
    command('freeze', 'frozen', (session) => session.freeze()),
    command('thaw', 'thawed', (session) => session.thaw()),
    command('unbind', 'unbound', (session) => session.unbind()),
    command('enquire', 'asked', (session) => session.enquire()),
    {
      method: 'POST',
      path: '/connections/inject',
      handle: ({ body }) => {
        const { malformed, hex, ...selected } = parse(InjectBody, body);
        const octets = malformed ? MALFORMED[malformed] : Buffer.from((hex ?? '').replaceAll(/\s/g, ''), 'hex');
        return { injected: smsc.each('injected', selected, (session) => session.inject(octets)) };
      },
    },
    {
      method: 'GET',
      path: '/malformed',
      handle: () =>
        Object.fromEntries(Object.entries(MALFORMED).map(([name, octets]) => [name, octets.toString('hex')])),
    },
  ];
}

function listenerRoutes({ smsc, tls }: ConnectionRouteDependencies): Route[] {
  return [
    {
      method: 'POST',
      path: '/connections/refuse',
      handle: async ({ body }) => {
        const { refuse } = parse(RefuseBody, body);
        await smsc.refuseConnections(refuse).catch(conflict);
        return { refuse };
      },
    },
    { method: 'PUT', path: '/tls', handle: ({ body }) => tls.set(parse(TlsBody, body)).catch(conflict) },
  ];
}

function conflict(error: unknown): never {
  throw error instanceof PortError ? new Refusal(409, error.message) : error;
}

function phoneRoutes({ smsc }: ConnectionRouteDependencies): Route[] {
  return [
    {
      method: 'POST',
      path: '/handsets/:number/messages',
      handle: async (request) => {
        const { system_id: systemId, ...message } = parse(MessageBody, request.body);
        const session = smsc.receiver(systemId);
        if (!session) throw new Refusal(409, 'No session is bound that takes messages.');
        const status = await session.ask(messageOf(request, message));
        return { session: session.id, status };
      },
    },
  ];
}

/** SMPP 3.4 5.2.22: short_message has at most 254 octets; more go into message_payload. */
const LONGEST_SHORT = 254;

function messageOf(
  request: ApiRequest,
  { to, text, esm_class: esmClass }: Omit<z.output<typeof MessageBody>, 'system_id'>,
) {
  const { octets, dataCoding } = encode(text);
  const isShort = octets.length <= LONGEST_SHORT;
  return writeDelivery({
    command: 'deliver_sm',
    source: { ton: 1, npi: 1, address: numberOf(request) },
    destination: { ton: /^\d+$/.test(to) ? 1 : 5, npi: /^\d+$/.test(to) ? 1 : 0, address: to },
    esmClass,
    dataCoding,
    shortMessage: isShort ? octets : Buffer.alloc(0),
    tlvs: isShort ? Buffer.alloc(0) : tlv(TAG.messagePayload, octets),
  });
}

function accountRoutes({ smsc }: ConnectionRouteDependencies): Route[] {
  return [
    {
      method: 'PUT',
      path: '/accounts/:system_id/passwords',
      handle: (request) => {
        const { passwords } = parse(PasswordsBody, request.body);
        smsc.setPasswords(systemIdOf(request), passwords);
        return { count: passwords.length };
      },
    },
    {
      method: 'POST',
      path: '/state/reset',
      handle: () => {
        smsc.binds.forgetCounts();
        return smsc.state();
      },
    },
  ];
}
