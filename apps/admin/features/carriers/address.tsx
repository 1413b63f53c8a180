import type { CarrierView } from '@codewire/contracts';

/** Where a carrier is reached. An address of version 6 stands in brackets before a port (RFC 3986 3.2.2). */
export function Address({ carrier: { host, port } }: { carrier: Pick<CarrierView, 'host' | 'port'> }) {
  return <bdi dir="ltr">{host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`}</bdi>;
}
