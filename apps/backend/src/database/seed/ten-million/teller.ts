import type { Purpose } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import { smscIdKey } from '@codewire/sms';
import type { RenderedText } from '@codewire/texts';
import { messageIdAt } from '../../../platform/ids.js';
import type { Keyring } from '../../../platform/keyring.js';
import { numberContext } from '../../../platform/sealed-number.js';
import { BulkSealer } from './bulk-sealer.js';
import { Draws } from './draws.js';
import { COUNTRY_OF, END_OF, EXPIRED, FATE_OF, type End, type Fate } from './fates.js';
import type { Value } from './rows.js';
import type { AllRows } from './tables.js';

/** What a message is told of its text. */
type Text = Pick<RenderedText, 'templateVersionId' | 'encoding' | 'segments'> & { readonly body: Buffer };

export interface Cast {
  readonly keyring: Keyring;
  readonly applications: readonly { readonly id: string; readonly sender: string; readonly policyVersion: number }[];
  readonly carrierIds: readonly string[];
  readonly render: (
    applicationId: string,
    purpose: Purpose,
    language: string,
  ) => Omit<Text, 'body'> & { readonly body: string };
  /** How many different people there are. */
  readonly people: number;
  /** When the rows are told: nothing of them is later, and parts of what is older than three days are left out. */
  readonly endMs: number;
}

const LIFE_MS = 600_000;
const MOST_CHECKS = 5;
const MOST_SENDS = 5;
const CODE_LENGTH = 6;
const ID_LENGTH = 22;
/** Of a message's id: what its time leaves to chance. */
const RANDOM_LENGTH = 14;
/** Ids of carriers' answers are looked for so long. */
const PARTS_MS = 72 * 3_600_000;

interface Person {
  readonly number: PhoneNumber;
  readonly hash: Buffer;
  readonly country: string;
  readonly prefix: string;
  readonly range: string;
  readonly language: string;
}

/** A verification with its message as they stand in the tables. */
interface Told {
  readonly at: number;
  readonly id: string;
  readonly verificationId: string;
  readonly application: Cast['applications'][number];
  readonly carrierId: string | null;
  readonly person: Person;
  readonly purpose: Purpose;
  readonly fate: Fate;
  readonly end: End;
  readonly sealed: Buffer;
  readonly salt: Buffer;
  readonly submittedMs: number | null;
  readonly endedMs: number | null;
  readonly verifiedMs: number;
}

const pick = <One>(list: readonly One[]): One => list[Math.floor(Math.random() * list.length)] as One;

/** Maps in maps: a name that is joined from its parts would be hashed anew at every look. */
function within<Inner>(maps: Map<string, Map<string, Inner>>, name: string): Map<string, Inner> {
  const known = maps.get(name);
  if (known !== undefined) return known;
  const made = new Map<string, Inner>();
  maps.set(name, made);
  return made;
}

/** Makes up messages and all that hangs on each: as rows, in the order of its columns, for every table. */
export class Teller {
  private readonly people: (Person | undefined)[];
  private readonly texts = new Map<string, Map<string, Map<string, Text>>>();
  private readonly draws = new Draws();
  private readonly sealer: BulkSealer;

  constructor(private readonly cast: Cast) {
    this.people = Array.from<Person | undefined>({ length: cast.people });
    this.sealer = new BulkSealer(cast.keyring.sealKey(), this.draws);
  }

  /** Adds the rows of a message that began then. */
  tell(at: number, rows: AllRows): void {
    const told = this.makeUp(at);
    const text = this.textOf(told);
    rows.verification.add(this.verification(told));
    rows.verification_search.add(this.verificationCopy(told));
    rows.message.add(this.message(told, text));
    rows.message_search.add(this.messageCopy(told, text));
    this.tellAttempts(told, rows);
  }

  private makeUp(at: number): Told {
    const { applications, carrierIds } = this.cast;
    // The first of several is asked most.
    const application = applications[Math.floor(Math.random() ** 2 * applications.length)] ?? applications[0]!;
    const fate = pick(FATE_OF);
    const person = this.person(Math.floor(Math.random() * this.cast.people));
    const verificationId = this.newId('ver_');
    const owner = { verificationId, applicationId: application.id };
    const submittedMs =
      fate.attempts === 0 ? null : at + 12 + Math.floor(Math.random() * 60) + (fate.attempts - 1) * 1_100;
    const endedMs = endOf(fate, at, submittedMs);
    // Without a text nobody has a code to type in.
    const end = fate.status === 'delivered' || fate.status === 'submitted' ? pick(END_OF) : EXPIRED;
    return {
      at,
      id: messageIdAt(at).slice(0, -RANDOM_LENGTH) + this.draws.text(RANDOM_LENGTH),
      verificationId,
      application,
      carrierId: fate.attempts === 0 ? null : carrierIds[Math.floor(Math.random() ** 2 * carrierIds.length)]!,
      person,
      purpose: Math.random() < 0.7 ? 'verification' : 'login',
      fate,
      end,
      sealed: this.sealer.seal(person.number, numberContext(owner)),
      salt: this.draws.octets(16),
      submittedMs: fate.status === 'failed' ? null : submittedMs,
      endedMs,
      verifiedMs: verifiedAt({ at, end, endedMs }),
    };
  }

  private person(index: number): Person {
    return (this.people[index] ??= this.meet());
  }

  private meet(): Person {
    const { country, prefix, digits, language } = pick(COUNTRY_OF);
    const rest = digits - prefix.length;
    const number = `+${prefix}${String(Math.floor(Math.random() * 10 ** rest)).padStart(rest, '0')}` as PhoneNumber;
    const hash = this.cast.keyring.numberHash(number);
    return { number, hash, country, prefix, range: prefix.slice(-4), language };
  }

