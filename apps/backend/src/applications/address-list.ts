import { BlockList, isIP, SocketAddress } from 'node:net';

const FAMILIES = {
  4: { name: 'ipv4', bits: 32 },
  6: { name: 'ipv6', bits: 128 },
} as const;
/** IPv4 in IPv6 (RFC 4291 2.5.5.2): the same machines under another spelling. */
const MAPPED = 0xffffn;
const MAPPED_BITS = 96;

interface Range {
  readonly version: 4 | 6;
  readonly network: bigint;
  readonly prefix: number;
}

/**
 * An address or a CIDR range in the one spelling it is stored in: host bits cleared, IPv6 as RFC 5952 writes it, a range
 * of one as the address alone. Undefined for anything else.
 */
export function canonicalRange(text: string): string | undefined {
  const range = readRange(text.trim());
  if (range === undefined) return undefined;
  const address = writeAddress(range);
  return range.prefix === FAMILIES[range.version].bits ? address : `${address}/${range.prefix}`;
}

/** The addresses from which a key may be used, made once from its ranges and asked at every request. */
export class AddressList {
  // One list would let IPv4 in by ::/0, which is written to mean IPv6.
  private readonly lists = { 4: new BlockList(), 6: new BlockList() } as const;

  constructor(ranges: readonly string[]) {
    for (const text of ranges) {
      const range = readRange(text);
      // A range that cannot be read lets nobody in: what is left of the list still holds.
      if (range === undefined) continue;
      this.lists[range.version].addSubnet(writeAddress(range), range.prefix, FAMILIES[range.version].name);
    }
  }

  /** What is no address is in no list. */
  has(address: string): boolean {
    // A link-local address names the interface it came by: fe80::1%eth0.
    const zone = address.indexOf('%');
    const bare = zone === -1 ? address : address.slice(0, zone);
    const version = isIP(bare);
    if (version === 4) return this.lists[4].check(bare, 'ipv4');
    // Of IPv4 in IPv6 the list of IPv4 knows by itself.
    return version === 6 && (this.lists[6].check(bare, 'ipv6') || this.lists[4].check(bare, 'ipv6'));
  }
}

function readRange(text: string): Range | undefined {
  const [, address = '', length] = /^([0-9A-Fa-f.:]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version !== 4 && version !== 6) return undefined;
  const { bits } = FAMILIES[version];
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return undefined;
  const value = version === 4 ? readIPv4(address) : readIPv6(address);
  const isMapped = version === 6 && prefix >= MAPPED_BITS && value >> 32n === MAPPED;
  return isMapped ? rangeOf(4, value & 0xffff_ffffn, prefix - MAPPED_BITS) : rangeOf(version, value, prefix);
}

function rangeOf(version: 4 | 6, value: bigint, prefix: number): Range {
  const host = BigInt(FAMILIES[version].bits - prefix);
  return { version, network: (value >> host) << host, prefix };
}

function readIPv4(address: string): bigint {
  return address.split('.').reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

function readIPv6(address: string): bigint {
  const tail = address.slice(address.lastIndexOf(':') + 1);
  const plain = tail.includes('.') ? address.slice(0, -tail.length) + hexGroups(readIPv4(tail), 2) : address;
  const [head = '', rest] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = rest === undefined || rest === '' ? [] : rest.split(':');
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function writeAddress({ version, network }: Range): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (network >> shift) & 255n).join('.');
  return new SocketAddress({ family: 'ipv6', address: hexGroups(network, 8) }).address;
}

function hexGroups(value: bigint, count: number): string {
  return Array.from({ length: count }, (_, place) => (value >> BigInt(16 * (count - 1 - place))) & 0xffffn)
    .map((group) => group.toString(16))
    .join(':');
}
