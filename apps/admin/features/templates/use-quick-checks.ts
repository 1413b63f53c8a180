'use client';

import type { Finding, TemplateDetail, TextDetail } from '@codewire/contracts';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { checkText } from './check-words';
import type { Words } from './text-draft';

export interface QuickChecksOptions {
  readonly template: TemplateDetail;
  readonly detail: TextDetail;
  readonly words: Words;
  /** Where there is no text there is nothing to check. */
  readonly isWritten: boolean;
}

/**
 * What the checks find in words as they are typed, by the code that the backend checks with; undefined until that has
 * been fetched. The backend's answer comes a moment later, and decides.
 */
export function useQuickChecks({ template, detail, words, isWritten }: QuickChecksOptions): Finding[] | undefined {
  const [check, setCheck] = useState<typeof checkText>();
  useEffect(() => void import('./check-words').then(({ checkText: loaded }) => setCheck(() => loaded)), []);
  const { body, short_body: shortBody, transliterates } = useDeferredValue(words);
  const { purpose, variables, max_segments: maxSegments } = template;
  const { locale, source } = detail;
  return useMemo(() => {
    if (check === undefined) return undefined;
    if (!isWritten) return [];
    const original = source && { body: source.body, shortBody: source.short_body };
    const rules = { purpose, variables, maxSegments, transliterates };
    // As they are sent, and so as they are kept.
    const composed = { body: body.normalize('NFC'), shortBody: shortBody?.normalize('NFC') ?? null };
    return check({ ...rules, ...composed, locale, source: original });
  }, [check, isWritten, body, shortBody, transliterates, purpose, variables, maxSegments, locale, source]);
}
