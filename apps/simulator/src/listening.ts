import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** A port that cannot be listened on. The message names the port and the variable that sets it. */
export class PortError extends Error {
  constructor(port: number, variable: string, code: string | undefined) {
    const reason = code === 'EADDRINUSE' ? 'is already in use' : `cannot be opened (${code ?? 'unknown error'})`;
    super(`Port ${port} on ${LOOPBACK} ${reason}. Free it, or set ${variable} to another one (0 = any free port).`);
  }
}

/** Listens on loopback and answers the port in use. Throws a PortError when the port cannot be had. */
export async function listen(server: Server, port: number, variable: string): Promise<number> {
  server.listen(port, LOOPBACK);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new PortError(port, variable, (error as NodeJS.ErrnoException).code);
  }
  return (server.address() as AddressInfo).port;
}

/** Stops taking connections at once; those that are up are not touched. */
export function stopListening(server: Server): void {
  if (server.listening) server.close();
}
