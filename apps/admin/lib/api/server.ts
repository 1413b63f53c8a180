import { getLocale } from 'next-intl/server';
import { consoleConfig } from '../config';
import { callApi, type ApiCall } from './client';
import { asFailure, type ApiFailure } from './failure';

/** First paint waits this long for the backend; after that the browser asks by itself. */
const FIRST_PAINT_MILLISECONDS = 1_500;

export type FirstPaint<Result> =
  | { readonly kind: 'ready'; readonly data: Result; readonly at: number }
  | { readonly kind: 'failed'; readonly failure: ApiFailure };

/** A call for the first paint. Never throws: a backend that is down must not take the page with it. */
export async function callFromServer<Result>(call: ApiCall<Result>): Promise<FirstPaint<Result>> {
  const language = await getLocale();
  const signal = AbortSignal.timeout(FIRST_PAINT_MILLISECONDS);
  try {
    const data = await callApi(call, { origin: consoleConfig().adminApiOrigin, language, signal });
    return { kind: 'ready', data, at: Date.now() };
  } catch (error) {
    return { kind: 'failed', failure: asFailure(error) };
  }
}
