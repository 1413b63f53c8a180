import { parentPort, workerData } from 'node:worker_threads';
import { ReadGate } from '../../database/read-gate.js';
import { createServingPool } from '../../database/sessions.js';
import { Sql } from '../../database/sql.js';
import { Keyring } from '../../platform/keyring.js';
import { MessageSearch } from '../search/message-search.js';
import { NumberFilters } from '../search/number-filters.js';
import { SearchStore } from '../search/search.store.js';
import { VerificationDetailStore } from '../verifications/verification-detail.store.js';
import { VerificationLog } from '../verifications/verification-log.js';
import { VerificationSearchStore } from '../verifications/verification-search.store.js';
import { EXPORT_FORMAT } from './export-formats.js';
import { EXPORT_LIST } from './export-lists.js';
import { pageWriter, type PagePlace, type ReadPage } from './page-writer.js';
import { toAnswer, type ThreadAnswer, type ThreadStart } from './thread-messages.js';

const { order, database, keyringFile } = workerData as ThreadStart;
const write = pageWriter(EXPORT_FORMAT[order.format], EXPORT_LIST[order.list].columns, reader());

parentPort?.on('message', (place: PagePlace) => void answer(place));

async function answer(place: PagePlace): Promise<void> {
  try {
    tell({ kind: 'page', page: await write(place) });
  } catch (error) {
    tell(toAnswer(error));
  }
}

function tell(told: ThreadAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(told);
}

/** The same list as on the screen, over a connection of its own. */
function reader(): ReadPage {
  const pool = createServingPool({ ...database, poolSize: 1 });
  const sql = new Sql(() => pool);
  const reads = new ReadGate(sql, 1);
  const keyring = Keyring.load(keyringFile);
  const numbers = new NumberFilters(sql, keyring);
  const clocks = { now: () => new Date(), nowMs: () => performance.now() };
  if (order.list === 'messages') {
    const search = new MessageSearch({ sql, store: new SearchStore(reads), numbers, keyring, ...clocks });
    return (place) => search.list(order.scope, { ...order.filters, ...place, direction: 'older' });
  }
  const [store, details] = [new VerificationSearchStore(reads), new VerificationDetailStore(sql)];
  const log = new VerificationLog({ sql, store, details, numbers, keyring, ...clocks });
  return (place) => log.list(order.scope, { ...order.filters, ...place, direction: 'older' });
}
