import type { Purpose, StartRequest, Trailer } from '@codewire/contracts';
import type { Application } from '../applications/application.store.js';
import { AppError } from '../platform/app-error.js';
import type { TextQuestion } from '../templates/text-catalogue.js';
import type { StoredTextValues } from './verification.entity.js';

/** What a request asks of its text, beside the language. */
export interface AskedText {
  readonly purpose: Purpose;
  /** null: the application's brand and nothing else. */
  readonly values: StoredTextValues | null;
}

type Lists = Pick<Application, 'appHashes' | 'hosts'>;

/** What most requests ask for. */
const NOTHING: AskedText = Object.freeze({ purpose: 'verification', values: null });

/**
 * Reads it by the rules that need no template: amount and payee are a payment's, and a line for autofill is one that the
 * application allows. Throws the first refusal, which names its field.
 */
export function readAskedText(lists: Lists, request: StartRequest): AskedText {
  const { purpose = 'verification', brand, amount, payee, variables } = request;
  checkPayment(purpose, request);
  const trailer = readTrailer(lists, request);
  const hasVariables = variables !== undefined && Object.keys(variables).length > 0;
  const values = {
    ...(brand !== undefined && { brand }),
    ...(amount !== undefined && { amount }),
    ...(payee !== undefined && { payee }),
    ...(hasVariables && { variables }),
    ...(trailer !== undefined && { trailer }),
  };
  if (Object.keys(values).length > 0) return { purpose, values };
  return purpose === 'verification' ? NOTHING : { purpose, values: null };
}

function checkPayment(purpose: Purpose, request: StartRequest): void {
  for (const name of ['amount', 'payee'] as const) {
    const isGiven = request[name] !== undefined;
    if (isGiven === (purpose === 'payment')) continue;
    throw new AppError(isGiven ? 'text.value_unknown' : 'text.value_missing', { field: name, values: { name } });
  }
}

function readTrailer({ appHashes, hosts }: Lists, request: StartRequest): Trailer | undefined {
  const { app_hash: appHash, host, embedded_host: embeddedHost } = request;
  if (appHash !== undefined) {
    const other = host === undefined ? 'embedded_host' : 'host';
    if (request[other] !== undefined) throw new AppError('text.trailer_conflict', { field: other });
    if (!appHashes.includes(appHash)) throw new AppError('text.app_hash_not_allowed', { field: 'app_hash' });
    return { kind: 'app_hash', app_hash: appHash };
  }
  if (host === undefined) {
    if (embeddedHost !== undefined) throw new AppError('text.trailer_conflict', { field: 'embedded_host' });
    return undefined;
  }
  checkHost(hosts, 'host', host);
  if (embeddedHost === undefined) return { kind: 'host', host };
  checkHost(hosts, 'embedded_host', embeddedHost);
  return { kind: 'host', host, embedded_host: embeddedHost };
}

function checkHost(hosts: readonly string[], field: string, host: string): void {
  if (!hosts.includes(host)) throw new AppError('text.host_not_allowed', { field, values: { field } });
}

/** The same question for each send of a verification; only the minutes that are left differ. */
export function toTextQuestion(
  { id, name }: Pick<Application, 'id' | 'name'>,
  { purpose, values }: AskedText,
  rest: Pick<TextQuestion, 'locale' | 'minutes' | 'codeLength'>,
): TextQuestion {
  const { version: _version, ...given } = values ?? {};
  return { applicationId: id, purpose, brand: name, isOwnBrand: values?.brand === undefined, ...given, ...rest };
}
