'use client';

import type { Preview, PreviewRequest } from '@codewire/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import type { NamedText } from '../../lib/api/template-calls';
import { templateCalls } from '../../lib/api/template-calls';

/** A pause in typing. */
const PAUSE_MILLISECONDS = 200;

export interface PreviewState {
  /** The last one there was. */
  readonly preview: Preview | undefined;
  /** It is not of the words as they are now: those are being typed, or asked about. */
  readonly isOld: boolean;
  readonly failure: unknown;
}

/** How a text would look, made by what makes messages; asked for whenever typing pauses. */
export function usePreview({ templateId, locale }: NamedText, question: PreviewRequest): PreviewState {
  const wanted = JSON.stringify({ ...question, language: locale });
  const asked = usePaused(wanted);
  const query = useQuery({
    queryKey: ['preview', templateId, asked],
    queryFn: ({ signal }) =>
      callFromBrowser(templateCalls.preview(templateId, JSON.parse(asked) as PreviewRequest), signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  });
  return {
    preview: query.data,
    isOld: asked !== wanted || query.isPlaceholderData || query.isPending,
    failure: query.error,
  };
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
