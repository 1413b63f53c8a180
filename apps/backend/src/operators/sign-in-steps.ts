import type { Queryable, Statement } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import type { Keyring } from '../platform/keyring.js';
import { hashToken, newSecretToken } from './secret-token.js';
import type { SignInStepEntity } from './sign-in-step.entity.js';

type Kind = SignInStepEntity['kind'];

export interface Step {
  /** Null where nobody is known yet. */
  readonly operatorId: string | null;
  /** What must not be read in the database: challenges, a seed that is not a factor yet. */
  readonly detail: Readonly<Record<string, string>>;
}

const MINUTES = 5;

const OPEN: Statement = {
  name: 'sign_in_step_open',
  text: `insert into sign_in_step (ticket_hash, kind, operator_id, detail_sealed, expires_at)
    values ($1, $2, $3, $4, statement_timestamp() + interval '${MINUTES} min')`,
};

const ROW = `operator_id as "operatorId", detail_sealed as "detailSealed"`;

const FIND: Statement = {
  name: 'sign_in_step_find',
  text: `select ${ROW} from sign_in_step
    where ticket_hash = $1 and kind = $2 and expires_at > statement_timestamp()`,
};

const TAKE: Statement = {
  name: 'sign_in_step_take',
  text: `delete from sign_in_step
    where ticket_hash = $1 and kind = $2 and expires_at > statement_timestamp() returning ${ROW}`,
};

/** What lies between two steps of a sign-in, under a ticket that only the browser has. It dies with its use. */
export class SignInSteps {
  constructor(private readonly keyring: Keyring) {}

  /** Returns the ticket. */
  async open(sql: Queryable, kind: Kind, { operatorId, detail }: Step): Promise<string> {
    const { token, hash } = newSecretToken();
    await sql.count(OPEN, [hash, kind, operatorId, this.keyring.encrypt(JSON.stringify(detail), contextOf(hash))]);
    return token;
  }

  /** Leaves it as it is. Throws `auth.ticket_expired`. */
  find(sql: Queryable, kind: Kind, ticket: string): Promise<Step> {
    return this.read(sql, FIND, kind, ticket);
  }

  /** Uses it: of many that try at once, one gets it, the others `auth.ticket_expired`. */
  take(sql: Queryable, kind: Kind, ticket: string): Promise<Step> {
    return this.read(sql, TAKE, kind, ticket);
  }

  private async read(sql: Queryable, statement: Statement, kind: Kind, ticket: string): Promise<Step> {
    const hash = hashToken(ticket);
    const [row] = await sql.rows<Pick<SignInStepEntity, 'operatorId' | 'detailSealed'>>(statement, [hash, kind]);
    if (row === undefined || row.detailSealed === null) throw new AppError('auth.ticket_expired');
    const detail = JSON.parse(this.keyring.decrypt(row.detailSealed, contextOf(hash))) as Step['detail'];
    return { operatorId: row.operatorId, detail };
  }
}

function contextOf(ticketHash: Buffer): string {
  return `sign_in_step.detail|${ticketHash.toString('hex')}`;
}
