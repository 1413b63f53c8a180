import { DEFAULT_STYLE, type StatusActions, type SubmitStyle } from '@codewire/sms';
import type { Carrier } from './carrier.store.js';

/** How a carrier wants submit_sm, as its settings say. */
export function linkStyleOf({ settings }: Pick<Carrier, 'settings'>): SubmitStyle {
  const { alphanumeric, short, long } = settings.sender_addressing;
  const usual = DEFAULT_STYLE.senderAddressing;
  return {
    senderAddressing: {
      alphanumeric: alphanumeric ?? usual.alphanumeric,
      short: short ?? usual.short,
      long: long ?? usual.long,
    },
    destinationAddressing: settings.destination_addressing,
    validity: settings.validity,
    validityAtLeastSeconds: settings.validity_at_least_seconds,
    tlvs: settings.tlvs.map(({ tag, value }) => ({ tag: Number.parseInt(tag, 16), value: Buffer.from(value, 'hex') })),
  };
}

/** What a carrier means by its codes, where its settings say so: over the table for all carriers. */
export function statusActionsOf({ settings }: Pick<Carrier, 'settings'>): StatusActions {
  return new Map(Object.entries(settings.status_actions).map(([status, action]) => [Number(status), action]));
}
