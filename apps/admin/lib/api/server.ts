import { getLocale } from 'next-intl/server';
import { headers } from 'next/headers';
import { consoleConfig } from '../config';
import type { ApiCall } from './call';
import { callApi } from './client';
import { asFailure, type ApiFailure } from './failure';

/** First paint waits this long for the backend; after that the browser asks by itself. */
const FIRST_PAINT_MILLISECONDS = 1_500;

export type FirstPaint<Result> =
  | { readonly kind: 'ready'; readonly data: Result; readonly at: number }
  | { readonly kind: 'failed'; readonly failure: ApiFailure };

/**
 * A call for the first paint, on behalf of whoever asked for the page: the session's cookie goes along as it came.
 * Never throws: a backend that is down must not take the page with it.
 */
export async function callFromServer<Result>(call: ApiCall<Result>): Promise<FirstPaint<Result>> {
  const [language, head] = await Promise.all([getLocale(), headers()]);
  const cookie = head.get('cookie');
  const signal = AbortSignal.timeout(FIRST_PAINT_MILLISECONDS);
  try {
    const data = await callApi(call, {
      origin: consoleConfig().adminApiOrigin,
      language,
      signal,
      headers: cookie ? { cookie } : {},
    });
    return { kind: 'ready', data, at: Date.now() };
  } catch (error) {
    return { kind: 'failed', failure: asFailure(error) };
  }
}
