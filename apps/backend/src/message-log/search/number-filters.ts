import type { MessageFilters, NumberFilter, NumberFilterRequest } from '@codewire/contracts';
import { maskNumber, parsePhone } from '@codewire/otp';
import type { Queryable, Statement } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import type { Author } from '../../platform/author.js';
import { isId, newId } from '../../platform/ids.js';
import type { Keyring } from '../../platform/keyring.js';
import { numberRefusal } from '../../platform/number-refusal.js';
import type { NumberOwner } from '../../platform/sealed-number.js';
import { maskedNumber } from '../message.views.js';
import type { Looked, SoughtNumber } from './wanted.js';

const PREFIX = 'nfl';

const INSERT: Statement = {
  name: 'number_filter_insert',
  text: `insert into number_filter (id, number_hash, masked, author, created_at) values ($1, $2, $3, $4, statement_timestamp())`,
};

const FIND: Statement = {
  name: 'number_filter_find',
  text: `select id, masked, number_hash as hash from number_filter where id = $1`,
};

const NUMBER_OF: Statement = {
  name: 'number_filter_of_verification',
  text: `select number_hash as hash, number_sealed as "numberSealed", id as "verificationId",
      application_id as "applicationId"
    from verification where id = $1`,
};

type Row = NumberFilter & SoughtNumber;

interface Called extends NumberOwner {
  readonly hash: Buffer;
  readonly numberSealed: Buffer;
}

/**
 * Numbers that people look for. A number never stands in a URL: it is told once, kept as a keyed hash, and searched for
 * by the id of that. Whoever has the id learns of the number what a list shows: its last digits.
 */
export class NumberFilters {
  constructor(
    private readonly sql: Queryable,
    private readonly keyring: Keyring,
  ) {}

  async create(author: Author, { number, country }: NumberFilterRequest): Promise<NumberFilter> {
    const phone = parsePhone(number, country === undefined ? {} : { country });
    if (phone.kind === 'refused') throw numberRefusal(phone.reason);
    const [id, masked] = [newId(PREFIX), maskNumber(phone.number)];
    await this.sql.count(INSERT, [id, this.keyring.numberHash(phone.number), masked, author.name]);
    return { id, masked };
  }

  async read(id: string): Promise<NumberFilter> {
    const { masked } = await this.find(id);
    return { id, masked };
  }

  /** The number that a filter stands for. */
  async numberOf(id: string): Promise<SoughtNumber> {
    const { hash, masked } = await this.find(id);
    return { hash, masked };
  }

  /**
   * The number that filters name, by itself or by its verification; undefined when they can have no message. A filter
   * that is unknown is refused: it is gone after thirty days, and must not look as if nothing had been sent.
   */
  async lookUp({ number, verification }: Pick<MessageFilters, 'number' | 'verification'>): Promise<Looked | undefined> {
    const asked = number === undefined ? null : await this.numberOf(number);
    if (verification === undefined) return { number: asked };
    const [row] = isId('ver', verification) ? await this.sql.rows<Called>(NUMBER_OF, [verification]) : [];
    if (row === undefined || (asked !== null && !row.hash.equals(asked.hash))) return undefined;
    return { number: asked ?? { hash: row.hash, masked: maskedNumber(this.keyring, row) } };
  }

  private async find(id: string): Promise<Row> {
    const [row] = isId(PREFIX, id) ? await this.sql.rows<Row>(FIND, [id]) : [];
    if (row === undefined) throw new AppError('filter.not_found');
    return row;
  }
}