  private newId(prefix: string): string {
    return prefix + this.draws.text(ID_LENGTH);
  }

  private textOf({ application, purpose, person }: Told): Text {
    const texts = within(within(this.texts, application.id), purpose);
    const known = texts.get(person.language);
    if (known !== undefined) return known;
    const { body, ...rest } = this.cast.render(application.id, purpose, person.language);
    const made = { ...rest, body: Buffer.from(body) };
    texts.set(person.language, made);
    return made;
  }

  private verification(told: Told): Value[] {
    const { application, person, end } = told;
    return [
      told.verificationId,
      application.id,
      application.policyVersion,
      this.cast.keyring.currentKeyId,
      told.salt,
      told.sealed,
      person.hash,
      person.country,
      person.range,
      false,
      told.purpose,
      person.language,
      'requested',
      end.status,
      end.checks,
      1,
      told.id,
      told.at,
      told.at + LIFE_MS,
      told.verifiedMs,
    ];
  }

  private verificationCopy(told: Told): Value[] {
    const { application, person, end } = told;
    return [
      told.verificationId,
      application.id,
      person.hash,
      person.country,
      told.purpose,
      person.language,
      end.status,
      end.checks,
      MOST_CHECKS,
      1,
      MOST_SENDS,
      told.id,
      told.at,
      told.at + LIFE_MS,
      told.verifiedMs,
      this.cast.endMs,
    ];
  }

  private message(told: Told, text: Text): Value[] {
    const { application, person, fate } = told;
    return [
      told.id,
      told.verificationId,
      application.id,
      told.sealed,
      person.country,
      person.prefix,
      true,
      person.language,
      'requested',
      text.templateVersionId,
      application.sender,
      text.body,
      text.encoding,
      text.segments,
      this.cast.keyring.currentKeyId,
      told.salt,
      CODE_LENGTH,
      0,
      fate.status,
      fate.error ?? null,
      told.carrierId,
      fate.attempts,
      fate.attempts,
      told.at,
      told.at + LIFE_MS,
      told.submittedMs,
      told.endedMs,
    ];
  }

  private messageCopy(told: Told, text: Text): Value[] {
    const { application, person, fate } = told;
    return [
      told.id,
      told.verificationId,
      application.id,
      person.hash,
      person.country,
      person.language,
      told.purpose,
      text.templateVersionId,
      told.carrierId,
      application.sender,
      text.encoding,
      text.segments,
      fate.attempts,
      fate.status,
      fate.error ?? null,
      errorCodeOf(fate),
      told.at,
      told.submittedMs,
      told.endedMs,
      fate.status === 'delivered' && told.endedMs !== null ? told.endedMs - told.at : null,
      fate.status === 'submitted',
      this.cast.endMs,
    ];
  }

  private tellAttempts(told: Told, rows: AllRows): void {
    const { id, at, fate, carrierId } = told;
    if (fate.attempts === 0) return;
    const answered = told.submittedMs ?? told.endedMs ?? at;
    if (fate.attempts === 2) {
      rows.attempt.add([id, 1, carrierId, 'refused', 'ESME_RTHROTTLED', 0x58, at + 5, at + 30]);
    }
    const isTaken = fate.commandStatus === undefined;
    const last = [isTaken ? 'submitted' : 'refused', isTaken ? null : (fate.error ?? null), fate.commandStatus ?? null];
    rows.attempt.add([id, fate.attempts, carrierId, ...last, answered - 10, answered]);
    if (isTaken) this.tellAnswer(told, rows);
  }

  /** What the carrier called it, and its receipt. */
  private tellAnswer({ id, at, fate, carrierId, endedMs }: Told, rows: AllRows): void {
    const smscId = this.draws.hex(16);
    const key = smscIdKey(smscId);
    if (this.cast.endMs - at < PARTS_MS) {
      const state = fate.receiptError === undefined ? null : fate.status;
      rows.attempt_part.add([carrierId, key, id, fate.attempts, 1, 1, smscId, state]);
    }
    if (fate.receiptError === undefined || endedMs === null) return;
    const said = [fate.status, fate.receiptError, endedMs];
    rows.receipt.add([this.newId('rcp_'), carrierId, key, smscId, ...said, id, fate.attempts, 1]);
  }
}

/** From the accept to the receipt: most within seconds, some within minutes, as carriers do. */
function endOf(fate: Fate, at: number, submittedMs: number | null): number | null {
  if (fate.status === 'submitted') return null;
  if (fate.status === 'expired' || submittedMs === null) return at + LIFE_MS;
  if (fate.status === 'failed') return submittedMs;
  const seconds = Math.exp(1.1 + 0.7 * (Math.random() + Math.random() + Math.random() - 1.5) * 2);
  return submittedMs + Math.floor(seconds * 1_000);
}

const errorCodeOf = ({ status, commandStatus, receiptError }: Fate): string | null => {
  if (commandStatus !== undefined) return `0x${commandStatus.toString(16).toUpperCase().padStart(8, '0')}`;
  return status === 'delivered' ? null : (receiptError ?? null);
};

function verifiedAt({ at, end, endedMs }: Pick<Told, 'at' | 'end' | 'endedMs'>): number {
  if (end.status === 'expired') return at + LIFE_MS;
  return Math.min((endedMs ?? at + 3_000) + 4_000 + Math.floor(Math.random() * 40_000), at + LIFE_MS - 1);
}
