import { isDeepStrictEqual } from 'node:util';
import type { CarrierSettings, CarrierStatus, CarrierTest } from '@codewire/contracts';
import type { AuditLog, Deed } from '../audit/audit-log.js';
import type { Sql, Tx } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { newId } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import { accountOf } from './carrier-account.js';
import type { CarrierCheck } from './carrier-check.js';
import {
  changeCarrier,
  deleteCarrier,
  isNameTaken,
  restorePassword,
  setCarrierStatus,
  swapPassword,
} from './carrier-setup.js';
import { findTlsFault, fingerprintsOf, type TlsField } from './carrier-tls.js';
import { CarrierStore, openTlsKey, passwordContext, tlsKeyContext, type Carrier } from './carrier.store.js';
import { rebindsOf } from './rebinds.js';

/** What an operator sets, but for the secrets. */
export type CarrierAccount = Pick<
  Carrier,
  'name' | 'host' | 'port' | 'systemId' | 'systemType' | 'binds' | 'windowSize' | 'tps' | 'settings'
>;

export interface NewCarrier extends CarrierAccount {
  readonly password: string;
  /** PEM; null: none. */
  readonly tlsKey: string | null;
}

/** What is left out stays as it is. */
export interface CarrierChanges extends Partial<CarrierAccount> {
  readonly tlsKey?: string | null;
}

type Unknown = { readonly kind: 'unknown' };
type Simulated = { readonly kind: 'simulated' };
type NameTaken = { readonly kind: 'name_taken' };
type TlsInvalid = { readonly kind: 'tls_invalid'; readonly field: TlsField };
/** It has another version by now. */
type ChangedMeanwhile = { readonly kind: 'changed_meanwhile' };
type TestFailed = { readonly kind: 'test_failed'; readonly test: CarrierTest };
/** This keyring opens none of its secrets. */
type SealedOtherwise = { readonly kind: 'sealed_otherwise' };
type NotKept = { readonly kind: 'not_kept' };
type InUse = { readonly kind: 'in_use' };

export type CreateCarrierOutcome = { readonly kind: 'made'; readonly id: string } | NameTaken | TlsInvalid;
export type ChangeCarrierOutcome =
  | { readonly kind: 'changed'; readonly rebinds: number[]; readonly carrier: Carrier }
  | ChangedMeanwhile
  | NameTaken
  | TlsInvalid
  | Simulated
  | Unknown;
export type RotatePasswordOutcome =
  { readonly kind: 'rotated' } | TestFailed | SealedOtherwise | ChangedMeanwhile | Simulated | Unknown;
export type RestorePasswordOutcome = { readonly kind: 'restored' } | NotKept | Simulated | Unknown;
export type DeleteCarrierOutcome = { readonly kind: 'deleted' } | InUse | Simulated | Unknown;
/** Why nothing was changed. */
export type CarrierRefusal = Exclude<
  CreateCarrierOutcome | ChangeCarrierOutcome | RotatePasswordOutcome | RestorePasswordOutcome | DeleteCarrierOutcome,
  { readonly kind: 'made' | 'changed' | 'rotated' | 'restored' | 'deleted' }
>;

export interface CarriersOptions {
  readonly sql: Sql;
  readonly audit: AuditLog;
  readonly keyring: Keyring;
  readonly check: CarrierCheck;
  readonly nowMs: () => number;
}

/** Makes, changes and removes carriers. Each change is in the audit, and is known to every node within a second. */
export class Carriers {
  constructor(private readonly use: CarriersOptions) {}

