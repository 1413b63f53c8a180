// Two carriers beside the simulated one: its SMPP port takes any account, so that one of them is up; the other is not.
import { call } from './team.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Ends with the one that is up; no route names either. @param {Page} page */
export async function fillCarriers(page) {
  const { data } = await call(page, 'GET', 'carriers');
  const { id: simulatedId, port } = data[0];
  const account = { system_id: 'northwind', password: 'not-used' };
  const up = { ...account, name: 'Northwind SMS', host: '127.0.0.1', port, binds: 2, tps: 50 };
  const { id: carrierId } = await call(page, 'POST', 'carriers', up);
  await call(page, 'PUT', `carriers/${carrierId}/status`, { status: 'enabled' });
  const down = { ...account, name: 'Globex Telecom', host: '127.0.0.1', port: 1, settings: { tls: {} } };
  const { id: downId } = await call(page, 'POST', 'carriers', down);
  await call(page, 'PUT', `carriers/${downId}/status`, { status: 'enabled' });
  return { carrierId, simulatedId, downId };
}
