import type { I18nTranslation } from 'nestjs-i18n';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SmsTextLoader } from './sms-text.loader.js';
import { TextService } from './text.service.js';
import type { PublishedText, TextSnapshot } from './text-snapshot.js';

/** The part of nestjs-i18n that carries texts, with a gate to hold a read under way. */
class Carrier {
  reads = 0;
  gate: Promise<void> = Promise.resolve();
  private translations: I18nTranslation = {};

  constructor(readonly loader: SmsTextLoader) {}

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

let stored: readonly PublishedText[];
let failure: Error | undefined;
let carrier: Carrier;
let texts: TextService;
let notify: () => void;
const errors: unknown[] = [];

const inEnglish = (versionId: number, body: string, purpose: PublishedText['purpose'] = 'verification') => ({
  versionId,
  templateId: `tpl_${purpose}`,
  purpose,
  applicationId: null,
  locale: 'en',
  body,
  shortBody: null,
  transliterates: false,
  maxSegments: 1,
  variables: [],
});
const snapshot = (): TextSnapshot => ({
  locales: [{ tag: 'en', direction: 'ltr', isEnabled: true, isDefault: true, fallback: null }],
  countries: {},
  declared: [],
  texts: stored,
});
const render = (purpose: PublishedText['purpose'] = 'verification') =>
  texts.render({ applicationId: 'app_any', purpose, locale: 'en', brand: 'B', minutes: 1, codeLength: 6 });
const body = () => render().body;

beforeEach(async () => {
  vi.useFakeTimers();
  errors.length = 0;
  failure = undefined;
  stored = [inEnglish(1, '{code} one')];
  const loader = new SmsTextLoader(async () => {
    if (failure !== undefined) throw failure;
    return snapshot();
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

test('while a publish is compiled every message is of the texts before it, and none is half of each', async () => {
  const both = (word: string, first: number) => [
    inEnglish(first, `{code} ${word}`),
    inEnglish(first + 1, `{code} ${word}`, 'login'),
  ];
  stored = both('one', 1);
  await texts.start();
  const bodies = () => [render('verification').body, render('login').body];
  const seen = new Set<string>();
  const { promise, resolve } = Promise.withResolvers<void>();
  carrier.gate = promise;
  stored = both('two', 3);
  notify();
  await vi.advanceTimersByTimeAsync(0);
  seen.add(bodies().join());
  resolve();
  await vi.waitUntil(() => seen.add(bodies().join()).size > 1, { timeout: 20_000 });
  expect([...seen]).toEqual(['{code} one,{code} one', '{code} two,{code} two']);
});

test('words that nestjs-i18n does not carry are not sent: the last texts stay', async () => {
  await texts.start();
  stored = [inEnglish(2, '{code} two')];
  carrier.refresh = async () => void (await carrier.loader.load());
  await expect(texts.refresh()).rejects.toThrow('nestjs-i18n does not carry version 2');
  expect(body()).toBe('{code} one');
});

test('nothing is read after the stop', async () => {
  await texts.start();
  texts.stop();
  notify();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(carrier.reads).toBe(1);
});
