import { callApi, type ApiCall } from './client';

/** A call from the page, in the page's language. Throws ApiFailure. */
export function callFromBrowser<Result>(call: ApiCall<Result>, signal?: AbortSignal): Promise<Result> {
  return callApi(call, { origin: '', language: document.documentElement.lang, signal });
}
