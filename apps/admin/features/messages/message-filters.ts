import { MESSAGE_STATUSES, PURPOSES } from '@codewire/contracts';
import { createLogForm, type LogFilters } from '../log/filter-form';

const ID = /^[\w-]{1,64}$/;

/** What the list of messages can be narrowed by; `number` is the opaque id that stands for one. */
export const messageForm = createLogForm(
  {
    status: { is: MESSAGE_STATUSES },
    carrier: { is: ID },
    country: { is: /^[A-Z]{2}$/ },
    language: { is: /^[A-Za-z0-9-]{1,64}$/ },
    application: { is: ID },
    purpose: { is: PURPOSES },
    error: { is: /^\w{1,64}$/ },
    sender: { is: /^[^,\p{C}]{1,20}$/u },
    slower_than_ms: { is: /^(?!0)\d{1,8}$/, isSingle: true },
    number: { is: ID, isSingle: true },
    verification: { is: ID, isSingle: true },
  },
  { hasLive: true },
);

export type MessageFacet = (typeof messageForm.names)[number];
export type MessageFilters = LogFilters<MessageFacet>;
