// The process that renders: what a message goes through from its request to its words, in every built-in text.
import { COUNTRY_LOCALES } from '@codewire/otp';
import { BUILT_IN_TEXTS } from '../../../apps/backend/dist/templates/built-in-texts.js';
import { BUILT_IN_DEFAULT, BUILT_IN_LOCALES } from '../../../apps/backend/dist/templates/locales/built-in-locales.js';
import { SmsTextLoader } from '../../../apps/backend/dist/templates/sms-text.loader.js';
import { TextService } from '../../../apps/backend/dist/templates/text.service.js';
import { maxSegmentsOf } from '../../texts/golden-texts.mjs';

/**
 * @typedef {import('@codewire/contracts').Purpose} Purpose
 * @typedef {import('@codewire/texts').TextValues} TextValues
 * @typedef {{ locale: string, purpose: Purpose }} Text
 * @typedef {{ name: string, micros: number, runs: number[], slowest: string, slowestMicros: number }} Figure
 */

/** Renders of one text that are timed together: the clock costs a fraction of one. */
const BATCH = 200;

/** What messages can have in common. @type {Readonly<Record<string, (purpose: Purpose, n: number) => TextValues>>} */
const CASES = {
  'distinct values': (purpose, n) => ({ ...common(n), brand: `Brand ${inThrees(n)}`, ...payment(purpose, n) }),
  'distinct values, a host': (purpose, n) => ({
    ...common(n),
    brand: `Brand ${inThrees(n)}`,
    ...payment(purpose, n),
    trailer: { kind: 'host', host: 'example.com' },
  }),
  'one brand': (purpose, n) => ({ ...common(n), brand: 'Codewire', ...payment(purpose, n) }),
};

/** No words of a caller have four digits in a row. @param {number} n */
const inThrees = (n) => `${Math.floor(n / 1_000) % 1_000} ${n % 1_000}`;

const common = (/** @type {number} */ n) => ({ minutes: (n % 10) + 1, codeLength: 6 });

/** Amounts and payees are of one message each, whatever the brand. @param {Purpose} purpose @param {number} n */
const payment = (purpose, n) =>
  purpose === 'payment'
    ? { amount: { value: `${n % 100_000}.50`, currency: 'EUR' }, payee: `Payee ${inThrees(n)}` }
    : {};

/** The service as the backend has it, over the built-in texts instead of a database. */
async function startTexts() {
  const snapshot = {
    locales: BUILT_IN_LOCALES.map((locale) => ({
      ...locale,
      isEnabled: true,
      isDefault: locale.tag === BUILT_IN_DEFAULT,
    })),
    declared: [],
    countries: COUNTRY_LOCALES,
    texts: BUILT_IN_TEXTS.map((text, index) => ({
      ...text,
      versionId: index + 1,
      templateId: `tpl_${text.purpose}`,
      applicationId: null,
      transliterates: false,
      maxSegments: maxSegmentsOf(text.purpose),
      variables: [],
    })),
  };
  const loader = new SmsTextLoader(async () => snapshot);
  let translations = await loader.load();
  const i18n = {
    refresh: async () => void (translations = await loader.load()),
    getTranslations: () => translations,
  };
  const fail = (/** @type {unknown} */ error) => {
    throw error;
  };
  const texts = new TextService({
    i18n,
    loader,
    notifications: { on: () => undefined },
    onBroken: (_, error) => fail(error),
    onError: fail,
  });
  await texts.start();
  return texts;
}

let renders = 0;

/** Microseconds of a choice and a render, in one text. @param {TextService} texts @param {Text} text @param {string} name */
function time(texts, { locale: requested, purpose }, name) {
  const make = /** @type {(purpose: Purpose, n: number) => TextValues} */ (CASES[name]);
  const values = Array.from({ length: BATCH }, () => make(purpose, (renders += 1)));
  const start = performance.now();
  for (const one of values) {
    const { locale } = texts.choose({ applicationId: 'app_bench', requested, country: 'DE', applicationDefault: 'en' });
    texts.render({ applicationId: 'app_bench', purpose, locale, ...one });
  }
  return ((performance.now() - start) * 1_000) / BATCH;
}

const median = (/** @type {number[]} */ values) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/**
 * Each run goes through every text in every case before the next one begins: a machine that gets slower favours none.
 * @param {{ runs: number }} task @returns {Promise<Figure[]>}
 */
async function measure({ runs }) {
  const service = await startTexts();
  const names = Object.keys(CASES);
  /** By case and text. */
  const taken = new Map(names.map((name) => [name, BUILT_IN_TEXTS.map(() => /** @type {number[]} */ ([]))]));
  for (let run = -1; run < runs; run += 1) {
    BUILT_IN_TEXTS.forEach((text, index) => {
      for (const name of names) {
        const micros = time(service, text, name);
        // The first run warms up.
        if (run >= 0) taken.get(name)?.[index]?.push(micros);
      }
    });
  }
  service.stop();
  return [...taken].map(([name, byText]) => figure(name, byText, runs));
}

/** @param {string} name @param {number[][]} byText @param {number} runs @returns {Figure} */
function figure(name, byText, runs) {
  const medians = byText.map(median);
  const slowestMicros = Math.max(...medians);
  const { locale, purpose } = /** @type {Text} */ (BUILT_IN_TEXTS[medians.indexOf(slowestMicros)]);
  const ofRun = Array.from({ length: runs }, (_, run) => median(byText.map((times) => times[run] ?? NaN)));
  return { name, micros: median(medians), runs: ofRun, slowest: `${locale}, ${purpose}`, slowestMicros };
}

process.once('message', async (/** @type {{ runs: number }} */ task) => {
  process.send?.(await measure(task));
  process.disconnect();
});
