import { z } from 'zod';

const PREFIX = 'CODEWIRE_SIMULATOR_';

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port from 0 to 65535 (0 = any free port)')
    .transform(Number)
    .refine((value) => value <= 65_535, 'must be a port from 0 to 65535 (0 = any free port)')
    .default(fallback);

const receiptDelay = z
  .string()
  .regex(/^\d{1,6}$/, 'must be milliseconds from 0 to 600000')
  .transform(Number)
  .refine((value) => value <= 600_000, 'must be milliseconds from 0 to 600000')
  .default(500);

// SMPP 3.4 5.2.1 and 5.2.2: system_id has at most 15 characters, password at most 8.
const credential = (length: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\x21-\\x7e]{1,${length}}$`), `must be 1 to ${length} ASCII characters without spaces`)
    .optional();

const Environment = z.strictObject({
  SMPP_PORT: port(2775),
  HTTP_PORT: port(2780),
  TLS_PORT: port(0),
  RECEIPT_DELAY_MS: receiptDelay,
  SYSTEM_ID: credential(15),
  PASSWORD: credential(8),
  KEEP: z.enum(['0', '1'], 'must be 1 (keep handsets and submissions) or 0').default('1'),
});

export interface Config {
  smppPort: number;
  httpPort: number;
  /** Taken when somebody first asks for TLS. */
  tlsPort: number;
  receiptDelayMs: number;
  /** The only account that may bind; null lets any credentials bind. */
  account: { systemId: string; password: string } | null;
  /** Whether handsets and submissions are remembered. */
  isKeeping: boolean;
}

export type ConfigResult = { kind: 'config'; config: Config } | { kind: 'refused'; problems: string[] };

/** Reads CODEWIRE_SIMULATOR_*; an empty value counts as unset. All problems are told at once, and no value is repeated. */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  if (env.NODE_ENV === 'production') {
    const reason = 'The simulated carrier delivers to no real phone, so it does not start with NODE_ENV=production.';
    return { kind: 'refused', problems: [reason] };
  }
  const own = Object.entries(env).filter(([name, value]) => name.startsWith(PREFIX) && value !== '');
  const given = Object.fromEntries(own.map(([name, value]) => [name.slice(PREFIX.length), value]));
  const parsed = Environment.safeParse(given);
  const problems = [...(parsed.error?.issues.flatMap(describeIssue) ?? []), ...missingCredential(given)];
  if (!parsed.success || problems.length > 0) return { kind: 'refused', problems };
  const { SMPP_PORT, HTTP_PORT, TLS_PORT, RECEIPT_DELAY_MS, SYSTEM_ID, PASSWORD, KEEP } = parsed.data;
  const account = SYSTEM_ID && PASSWORD ? { systemId: SYSTEM_ID, password: PASSWORD } : null;
  return {
    kind: 'config',
    config: Object.freeze({
      smppPort: SMPP_PORT,
      httpPort: HTTP_PORT,
      tlsPort: TLS_PORT,
      receiptDelayMs: RECEIPT_DELAY_MS,
      account,
      isKeeping: KEEP === '1',
    }),
  };
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${PREFIX}${key}: no such setting`);
  return [`${PREFIX}${issue.path.join('.')}: ${issue.message}`];
}

function missingCredential({ SYSTEM_ID, PASSWORD }: Record<string, string | undefined>): string[] {
  if ((SYSTEM_ID === undefined) === (PASSWORD === undefined)) return [];
  const [missing, given] = SYSTEM_ID === undefined ? ['SYSTEM_ID', 'PASSWORD'] : ['PASSWORD', 'SYSTEM_ID'];
  return [`${PREFIX}${missing}: must be set, for ${PREFIX}${given} is: the two name one account`];
}
