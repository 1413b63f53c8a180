import { Problem } from '@codewire/contracts';
import type { ApiCall } from './call';
import { ApiFailure } from './failure';

export interface ApiCaller {
  /** Empty in the browser (same origin), the admin listener on the server. */
  readonly origin: string;
  /** Refusals come back in this language. */
  readonly language: string;
  /** Further headers: whose session it is, or that nobody is there. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Calls the admin API and returns an answer of the contract's shape, or throws ApiFailure. */
export async function callApi<Result>(call: ApiCall<Result>, caller: ApiCaller): Promise<Result> {
  const response = await answerTo(call, caller);
  const body = await readJson(response);
  const answer = call.answer.safeParse(call.isTagged === true ? { data: body, tag: tagOf(response) } : body);
  if (!answer.success) throw new ApiFailure('unreadable');
  return answer.data;
}

/** RFC 9110 8.8.3; one that a proxy has marked as weak names the same state. */
function tagOf(response: Response): string | undefined {
  return /^(?:W\/)?"(.+)"$/.exec(response.headers.get('etag') ?? '')?.[1];
}

/** Calls the admin API for a file, whatever is in it, or throws ApiFailure. A browser keeps a large one on its disk. */
export async function fetchFile(path: string, caller: ApiCaller): Promise<Blob> {
  const response = await answerTo({ method: 'GET', path: `/api/admin/${path}` }, caller);
  try {
    return await response.blob();
  } catch {
    // It broke off: half a file is none.
    throw new ApiFailure('unreachable');
  }
}

/** Calls the admin API for what goes on until someone ends it, or throws ApiFailure. */
export async function openStream(path: string, caller: ApiCaller): Promise<ReadableStream<Uint8Array>> {
  const response = await answerTo({ method: 'GET', path: `/api/admin/${path}` }, caller);
  if (response.body === null) throw new ApiFailure('unreadable');
  return response.body;
}

type Asked = Pick<ApiCall<unknown>, 'method' | 'path' | 'body' | 'headers'>;

async function answerTo(call: Asked, caller: ApiCaller): Promise<Response> {
  const response = await send(call, caller);
  if (response.ok) return response;
  const problem = Problem.safeParse(await readJson(response));
  // Without a problem the answer is not the backend's: something on the way to it said that it is not there.
  throw problem.success ? new ApiFailure('refused', problem.data) : new ApiFailure('unreachable');
}

async function send(call: Asked, { origin, language, headers, signal }: ApiCaller): Promise<Response> {
  const hasBody = call.body !== undefined;
  try {
    return await fetch(`${origin}${call.path}`, {
      method: call.method,
      headers: {
        'accept-language': language,
        // No form and no plain link of another site can send this one.
        'x-codewire-console': '1',
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...call.headers,
        ...headers,
      },
      cache: 'no-store',
      ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiFailure('unreachable');
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
