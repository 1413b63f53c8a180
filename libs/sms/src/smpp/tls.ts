import { createHash } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import type { LinkTls } from './link.types.js';

/**
 * TLS 1.2 or later over a connected socket, with SNI and every check of the certificate. Throws when a certificate or a
 * key of ours cannot be read.
 */
export function secure(socket: net.Socket, host: string, settings: LinkTls): tls.TLSSocket {
  const serverName = settings.serverName ?? host;
  return tls.connect({
    socket,
    host: serverName,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    // RFC 6066 3: addresses are no server names. They are checked against the certificate all the same.
    ...(net.isIP(serverName) === 0 ? { servername: serverName } : {}),
    ...(settings.ca === undefined ? {} : { ca: settings.ca }),
    ...(settings.certificate === undefined ? {} : { cert: settings.certificate }),
    ...(settings.key === undefined ? {} : { key: settings.key }),
  });
}

/** SHA-256 of the peer's public key (SPKI) in hexadecimal (RFC 7469 2.4), empty when it has none. */
export function pinOf(socket: tls.TLSSocket): string {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return '';
  return createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** What OpenSSL or the system calls a failure. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** An alert may come after the handshake: in TLS 1.3 the server looks at our certificate last. */
export function isTlsFault(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');
}
