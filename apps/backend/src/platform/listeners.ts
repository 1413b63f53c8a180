import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config/config.js';
import { markAdminRequest } from './doors.js';
import { answerBrokenRequest, createLimitedServer } from './http-server.js';

const SWEEP_MS = 25;

export interface OpenPorts {
  readonly apiPort: number;
  /** Undefined on a process without the `api` role. */
  readonly adminPort: number | undefined;
}

/** The two sockets of one application: the public one and the console's, which is on loopback whatever is set. */
export class Listeners {
  private route: RequestListener = (_request, response) => void response.writeHead(503).end();

  readonly api = createLimitedServer((request, response) => this.route(request, response));

  readonly admin = createLimitedServer((request, response) => {
    markAdminRequest(request);
    this.route(request, response);
  }).on('clientError', answerBrokenRequest);

  /** Both doors lead to this router from now on. Returns the server that the framework is to call its own. */
  attach(route: RequestListener): Server {
    this.route = route;
    return this.api;
  }

  /** `openApi` is the framework's own way to listen. Throws with words for the operator; nothing stays open then. */
  async open(
    { api, admin, roles }: Config,
    openApi: (port: number, host: string) => Promise<unknown>,
  ): Promise<OpenPorts> {
    await openApi(api.port, api.host).catch((error: unknown) => {
      throw explain(error, { what: `the API on ${api.host}`, port: api.port, variable: 'CODEWIRE_API_PORT' });
    });
    const apiPort = portOf(this.api);
    if (!roles.includes('api')) return { apiPort, adminPort: undefined };
    try {
      this.admin.listen(admin.port, '127.0.0.1');
      await once(this.admin, 'listening');
    } catch (error) {
      await closeServer(this.api);
      throw explain(error, { what: "the console's API", port: admin.port, variable: 'CODEWIRE_ADMIN_API_PORT' });
    }
    return { apiPort, adminPort: portOf(this.admin) };
  }

  /** Takes no new connection; resolves when the last request is answered, or cuts what is left after `limitMs`. */
  async drain(limitMs: number): Promise<void> {
    const servers = [this.api, this.admin];
    const cut = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), limitMs);
    // A connection whose last answer went out after the close would idle until its keep-alive runs out.
    const sweep = setInterval(() => servers.forEach((server) => server.closeIdleConnections()), SWEEP_MS);
    await Promise.all(servers.map(closeServer));
    clearInterval(sweep);
    clearTimeout(cut);
  }
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function explain(error: unknown, { what, port, variable }: { what: string; port: number; variable: string }): Error {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Partial<Record<string, string>> = {
    EADDRINUSE: `Port ${port}, for ${what}, is taken. Stop what listens there, or set ${variable} to another port.`,
    EACCES: `Port ${port}, for ${what}, needs rights this process does not have. Set ${variable} to a port above 1023.`,
    EADDRNOTAVAIL: `This machine has no such address, for ${what}. Set CODEWIRE_API_HOST to one of its own.`,
  };
  return new Error(words[code ?? ''] ?? `Nothing can listen on port ${port}, for ${what} (${code}).`, { cause: error });
}
