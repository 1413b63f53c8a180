/** What a person wants to know of a certificate. */
export interface Certificate {
  /** The common name it is for; its serial number where it has none. */
  readonly name: string;
  readonly until: Date;
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;
const VERSION = 0xa0;
const GENERALIZED_TIME = 0x18;
/** 2.5.4.3, as DER has it. */
const COMMON_NAME = '550403';

interface Value {
  readonly tag: number;
  readonly octets: Uint8Array;
}

/** Those in a PEM text, in their order. What cannot be read is left out: the backend says so when it is sent there. */
export function readCertificates(pem: string): Certificate[] {
  return [...pem.matchAll(PEM)].flatMap(([, base64 = '']) => {
    try {
      return [readCertificate(Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (letter) => letter.charCodeAt(0)))];
    } catch {
      return [];
    }
  });
}

/** RFC 5280 4.1: its first part has version, serial number, algorithm, issuer, validity and subject, in this order. */
function readCertificate(octets: Uint8Array): Certificate {
  const [whole] = valuesIn(octets);
  const [part] = valuesIn(whole!.octets);
  const fields = valuesIn(part!.octets);
  const [serial, , , validity, subject] = fields[0]?.tag === VERSION ? fields.slice(1) : fields;
  const until = valuesIn(validity!.octets)[1]!;
  return { name: commonNameOf(subject!) ?? hex(serial!.octets), until: timeOf(until) };
}

function commonNameOf({ octets }: Value): string | undefined {
  for (const set of valuesIn(octets)) {
    for (const attribute of valuesIn(set.octets)) {
      const [type, value] = valuesIn(attribute.octets);
      if (type && value && hex(type.octets) === COMMON_NAME) return new TextDecoder().decode(value.octets);
    }
  }
  return undefined;
}

/** RFC 5280 4.1.2.5: in UTC; of two digits for a year those from 50 on are of the last century. */
function timeOf({ tag, octets }: Value): Date {
  const text = new TextDecoder().decode(octets);
  const long = tag === GENERALIZED_TIME ? text : `${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text}`;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(long) ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(date.getTime())) throw new RangeError('not a time');
  return date;
}

/** The values that stand one after the other (ITU-T X.690 8.1), with lengths of up to four octets. */
function valuesIn(octets: Uint8Array): Value[] {
  const values: Value[] = [];
  for (let at = 0; at < octets.length;) {
    const tag = octets[at]!;
    const first = octets[at + 1]!;
    const more = first < 0x80 ? 0 : first & 0x7f;
    if (more > 4) throw new RangeError('not DER');
    let length = more === 0 ? first : 0;
    for (let n = 0; n < more; n += 1) length = length * 256 + octets[at + 2 + n]!;
    const start = at + 2 + more;
    if (start + length > octets.length) throw new RangeError('ends too early');
    values.push({ tag, octets: octets.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}

const hex = (octets: Uint8Array) => [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
