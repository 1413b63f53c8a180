import { createHmac } from 'node:crypto';
import type { StartRequest } from '@codewire/contracts';
import { parsePhone } from '@codewire/otp';
import type { TextSource } from '@codewire/texts';
import type { Application } from '../applications/application.store.js';
import type { DeliveryService } from '../delivery/delivery.service.js';
import { AppError } from '../platform/app-error.js';
import { newMessageId, newVerificationId } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import { numberRefusal } from '../platform/number-refusal.js';
import { randomOctets } from '../platform/random-octets.js';
import { sealNumber } from '../platform/sealed-number.js';
import type { TextService } from '../templates/text.service.js';
import type { StartRow } from './accept.js';
import { readAskedText, toTextQuestion, type AskedText } from './asked-text.js';

export interface StartInput {
  readonly application: Application;
  readonly request: StartRequest;
  readonly mayReveal: boolean;
  readonly wording?: TriedWording | undefined;
  readonly idempotency: StartRow['idempotency'];
  /** performance.now() when the request came in. */
  readonly acceptedAt: number;
}

/** Words that are tried before they are published. */
export interface TriedWording {
  readonly source: TextSource;
  /** In the place of those that the code lives. */
  readonly minutes?: number | undefined;
}

interface Tools {
  readonly keyring: Keyring;
  readonly texts: TextService;
  readonly delivery: DeliveryService;
}

/** Decides everything about a start that does not need the database, or refuses it before anything is written. */
export function prepareStart({ keyring, texts, delivery }: Tools, input: StartInput): StartRow {
  const { application, request } = input;
  const phone = parsePhone(
    request.number,
    request.country === undefined ? {} : { country: request.country.toUpperCase() },
  );
  if (phone.kind === 'refused') throw numberRefusal(phone.reason);
  const asked = readAskedText(application, request);
  const isSimulatedOnly = application.isTest || phone.isFictional;
  const { country, prefix: numberPrefix } = phone;
  if (!delivery.hasRoute({ applicationId: application.id, country, numberPrefix, isSimulatedOnly })) {
    throw new AppError(isSimulatedOnly ? 'number.simulated_only' : 'route.none', { field: 'number' });
  }
  const { locale, reason, text } = write(texts, input, asked, country);
  const verificationId = newVerificationId();
  return {
    application,
    verificationId,
    messageId: newMessageId(Date.now()),
    number: phone.number,
    numberSealed: sealNumber(keyring, phone.number, { verificationId, applicationId: application.id }),
    numberHash: keyring.numberHash(phone.number),
    country,
    numberPrefix,
    operatorRange: phone.operatorRange,
    isFictional: phone.isFictional,
    isSimulatedOnly,
    purpose: asked.purpose,
    textValues:
      input.wording === undefined ? asked.values : { ...asked.values, version: input.wording.source.versionId },
    language: locale,
    languageReason: reason,
    metadata: request.metadata ?? null,
    keyId: keyring.currentKeyId,
    salt: randomOctets(16),
    text,
    acceptedAt: input.acceptedAt,
    idempotency: input.idempotency,
  };
}

/** The message and its language: as it is published, unless other words are to be tried. */
function write(texts: TextService, { application, request, wording }: StartInput, asked: AskedText, country: string) {
  const { id: applicationId, defaultLanguage: applicationDefault, policy } = application;
  const minutes = wording?.minutes ?? Math.floor(policy.lifeSeconds / 60);
  const { codeLength } = policy;
  if (wording !== undefined) {
    const { locale } = wording.source;
    const question = toTextQuestion(application, asked, { locale, minutes, codeLength });
    return { locale, reason: 'requested', text: texts.renderVersion(wording.source, locale, question) } as const;
  }
  const { language: requested } = request;
  const { locale, reason } = texts.choose({ applicationId, requested, country, applicationDefault });
  return { locale, reason, text: texts.render(toTextQuestion(application, asked, { locale, minutes, codeLength })) };
}

/**
 * What was asked for, to be recognised in a repeat; the order of the fields does not matter. Under a key: the number is
 * in it, and all numbers of a range are hashed in no time.
 */
export function fingerprint(keyring: Keyring, request: StartRequest): Buffer {
  const { number, country, language, metadata } = request;
  const text = textOf(request);
  const whole = [number, country ?? null, language ?? null, inOrder(metadata)];
  return createHmac('sha256', keyring.lookupKey('start fingerprint'))
    .update(JSON.stringify(text === undefined ? whole : [...whole, text]))
    .digest();
}

/** Undefined where nothing is asked of the text: such a request is known to keys of the build before. */
function textOf(request: StartRequest): unknown[] | undefined {
  const { purpose, brand, amount, payee, variables, app_hash: appHash, host, embedded_host: embeddedHost } = request;
  const asked = [
    purpose,
    brand,
    amount?.value,
    amount?.currency,
    payee,
    inOrder(variables),
    appHash,
    host,
    embeddedHost,
  ];
  return asked.some((value) => value !== undefined && value !== null) ? asked : undefined;
}

function inOrder(entries: Readonly<Record<string, unknown>> | undefined): [string, unknown][] | null {
  return entries === undefined ? null : Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}
