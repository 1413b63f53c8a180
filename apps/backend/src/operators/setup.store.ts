import type { Queryable, Statement, Tx } from '../database/sql.js';

/** How long a token can be used, and how often it may be tried in all. */
const TOKEN_MINUTES = 60;
const TOKEN_ATTEMPTS = 10;
/** How long the browser that showed the token can make the owner. */
const CLAIM_MINUTES = 60;

export interface Progress {
  /** Nobody has become an owner with a second factor yet. */
  readonly isOpen: boolean;
  readonly isFinished: boolean;
  /** The browser that asks has shown the token. */
  readonly isClaimed: boolean;
  readonly ownerId: string | null;
}

const IS_OPEN = `finished_at is null
  and not exists (select from operator where role = 'owner' and enrolled_at is not null)`;

const ISSUE: Statement = {
  name: 'setup_issue_token',
  text: `update setup set token_hash = $1, attempts_left = ${TOKEN_ATTEMPTS},
      token_expires_at = statement_timestamp() + interval '${TOKEN_MINUTES} min'
    where id = 1 and ${IS_OPEN}`,
};

// The attempt is spent in the statement that compares. The right token is of no more use after it.
const CLAIM: Statement = {
  name: 'setup_claim',
  text: `update setup set attempts_left = attempts_left - 1,
      token_hash = case when token_hash = $1 then null else token_hash end,
      claim_hash = case when token_hash = $1 then $2 else claim_hash end,
      claim_expires_at = case when token_hash = $1
        then statement_timestamp() + interval '${CLAIM_MINUTES} min' else claim_expires_at end
    where id = 1 and attempts_left > 0 and token_expires_at > statement_timestamp() and ${IS_OPEN}
    returning claim_hash is not distinct from $2 as "isClaimed"`,
};

const READ: Statement = {
  name: 'setup_read',
  text: `select ${IS_OPEN} as "isOpen", finished_at is not null as "isFinished", owner_id as "ownerId",
      coalesce(claim_hash = $1 and claim_expires_at > statement_timestamp(), false) as "isClaimed"
    from setup where id = 1`,
};

// One who has a second factor by now stays.
const FORGET_OWNER: Statement = {
  name: 'setup_forget_owner',
  text: `delete from operator o using setup s where s.id = 1 and o.id = s.owner_id and o.enrolled_at is null`,
};

const NAME_OWNER: Statement = {
  name: 'setup_name_owner',
  text: `update setup set owner_id = $2
    where id = 1 and claim_hash = $1 and claim_expires_at > statement_timestamp() and ${IS_OPEN}`,
};

const FINISH: Statement = {
  name: 'setup_finish',
  text: `update setup set finished_at = statement_timestamp(), token_hash = null, claim_hash = null
    where id = 1 and finished_at is null`,
};

/** A fresh token in place of the one before; false when there is an owner already. */
export async function issueSetupToken(sql: Queryable, tokenHash: Buffer): Promise<boolean> {
  return (await sql.count(ISSUE, [tokenHash])) === 1;
}

/** Spends an attempt. False when the token is wrong, was used, has run out or has no attempts left. */
export async function claimSetup(sql: Queryable, tokenHash: Buffer, claimHash: Buffer): Promise<boolean> {
  const [tried] = await sql.rows<{ isClaimed: boolean }>(CLAIM, [tokenHash, claimHash]);
  return tried?.isClaimed === true;
}

export async function readProgress(sql: Queryable, claimHash: Buffer | null): Promise<Progress> {
  const [progress] = await sql.rows<Progress>(READ, [claimHash]);
  if (progress === undefined) throw new Error('the row of the first run is missing');
  return progress;
}

/** Notes whom the browser with that claim makes the owner; whoever was half made before is forgotten. False: not its turn. */
export async function nameOwner(tx: Tx, claimHash: Buffer, ownerId: string): Promise<boolean> {
  const [, named] = await Promise.all([tx.count(FORGET_OWNER), tx.count(NAME_OWNER, [claimHash, ownerId])]);
  return named === 1;
}

/** False when it was finished before. */
export async function finishSetup(tx: Tx): Promise<boolean> {
  return (await tx.count(FINISH)) === 1;
}
