import { AppError, type AppErrorFacts } from '../../platform/app-error.js';
import type { ErrorCode } from '@codewire/contracts';
import type { ExportOrder } from './export-lists.js';
import type { WrittenPage } from './page-writer.js';

/** What the thread of an export is given. */
export interface ThreadStart {
  readonly order: ExportOrder;
  readonly database: { readonly url: string; readonly applicationName: string };
  readonly keyringFile: string;
}

/** What it answers to a place in its list. */
export type ThreadAnswer =
  | { readonly kind: 'page'; readonly page: WrittenPage }
  | { readonly kind: 'refusal'; readonly code: ErrorCode; readonly facts: AppErrorFacts }
  | { readonly kind: 'fault'; readonly name: string; readonly message: string; readonly code: unknown };

/** An error as data: a clone of one keeps neither its class nor its code. */
export function toAnswer(error: unknown): ThreadAnswer {
  if (error instanceof AppError) {
    const { cause: _, ...facts } = error.facts;
    return { kind: 'refusal', code: error.code, facts };
  }
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'fault', name, message, code: (error as { code?: unknown } | undefined)?.code };
}

/** The error that was told, as far as anybody looks at one. */
export function toError(answer: Exclude<ThreadAnswer, { kind: 'page' }>): Error {
  if (answer.kind === 'refusal') return new AppError(answer.code, answer.facts);
  const { name, message, code } = answer;
  return Object.assign(new Error(message), { name, code });
}
