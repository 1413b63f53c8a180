import { isAway } from '../presence';
import type { ApiCall } from './call';
import { callApi, fetchFile, openStream, type ApiCaller } from './client';
import { isRefusal } from './failure';

/** Whom calls turn to when an answer is about the session rather than about what was asked. */
export interface Doorkeeper {
  /** Looks again whether someone is signed in, and tells the person when nobody is. */
  isSignedIn(): Promise<boolean>;
  /** Asks the person for a fresh proof; false when that was called off. */
  prove(): Promise<boolean>;
}

let doorkeeper: Doorkeeper | undefined;

/** Returns how to dismiss it again. */
export function appointDoorkeeper(keeper: Doorkeeper): () => void {
  doorkeeper = keeper;
  return () => {
    if (doorkeeper === keeper) doorkeeper = undefined;
  };
}

/**
 * A call from the page, in the page's language. Throws ApiFailure. One that needs a fresh proof of who is there asks
 * for it and is then made again; called off, it fails as refused with `auth.step_up_needed`. A proof gives the session
 * another secret: a call that was under way with the old one is made again, too.
 */
export function callFromBrowser<Result>(call: ApiCall<Result>, signal?: AbortSignal): Promise<Result> {
  return pastTheDoor(() => callApi(call, caller(signal)));
}

/** The same for a file, by its path after `/api/admin/`. */
export function fileFromBrowser(path: string): Promise<Blob> {
  return pastTheDoor(() => fetchFile(path, caller(undefined)));
}

/** The same for a stream of events; it ends with the signal. */
export function streamFromBrowser(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  return pastTheDoor(() => openStream(path, caller(signal)));
}

async function pastTheDoor<Result>(attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    if (doorkeeper === undefined || !(await wasSettled(error, doorkeeper))) throw error;
    return attempt();
  }
}

/** True when what stood in the way of the call is out of it. */
async function wasSettled(error: unknown, keeper: Doorkeeper): Promise<boolean> {
  if (isRefusal(error, 'auth.not_signed_in')) return keeper.isSignedIn();
  return isRefusal(error, 'auth.step_up_needed') && keeper.prove();
}

function caller(signal: AbortSignal | undefined): ApiCaller {
  return {
    origin: '',
    language: document.documentElement.lang,
    headers: isAway(Date.now()) ? { 'x-codewire-idle': '1' } : {},
    signal,
  };
}
