/** The only reader of the environment in the console. Read at run time: one build serves every deployment. */
export interface ConsoleConfig {
  /** Where the backend's admin listener answers, always on this machine. */
  readonly adminApiOrigin: string;
  /** Where operators open the console. */
  readonly consoleOrigin: URL;
  /** Host headers that are this console; any other is a rebinding attempt. */
  readonly allowedHosts: ReadonlySet<string>;
  readonly isDevelopment: boolean;
  /** Whether languages that nobody speaks can be chosen: while developing and in tests. */
  readonly hasPseudoLocales: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_ADMIN_API_PORT = 3002;
const DEFAULT_ORIGIN = 'http://localhost:3001';

/** Throws an Error naming the variable when a value cannot be used. */
export function parseConfig(env: Environment): ConsoleConfig {
  const consoleOrigin = parseOrigin(env['CODEWIRE_CONSOLE_ORIGIN'] ?? DEFAULT_ORIGIN);
  const localPorts = [consoleOrigin.port, env['PORT'] ?? ''].filter((port) => port !== '');
  return Object.freeze({
    adminApiOrigin: `http://127.0.0.1:${parsePort(env['CODEWIRE_ADMIN_API_PORT'] ?? String(DEFAULT_ADMIN_API_PORT))}`,
    consoleOrigin,
    allowedHosts: new Set([
      consoleOrigin.host,
      ...localPorts.flatMap((port) => [`127.0.0.1:${port}`, `localhost:${port}`]),
    ]),
    isDevelopment: env['NODE_ENV'] === 'development',
    hasPseudoLocales: env['NODE_ENV'] === 'development' || env['CODEWIRE_CONSOLE_PSEUDO_LOCALES'] === '1',
  });
}

let parsed: ConsoleConfig | undefined;

export function consoleConfig(): ConsoleConfig {
  parsed ??= parseConfig(process.env);
  return parsed;
}

function parseOrigin(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== value.replace(/\/$/, '')) {
    throw new Error('CODEWIRE_CONSOLE_ORIGIN must be an origin such as https://console.example.com');
  }
  return url;
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port < 1 || port > 65535) {
    throw new Error('CODEWIRE_ADMIN_API_PORT must be a port between 1 and 65535');
  }
  return port;
}
