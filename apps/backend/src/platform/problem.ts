import type { Problem } from '@codewire/contracts';
import { API_TEXTS } from '../i18n/api-text.loader.js';
import type { AppError, AppErrorFacts } from './app-error.js';
import type { Language } from './languages.js';
import { ProblemText } from './problem-text.js';

const SOON_MS = 1_000;

/** The texts as the files beside the code have them: for answers and documents that are made without a container. */
export const TEXT_FROM_FILES = new ProblemText({
  translate: (key, { lang }) => {
    const steps = [lang, ...key.split('.')];
    return (
      steps.reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], API_TEXTS) ?? key
    );
  },
});

export interface ProblemContext {
  readonly text: ProblemText;
  readonly language: Language;
  readonly requestId: string;
  readonly now: Date;
}

/** A refusal as RFC 9457 has it. */
export function describeProblem(error: AppError, { text, language, requestId, now }: ProblemContext): Problem {
  const { code, definition, facts } = error;
  const errors = (facts.errors ?? []).map((wrong) => ({ field: wrong.field, detail: text.field(wrong, language) }));
  const retry = retryFacts(error, now);
  const values = {
    problems: errors.map(({ field, detail }) => (field === '' ? detail : `${field}: ${detail}`)).join('; '),
    ...(retry === undefined ? {} : { seconds: retry.retry_after_seconds }),
    ...quotaValues(facts),
    ...facts.values,
  };
  return {
    type: `urn:codewire:problem:${code}`,
    ...text.problem(code, values, language),
    status: definition.status,
    code,
    request_id: requestId,
    ...(facts.field ? { field: facts.field } : {}),
    ...(errors.length > 1 ? { errors } : {}),
    ...(facts.findings === undefined ? {} : { findings: facts.findings.map((one) => text.finding(one, language)) }),
    ...retry,
    ...facts.extra,
  };
}

/** What a refusal says in its header, beside its language. */
export function problemHeaders({ status, code, retry_after_seconds: seconds }: Problem, { quota }: AppErrorFacts) {
  const headers: Record<string, string> = {};
  // A browser would ask for a password of its own where the console has its page.
  if (status === 401 && /key/.test(code)) headers['www-authenticate'] = 'Bearer';
  if (seconds === undefined) return headers;
  headers['retry-after'] = String(seconds);
  if (quota === undefined) return headers;
  // draft-ietf-httpapi-ratelimit-headers: q of them in w seconds; r are left, and t seconds until there are more.
  headers['ratelimit-policy'] = `"${quota.policy}";q=${quota.limit};w=${quota.seconds}`;
  headers['ratelimit'] = `"${quota.policy}";r=0;t=${seconds}`;
  return headers;
}

/**
 * Rounded up: who waits as long as told is not refused again for a fraction of a second. What is not available has a
 * time even when nobody knows one.
 */
function retryFacts({ definition, facts }: AppError, now: Date) {
  const at = facts.retryAt ?? (definition.status === 503 ? new Date(now.getTime() + SOON_MS) : undefined);
  if (at === undefined) return undefined;
  const seconds = Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1_000));
  return { retry_after_seconds: seconds, retry_at: at.toISOString() };
}

function quotaValues({ quota }: AppErrorFacts): Record<string, number> {
  return quota === undefined ? {} : { limit: quota.limit, minutes: Math.round(quota.seconds / 60) };
}
