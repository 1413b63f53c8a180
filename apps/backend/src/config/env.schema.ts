import { z } from 'zod';

const flag = (text: string) => ({ error: text });

/** A whole number within bounds, written in digits. */
function whole(min: number, max: number, unit: string, fallback: number) {
  const words = flag(`must be a whole number from ${min} to ${max}${unit === '' ? '' : ` (${unit})`}`);
  return z
    .string()
    .regex(/^\d{1,9}$/, words)
    .transform(Number)
    .refine((value) => value >= min && value <= max, words)
    .default(fallback);
}

const port = (fallback: number) => whole(0, 65_535, '0 takes any free port', fallback);

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

const httpUrl = (words: string) => z.string().refine((text) => isUrl(text, ['http:', 'https:']), flag(words));

const databaseUrl = (neededWords: string) =>
  z
    .string(flag(neededWords))
    .refine((text) => isUrl(text, ['postgres:', 'postgresql:']), flag('must be a postgresql:// URL'));

const origin = httpUrl('must be an origin such as https://console.example.org').refine(
  (text) => !isUrl(text, ['http:', 'https:']) || new URL(text).origin === text,
  flag('must be an origin alone: scheme, host and port, without a path or a slash at the end'),
);

const roles = z
  .string()
  .transform((text) => text.split(',').map((role) => role.trim()))
  .refine(
    (list): list is ('api' | 'sender')[] =>
      list.every((role) => role === 'api' || role === 'sender') && new Set(list).size === list.length,
    flag('must be "api", "sender" or "api,sender"'),
  );

/**
 * Every setting of the server: its name, its form, its default and a sentence for whoever sets it. `.env.example` is
 * made from this.
 */
export const ENV_SCHEMA = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], flag('must be development, production or test'))
    .default('development')
    .describe('"production" refuses what is only fit for development: its keyring, its database server, its key.'),
  DATABASE_URL: databaseUrl('is needed: the URL of a PostgreSQL database (`npm start` brings its own)').describe(
    'The PostgreSQL database, by a role that owns no table. Without it `npm start` runs a server of its own, for development.',
  ),
  CODEWIRE_MIGRATION_DATABASE_URL: databaseUrl('')
    .optional()
    .describe('The same by the role that owns its tables: for `migration` and `seed` alone. DATABASE_URL if not set.'),
  CODEWIRE_DATABASE_POOL: whole(2, 200, 'connections', 20).describe('Most connections of one process.'),
  CODEWIRE_KEYRING_FILE: z
    .string(flag('is needed: the path of a keyring (`npm start` makes one for development)'))
    .describe('Keys outside the database; only its owner may read it. Make one: node bundle/cli.js keyring create.'),
  CODEWIRE_ROLES: roles
    .default(['api', 'sender'])
    .describe('What this process does: "api" answers requests, "sender" holds the links to carriers.'),
  CODEWIRE_API_HOST: z
    .string()
    .regex(/^[0-9A-Za-z.:_-]{1,253}$/, flag('must be an address or a host name of this machine'))
    .default('127.0.0.1')
    .describe('The address that /v1 listens on. Put a TLS proxy in front before it is any other than loopback.'),
  CODEWIRE_API_PORT: port(3000).describe('The port of /v1, /docs, /healthz, /readyz and /metrics.'),
  CODEWIRE_API_PUBLIC_URL: httpUrl('must be an http:// or https:// URL')
    .optional()
    .describe('Where client apps reach /v1, as the console and the documentation show it.'),
  CODEWIRE_ADMIN_API_PORT: port(3002).describe("The port of the console's API, always on 127.0.0.1."),
  CODEWIRE_CONSOLE_ORIGIN: origin
    .default('http://localhost:3001')
    .describe('Where operators open the console in their browsers.'),
  CODEWIRE_API_PROXIES: whole(0, 5, 'proxies', 0).describe(
    'How many reverse proxies stand before /v1. Each adds the address it was called from to X-Forwarded-For.',
  ),
  CODEWIRE_CONSOLE_PROXIES: whole(0, 5, 'proxies', 0).describe(
    'The same for the console, not counting the console itself.',
  ),
  CODEWIRE_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], flag('must be debug, info, warn, error or silent'))
    .default('info')
    .describe('The least important lines that are still written.'),
  CODEWIRE_RETENTION_MESSAGES_DAYS: whole(30, 400, 'days', 90).describe('How long messages and numbers are kept.'),
  CODEWIRE_LEASE_MS: whole(500, 60_000, 'milliseconds', 5_000).describe(
    'How long a sender holds a message without a sign of life.',
  ),
  CODEWIRE_LEASE_RENEW_MS: whole(100, 30_000, 'milliseconds', 1_000).describe(
    'How often it gives that sign; at most half of the lease.',
  ),
  CODEWIRE_POLL_MS: whole(20, 10_000, 'milliseconds', 500).describe(
    'How often the outbox is looked at when nobody calls.',
  ),
  CODEWIRE_GROUP_COMMIT_MS: whole(0, 100, 'milliseconds', 5).describe(
    'Least time between two commits of starts under load.',
  ),
  CODEWIRE_RIDE_ALONG_MS: whole(0, 1_000, 'milliseconds', 20).describe(
    'Longest wait of results and receipts for company in their commit.',
  ),
  CODEWIRE_SIMULATOR_SMPP_PORT: port(2775).describe('SMPP port of the simulated carrier (development).'),
  CODEWIRE_SIMULATOR_HTTP_PORT: port(2780).describe('HTTP port of its handsets (development).'),
});

export type EnvSettings = z.infer<typeof ENV_SCHEMA>;

/** Settings of the programs beside the server. One `.env` serves all, so their names are no mistake here. */
export const NEIGHBOUR_SETTINGS: Readonly<Record<string, { readonly fallback: string; readonly description: string }>> =
  {
    CODEWIRE_DATA_DIR: {
      fallback: '.codewire',
      description: 'Where `npm start` keeps its database, keyring and logs.',
    },
    CODEWIRE_CONSOLE_PORT: { fallback: '3001', description: 'The port of the console.' },
    CODEWIRE_SIMULATOR_RECEIPT_DELAY_MS: {
      fallback: '500',
      description: 'How long the simulated carrier waits before it reports a delivery.',
    },
    CODEWIRE_SIMULATOR_SYSTEM_ID: {
      fallback: '',
      description: 'The only account that may bind there; any if not set.',
    },
    CODEWIRE_SIMULATOR_PASSWORD: { fallback: '', description: 'The password of that account.' },
    CODEWIRE_SIMULATOR_KEEP: { fallback: '1', description: '0 makes the simulated carrier forget what it was sent.' },
    CODEWIRE_KEY: { fallback: '', description: 'Read by no program: the name that examples give to an API key.' },
  };