  /** Disabled: a test and a route come first. */
  create(author: Author, { password, tlsKey, ...account }: NewCarrier): Promise<CreateCarrierOutcome> {
    const field = findTlsFault(account.settings.tls, tlsKey);
    if (field !== undefined) return Promise.resolve({ kind: 'tls_invalid', field });
    const { sql, keyring } = this.use;
    const id = newId('car');
    return sql.transaction(async (tx) => {
      if (await isNameTaken(tx, account.name, null)) return { kind: 'name_taken' };
      const passwordSealed = keyring.encrypt(password, passwordContext(id));
      const tlsKeySealed = this.sealKey(id, tlsKey);
      await new CarrierStore(tx).insertCarrier({
        ...account,
        id,
        passwordSealed,
        tlsKeySealed,
        isSimulated: false,
        status: 'disabled',
      });
      const secrets = { password: 'changed', ...(tlsKey !== null && { tls_key: 'changed' }) };
      await this.note(tx, author, { id, name: account.name }, 'carrier.created', {
        after: { ...factsOf(account), ...secrets },
      });
      return { kind: 'made', id };
    });
  }

  /** All of it or nothing. With `isDryRun` nothing, but the answer is the same. */
  change(
    author: Author,
    id: string,
    { madeFrom, isDryRun, ...changes }: CarrierChanges & { readonly madeFrom: number; readonly isDryRun: boolean },
  ): Promise<ChangeCarrierOutcome> {
    return this.use.sql.transaction(async (tx) => {
      const { name } = changes;
      if (name !== undefined && (await isNameTaken(tx, name, id))) return { kind: 'name_taken' };
      const before = await new CarrierStore(tx).hold(id);
      if (before === undefined) return { kind: 'unknown' };
      if (before.isSimulated) return { kind: 'simulated' };
      if (before.version !== madeFrom) return { kind: 'changed_meanwhile' };
      const after = this.merge(before, changes);
      const field = this.tlsFaultOf(after, changes);
      if (field !== undefined) return { kind: 'tls_invalid', field };
      const rebinds = rebindsOf(before, after);
      if (!isDryRun) await this.write(tx, author, before, after);
      return { kind: 'changed', rebinds, carrier: after };
    });
  }

  /** Pausing and going on need no version: whoever stops what goes wrong must not be told to look again first. */
  setStatus(author: Author, id: string, status: CarrierStatus): Promise<{ readonly kind: 'set' } | Unknown> {
    return this.use.sql.transaction(async (tx) => {
      const before = await new CarrierStore(tx).hold(id);
      if (before === undefined) return { kind: 'unknown' };
      if (await setCarrierStatus(tx, id, status)) {
        const facts = { before: { status: before.status }, after: { status } };
        await this.note(tx, author, before, 'carrier.status_changed', facts);
      }
      return { kind: 'set' };
    });
  }

  /** A bind with the new password comes before it is taken; the one before is kept for 24 hours. */
  async rotatePassword(
    author: Author,
    id: string,
    { password, withoutTest }: { readonly password: string; readonly withoutTest: boolean },
  ): Promise<RotatePasswordOutcome> {
    const { sql, keyring, check } = this.use;
    const carrier = await new CarrierStore(sql).findCarrier(id);
    if (carrier === undefined) return { kind: 'unknown' };
    if (carrier.isSimulated) return { kind: 'simulated' };
    const passwordSealed = keyring.encrypt(password, passwordContext(id));
    if (!withoutTest) {
      const account = accountOf(keyring, { ...carrier, passwordSealed });
      if (account === undefined) return { kind: 'sealed_otherwise' };
      const test = await check(account);
      // A carrier that took the bind has taken the password, whatever came after it.
      if (test.steps.find(({ step }) => step === 'bind')?.outcome !== 'done') return { kind: 'test_failed', test };
    }
    return sql.transaction(async (tx) => {
      // What was tried is what is written: for another host the test would say nothing.
      if (!(await swapPassword(tx, carrier, passwordSealed))) return { kind: 'changed_meanwhile' };
      const facts = { after: { password: 'changed', is_tested: !withoutTest } };
      await this.note(tx, author, carrier, 'carrier.password_changed', facts);
      return { kind: 'rotated' };
    });
  }

