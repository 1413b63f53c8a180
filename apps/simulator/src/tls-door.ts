import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { createServer, type Server as TlsServer, type TlsOptions } from 'node:tls';
import { createCertificates, type CertificateSet } from './certificates.js';
import { listen, stopListening } from './listening.js';
import type { Log } from './log.js';

export const SHOWN_CERTIFICATES = ['good', 'self_signed', 'expired', 'wrong_name'] as const;

export interface TlsSettings {
  certificate: (typeof SHOWN_CERTIFICATES)[number];
  /** Whether a peer without a certificate of our authority is refused. */
  client_certificate: 'ignored' | 'demanded';
  /** `1.1` is all that some old carriers speak. */
  highest_version: '1.1' | '1.2' | '1.3';
  /** Whether a peer that names no server is refused, as by a carrier with several names behind one address. */
  server_name: 'ignored' | 'demanded';
}

/** What a peer needs to trust this carrier, and to be trusted by it. */
export interface TlsTerms extends TlsSettings {
  port: number;
  ca: string;
  client: { certificate: string; key: string };
}

export interface TlsDoorDependencies {
  /** Takes each connection that is encrypted now. */
  open: (socket: Socket) => void;
  port: number;
  log: Log;
}

/**
 * The carrier's TLS listener, opened on first use: certificates and keys are made then. One plain listener hands its
 * sockets to the TLS server of the settings in force, so that changed settings rule the next connection on the same port.
 */
export class TlsDoor {
  readonly #uses: TlsDoorDependencies;
  readonly #listener: Server;
  #certificates: CertificateSet | null = null;
  #server: TlsServer | null = null;
  #opening: Promise<number> | null = null;

  constructor(uses: TlsDoorDependencies) {
    this.#uses = uses;
    this.#listener = createPlainServer((socket) => this.#server?.emit('connection', socket));
  }

  /** Opens the door, or changes what it shows. Throws a PortError when its port is taken. */
  async set(settings: TlsSettings): Promise<TlsTerms> {
    this.#certificates ??= createCertificates();
    this.#server = this.#serverFor(settings, this.#certificates);
    this.#opening ??= listen(this.#listener, this.#uses.port, 'CODEWIRE_SIMULATOR_TLS_PORT');
    const port = await this.#opening.catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    const { ca, client } = this.#certificates;
    const { certificate, key } = client;
    return { ...settings, port, ca, client: { certificate, key } };
  }

  close(): void {
    stopListening(this.#listener);
  }

  #serverFor(settings: TlsSettings, certificates: CertificateSet): TlsServer {
    const { certificate, key } = certificates[settings.certificate];
    const isDemanding = settings.client_certificate === 'demanded';
    const options = {
      cert: certificate,
      key,
      ca: certificates.ca,
      requestCert: isDemanding,
      rejectUnauthorized: isDemanding,
    };
    const server = createServer({ ...options, ...versionOptions(settings.highest_version) }, (socket) => {
      const { servername } = socket as unknown as { servername?: string | false };
      if (settings.server_name === 'demanded' && !servername) socket.destroy();
      else this.#uses.open(socket);
    });
    server.on('tlsClientError', (error) => this.#uses.log({ event: 'tls_failed', reason: error.message }));
    return server;
  }
}

function versionOptions(highest: TlsSettings['highest_version']): TlsOptions {
  if (highest === '1.3') return {};
  if (highest === '1.2') return { maxVersion: 'TLSv1.2' };
  // OpenSSL speaks it only at its lowest level of security.
  return { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
}
