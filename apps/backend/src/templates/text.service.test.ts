import type { I18nTranslation } from 'nestjs-i18n';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SmsTextLoader } from './sms-text.loader.js';
import type { PublishedText } from './templates.store.js';
import { TextService } from './text.service.js';

/** The part of nestjs-i18n that carries texts, with a gate to hold a read under way. */
class Carrier {
  reads = 0;
  gate: Promise<void> = Promise.resolve();
  private translations: I18nTranslation = {};

  constructor(private readonly loader: SmsTextLoader) {}

  async refresh(): Promise<void> {
    this.reads += 1;
    const read = await this.loader.load();
    await this.gate;
    this.translations = read;
  }

  getTranslations(): I18nTranslation {
    return this.translations;
  }
}

let stored: PublishedText[];
let failure: Error | undefined;
let carrier: Carrier;
let texts: TextService;
let notify: () => void;
const errors: unknown[] = [];

const inEnglish = (versionId: number, body: string): PublishedText => ({
  versionId,
  templateId: 'tpl_shared',
  purpose: 'verification',
  applicationId: null,
  locale: 'en',
  direction: 'ltr',
  body,
  transliterates: false,
});
const body = () =>
  texts.render({
    applicationId: 'app_any',
    purpose: 'verification',
    locale: 'en',
    brand: 'B',
    minutes: 1,
    codeLength: 6,
  }).body;

beforeEach(async () => {
  vi.useFakeTimers();
  errors.length = 0;
  failure = undefined;
  stored = [inEnglish(1, '{code} one')];
  const loader = new SmsTextLoader(async () => {
    if (failure !== undefined) throw failure;
    return stored;
  });
  carrier = new Carrier(loader);
  texts = new TextService({
    i18n: carrier,
    loader,
    notifications: { on: (_channel, listener) => (notify = () => listener('')) },
    onBroken: (_text, error) => void errors.push(error),
    onError: (error) => void errors.push(error),
  });
});

afterEach(() => {
  texts.stop();
  vi.useRealTimers();
});

test('a notification before the start reads nothing: there may be no database yet', async () => {
  notify();
  await vi.runAllTimersAsync();
  expect(carrier.reads).toBe(0);
  expect(texts.isReady).toBe(false);
});

test('a publish whose notification was lost is sent half a minute later', async () => {
  await texts.start();
  stored = [inEnglish(2, '{code} two')];
  await vi.advanceTimersByTimeAsync(29_000);
  expect(body()).toBe('{code} one');
  await vi.advanceTimersByTimeAsync(1_500);
  expect(body()).toBe('{code} two');
});

test('a publish during a read is not missed, and a burst of them costs one more read', async () => {
  await texts.start();
  const { promise, resolve } = Promise.withResolvers<void>();
  carrier.gate = promise;
  notify();
  await vi.advanceTimersByTimeAsync(0);
  expect(carrier.reads).toBe(2);
  stored = [inEnglish(2, '{code} two')];
  for (let times = 0; times < 5; times += 1) notify();
  resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(carrier.reads).toBe(3);
  expect(body()).toBe('{code} two');
});

test('a failed read is told once, leaves the last texts, and the next read goes on', async () => {
  await texts.start();
  failure = new Error('the database is away');
  notify();
  await vi.advanceTimersByTimeAsync(0);
  expect(errors).toEqual([failure]);
  expect(body()).toBe('{code} one');
  failure = undefined;
  stored = [inEnglish(2, '{code} two')];
  notify();
  await vi.advanceTimersByTimeAsync(0);
  expect(body()).toBe('{code} two');
  expect(errors).toHaveLength(1);
});

test('nothing is read after the stop', async () => {
  await texts.start();
  texts.stop();
  notify();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(carrier.reads).toBe(1);
});