  /** The two passwords change places, so that the way back has a way back. */
  restorePassword(author: Author, id: string): Promise<RestorePasswordOutcome> {
    return this.use.sql.transaction(async (tx) => {
      const carrier = await new CarrierStore(tx).hold(id);
      if (carrier === undefined) return { kind: 'unknown' };
      if (carrier.isSimulated) return { kind: 'simulated' };
      if (!(await restorePassword(tx, id))) return { kind: 'not_kept' };
      await this.note(tx, author, carrier, 'carrier.password_restored', { after: { password: 'changed' } });
      return { kind: 'restored' };
    });
  }

  delete(author: Author, id: string): Promise<DeleteCarrierOutcome> {
    return this.use.sql.transaction(async (tx) => {
      const carrier = await new CarrierStore(tx).findCarrier(id);
      if (carrier === undefined) return { kind: 'unknown' };
      if (carrier.isSimulated) return { kind: 'simulated' };
      if (!(await deleteCarrier(tx, id, this.use.nowMs()))) return { kind: 'in_use' };
      await this.note(tx, author, carrier, 'carrier.deleted', { before: factsOf(carrier) });
      return { kind: 'deleted' };
    });
  }

  private merge(before: Carrier, { tlsKey, ...account }: CarrierChanges): Carrier {
    return { ...before, ...account, ...(tlsKey !== undefined && { tlsKeySealed: this.sealKey(before.id, tlsKey) }) };
  }

  /** What nobody touched is not looked at again: an old certificate must not stand in the way of a new name. */
  private tlsFaultOf(after: Carrier, { settings, tlsKey }: CarrierChanges): TlsField | undefined {
    if (settings === undefined && tlsKey === undefined) return undefined;
    const key = openTlsKey(this.use.keyring, after);
    return key === undefined ? 'tls_key' : findTlsFault(after.settings.tls, key);
  }

  private async write(tx: Tx, author: Author, before: Carrier, after: Carrier): Promise<void> {
    const [was, is] = differences(factsOf(before), factsOf(after));
    const isOtherKey = !isDeepStrictEqual(before.tlsKeySealed, after.tlsKeySealed);
    if (Object.keys(is).length === 0 && !isOtherKey) return;
    await changeCarrier(tx, after);
    await this.note(tx, author, after, 'carrier.changed', {
      before: was,
      after: { ...is, ...(isOtherKey && { tls_key: after.tlsKeySealed === null ? 'removed' : 'changed' }) },
    });
  }

  private sealKey(id: string, key: string | null): Buffer | null {
    return key === null ? null : this.use.keyring.encrypt(key, tlsKeyContext(id));
  }

  private note(
    tx: Tx,
    author: Author,
    { id, name }: Pick<Carrier, 'id' | 'name'>,
    action: Deed['action'],
    facts: Pick<Deed, 'before' | 'after'>,
  ): Promise<number> {
    return this.use.audit.append(tx, author, { action, target: { kind: 'carrier', id, name }, ...facts });
  }
}

type Facts = Readonly<Record<string, unknown>>;

function factsOf({ name, host, port, systemId, systemType, binds, windowSize, tps, settings }: CarrierAccount): Facts {
  return {
    name,
    host,
    port,
    system_id: systemId,
    system_type: systemType,
    binds,
    window_size: windowSize,
    tps,
    ...settings,
    tls: tlsFacts(settings),
  };
}

function tlsFacts({ tls }: CarrierSettings): Facts | null {
  return tls && { ...tls, ca: fingerprintsOf(tls.ca), certificate: fingerprintsOf(tls.certificate) };
}

/** Both sides, without what they have in common. */
function differences(before: Facts, after: Facts): [before: Facts, after: Facts] {
  const changed = Object.keys(after).filter((name) => !isDeepStrictEqual(before[name], after[name]));
  const only = (facts: Facts) => Object.fromEntries(changed.map((name) => [name, facts[name]]));
  return [only(before), only(after)];
}
