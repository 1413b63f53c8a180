/** How an answer is read: what it does not allow never reaches a room. A zod schema is one. */
export interface AnswerReader<Result> {
  safeParse(body: unknown): { readonly success: true; readonly data: Result } | { readonly success: false };
}

export interface ApiCall<Result> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly answer: AnswerReader<Result>;
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

export function patch<Result>(path: string, body: unknown, answer: AnswerReader<Result>): ApiCall<Result> {
  return { method: 'PATCH', path: `/api/admin/${path}`, body, answer };
}

export function remove(path: string): ApiCall<undefined> {
  return { method: 'DELETE', path: `/api/admin/${path}`, answer: NOTHING };
}

/** An id as a part of a path. */
export function part(id: string): string {
  return encodeURIComponent(id);
}
