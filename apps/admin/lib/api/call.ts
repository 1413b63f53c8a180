/** How an answer is read: what it does not allow never reaches a room. A zod schema is one. */
export interface AnswerReader<Result> {
  safeParse(body: unknown): { readonly success: true; readonly data: Result } | { readonly success: false };
}

export interface ApiCall<Result> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: AnswerReader<Result>;
  /** The answer is read together with the tag of the state that it tells of. */
  readonly isTagged?: boolean;
}

/** A state, and the tag that a change of it names. */
export interface Tagged<Data> {
  readonly data: Data;
  readonly tag: string;
}

/** The answer of a call that only says that it is done (204). */
export const NOTHING: AnswerReader<undefined> = {
  safeParse: (body) => (body === undefined ? { success: true, data: undefined } : { success: false }),
};

export function get<Result>(path: string, answer: AnswerReader<Result>): ApiCall<Result> {
  return { method: 'GET', path: `/api/admin/${path}`, answer };
}

export function post<Result>(path: string, body: unknown, answer: AnswerReader<Result>): ApiCall<Result> {
  return { method: 'POST', path: `/api/admin/${path}`, body, answer };
}

export function put<Result>(path: string, body: unknown, answer: AnswerReader<Result>): ApiCall<Result> {
  return { method: 'PUT', path: `/api/admin/${path}`, body, answer };
}

export function patch<Result>(path: string, body: unknown, answer: AnswerReader<Result>): ApiCall<Result> {
  return { method: 'PATCH', path: `/api/admin/${path}`, body, answer };
}

export function remove(path: string): ApiCall<undefined> {
  return { method: 'DELETE', path: `/api/admin/${path}`, answer: NOTHING };
}

/** Refused with 412 when what is changed is no longer what was seen, as its tag names it. */
export function ifStill<Result>(tag: string | number, call: ApiCall<Result>): ApiCall<Result> {
  return { ...call, headers: { 'if-match': `"${tag}"` } };
}

/** Refused with 412 when someone else has made it already. */
export function ifNew<Result>(call: ApiCall<Result>): ApiCall<Result> {
  return { ...call, headers: { 'if-none-match': '*' } };
}

/** The same call, with the tag of what it answers. */
export function tagged<Result>({ answer, ...call }: ApiCall<Result>): ApiCall<Tagged<Result>> {
  return { ...call, isTagged: true, answer: { safeParse: (given) => readTagged(given, answer) } };
}

function readTagged<Result>(given: unknown, answer: AnswerReader<Result>) {
  const { data, tag } = given as { readonly data: unknown; readonly tag: string | undefined };
  const read = answer.safeParse(data);
  if (!read.success || tag === undefined) return { success: false } as const;
  return { success: true, data: { data: read.data, tag } } as const;
}

/** An id as a part of a path. */
export function part(id: string): string {
  return encodeURIComponent(id);
}
