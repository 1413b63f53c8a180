import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { onTestFinished } from 'vitest';
import { AUTHORITY } from './certificates.js';
import { RawPeer } from './raw-smsc.js';
import { until } from './until.js';

export interface TlsSmsc {
  port: number;
  /** The client's certificate by its subject; empty where it showed none. */
  clients: string[];
  peer(nth?: number): Promise<RawPeer>;
}

/** A carrier of raw bytes behind TLS; it ends with the test. */
export async function startTlsSmsc(options: tls.TlsOptions): Promise<TlsSmsc> {
  const peers: RawPeer[] = [];
  const sockets = new Set<net.Socket>();
  const clients: string[] = [];
  const server = tls.createServer({ ca: AUTHORITY, ...options }, (socket) => {
    const { CN = '' } = (socket.getPeerCertificate().subject ?? {}) as { CN?: string };
    clients.push(CN);
    peers.push(new RawPeer(socket));
  });
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: net.Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    const closed = once(server, 'close');
    server.close();
    await closed;
  });
  const { port } = server.address() as net.AddressInfo;
  return { clients, port, peer: (nth = 1) => until(() => peers[nth - 1], `no connection ${nth}`) };
}
