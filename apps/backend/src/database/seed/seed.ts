import type { Keyring } from '../../platform/keyring.js';
import type { Sql, Statement, Tx } from '../sql.js';
import { seedDefault } from './default.scenario.js';
import { seedDemo } from './demo.scenario.js';

export interface SeedOptions {
  readonly keyring: Keyring;
  /** Where the simulated carrier takes binds. */
  readonly simulatorPort: number;
  readonly isProduction: boolean;
  /** Where the first key is left; without it none is made. */
  readonly firstKeyFile: string | undefined;
}

/** Brings rows into a migrated database and returns what it made, in words. */
type Scenario = (tx: Tx, options: SeedOptions) => Promise<string[]>;

const SCENARIOS: Readonly<Record<string, Scenario>> = { default: seedDefault, demo: seedDemo };

/** Those that one transaction brings, and the one of `ten-million/` that takes minutes. */
export const SCENARIO_NAMES = [...Object.keys(SCENARIOS), 'ten-million'];

// Two starts at the same moment must not make two applications.
const LOCK: Statement = {
  name: 'seed_lock',
  text: `select pg_advisory_xact_lock(hashtextextended('codewire seed', 0))`,
};

/**
 * Runs a scenario in one transaction. Every scenario can be run again: what is there stays as it is. Throws with words
 * for the operator when there is no such scenario or it is not for this environment.
 */
export async function seed(sql: Sql, scenario: string, options: SeedOptions): Promise<string[]> {
  const run = Object.hasOwn(SCENARIOS, scenario) ? SCENARIOS[scenario] : undefined;
  if (run === undefined) {
    throw new Error(`There is no scenario "${scenario}". There are: ${SCENARIO_NAMES.join(', ')}.`);
  }
  if (options.isProduction && (scenario !== 'default' || options.firstKeyFile !== undefined)) {
    throw new Error('Production takes the scenario "default" alone, and no first key: make keys with `key create`.');
  }
  return sql.transaction(async (tx) => {
    await tx.rows(LOCK);
    return run(tx, options);
  });
}
