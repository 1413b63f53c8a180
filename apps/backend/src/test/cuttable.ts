import { createServer, createConnection, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A way to a PostgreSQL over TCP that can be cut as a network is: nothing arrives any more, and nobody is told. */
export interface Cuttable {
  readonly url: string;
  cut(): void;
  /** What was sent meanwhile arrives now. */
  heal(): void;
  close(): Promise<void>;
}

/** Stands between a client and the server of a test's database, which listens on a Unix socket. */
export async function openCuttable(databaseUrl: string): Promise<Cuttable> {
  const target = new URL(databaseUrl);
  const path = join(target.searchParams.get('host') ?? '', '.s.PGSQL.5432');
  const pairs = new Set<readonly [Socket, Socket]>();
  let isCut = false;
  const server = createServer((near) => {
    const pair = [near, createConnection({ path })] as const;
    pairs.add(pair);
    if (!isCut) connectPair(pair);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        // An end that the network hides from the other side stays hidden.
        if (!isCut) for (const other of pair) other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgresql://${target.username}@127.0.0.1:${port}${target.pathname}`,
    cut: () => {
      isCut = true;
      for (const pair of pairs) partPair(pair);
    },
    heal: () => {
      isCut = false;
      for (const pair of pairs) connectPair(pair);
    },
    close: async () => {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function connectPair([near, far]: readonly [Socket, Socket]): void {
  near.pipe(far);
  far.pipe(near);
}

function partPair([near, far]: readonly [Socket, Socket]): void {
  near.unpipe(far);
  far.unpipe(near);
}
