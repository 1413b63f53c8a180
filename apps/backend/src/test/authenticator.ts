import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** What a real authenticator would never do, for tests of what happens then. */
export interface Cheat {
  readonly origin?: string;
  readonly counter?: number;
  readonly isVerified?: boolean;
  readonly challenge?: string;
  readonly userHandle?: string;
}

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

type Json = Record<string, unknown>;

/** An authenticator in software with one discoverable passkey: WebAuthn Level 3, ES256, no attestation. */
export class Authenticator {
  readonly credentialId = randomBytes(32);
  counter = 0;
  private readonly privateKey: KeyObject;
  private readonly publicKey: Buffer;
  private userHandle = '';

  constructor(private readonly origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    this.publicKey = coseKey(publicKey);
  }

  /** `navigator.credentials.create()` */
  create(given: Json, cheat: Cheat = {}): Json {
    const options = given as unknown as Options;
    this.userHandle = options.user!.id;
    const credential = Buffer.concat([
      Buffer.alloc(16),
      uint(this.credentialId.length, 2),
      this.credentialId,
      this.publicKey,
    ]);
    const authData = this.authData(options.rp!.id, cheat, credential);
    const clientData = this.clientData('webauthn.create', options, cheat);
    return this.credential({
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: attestationObject(authData).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** `navigator.credentials.get()` */
  get(given: Json, cheat: Cheat = {}): Json {
    const options = given as unknown as Options;
    this.counter += 1;
    const authData = this.authData(options.rpId!, cheat);
    const clientData = this.clientData('webauthn.get', options, cheat);
    const signed = Buffer.concat([authData, sha256(clientData)]);
    return this.credential({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.privateKey).toString('base64url'),
      userHandle: cheat.userHandle ?? this.userHandle,
    });
  }

  private credential(response: Json): Json {
    const id = this.credentialId.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  private clientData(type: string, { challenge }: Options, cheat: Cheat): Buffer {
    const data = { type, challenge, origin: this.origin, crossOrigin: false };
    const { origin = data.origin, challenge: other = challenge } = cheat;
    return Buffer.from(JSON.stringify({ ...data, origin, challenge: other }));
  }

  private authData(rpId: string, { counter = this.counter, isVerified = true }: Cheat, credential?: Buffer): Buffer {
    const flags = USER_PRESENT | (isVerified ? USER_VERIFIED : 0) | (credential ? HAS_CREDENTIAL : 0);
    return Buffer.concat([
      sha256(Buffer.from(rpId)),
      Buffer.from([flags]),
      uint(counter, 4),
      credential ?? Buffer.alloc(0),
    ]);
  }
}

/** A map in CBOR (RFC 8949): `{ 1: 2, 3: -7, -1: 1, -2: x, -3: y }`, which says EC2, ES256, P-256. */
function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' });
  const coordinate = (label: number, value: string | undefined) =>
    Buffer.concat([Buffer.from([label, 0x58, 32]), Buffer.from(value!, 'base64url')]);
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]),
    coordinate(0x21, x),
    coordinate(0x22, y),
  ]);
}

/** `{ fmt: 'none', attStmt: {}, authData }` in CBOR. */
function attestationObject(authData: Buffer): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
  const octets = Buffer.concat([Buffer.from([0x59]), uint(authData.length, 2), authData]);
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    octets,
  ]);
}

function uint(value: number, bytes: number): Buffer {
  const octets = Buffer.alloc(bytes);
  octets.writeUIntBE(value, 0, bytes);
  return octets;
}

function sha256(octets: Buffer): Buffer {
  return createHash('sha256').update(octets).digest();
}
