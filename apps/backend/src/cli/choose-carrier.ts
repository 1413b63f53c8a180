import type { Queryable } from '../database/sql.js';
import { CarrierStore, type Carrier } from '../sms-transport/carrier.store.js';

/** The carrier of that name or id; an error names those there are. */
export async function chooseCarrier(sql: Queryable, name: string): Promise<Carrier> {
  const carriers = await new CarrierStore(sql).listCarriers();
  const carrier = carriers.find((one) => one.name === name || one.id === name);
  if (carrier !== undefined) return carrier;
  const known = carriers.map((one) => `  ${one.name}`).join('\n');
  throw new Error(`There is no carrier "${name}". ${known === '' ? 'There are none.' : `There are:\n${known}`}`);
}
