import type { CarrierList, CarrierView, LiveBinds } from '@codewire/contracts';

type Told = LiveBinds['carriers'];

/** A carrier as it stands now, with all that a stream does not tell as it was. */
export function withBinds(carrier: CarrierView, told: Told): CarrierView {
  const now = told.find(({ id }) => id === carrier.id);
  return now ? { ...carrier, status: now.status, bind_states: now.bind_states, queue: now.queue } : carrier;
}

export function listWithBinds({ data }: CarrierList, told: Told): CarrierList {
  return { data: data.map((carrier) => withBinds(carrier, told)) };
}

/** True when carriers came or went since the list was asked for: the stream does not tell of them what a list shows. */
export function isOtherList({ data }: CarrierList, told: Told): boolean {
  const ids = new Set(data.map(({ id }) => id));
  return told.length !== ids.size || told.some(({ id }) => !ids.has(id));
}
