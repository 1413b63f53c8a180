'use client';

import type { TemplateDetail, TemplateList, TextDetail } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import type { Tagged } from '../../lib/api/call';
import { templateCalls, type NamedText } from '../../lib/api/template-calls';
import { inOrder } from './in-order';

const KEY = ['templates'];
/** What others save is seen before one's own words are finished. */
const LOOK_AGAIN_MILLISECONDS = 10_000;

export interface FirstAnswer<Data> {
  readonly data: Data;
  readonly at: number;
}

export function useTemplates(first: FirstAnswer<TemplateList> | undefined): UseQueryResult<TemplateList> {
  return useQuery({
    queryKey: [...KEY, 'list'],
    queryFn: ({ signal }) => callFromBrowser(templateCalls.templates(), signal),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

/** Its languages in the order in which the reader looks for them. */
export function useTemplate(
  id: string,
  first: FirstAnswer<TemplateDetail> | undefined,
): UseQueryResult<TemplateDetail> {
  const readers = useLocale();
  return useQuery({
    queryKey: [...KEY, id],
    queryFn: async ({ signal }) => inOrder(await callFromBrowser(templateCalls.template(id), signal), readers),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

const textKey = ({ templateId, locale }: NamedText) => [...KEY, templateId, 'texts', locale];

export function useText(
  named: NamedText,
  first: FirstAnswer<Tagged<TextDetail>> | undefined,
): UseQueryResult<Tagged<TextDetail>> {
  return useQuery({
    queryKey: textKey(named),
    queryFn: ({ signal }) => callFromBrowser(templateCalls.text(named), signal),
    refetchInterval: LOOK_AGAIN_MILLISECONDS,
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

export interface TextNews {
  /** What a change of the text answered: it is as it is now. */
  readonly take: (text: Tagged<TextDetail>) => void;
  /** Someone else has changed it: how is it? */
  readonly askAnew: () => Promise<void>;
}

export function useTextNews(named: NamedText): TextNews {
  const queries = useQueryClient();
  const { templateId, locale } = named;
  return {
    take: (text) => {
      queries.setQueryData(textKey(named), text);
      // What it counts for the list of languages, and what others inherit.
      void queries.invalidateQueries({
        queryKey: KEY,
        predicate: ({ queryKey }) => queryKey[2] !== 'texts' || queryKey[1] !== templateId || queryKey[3] !== locale,
      });
    },
    askAnew: () => queries.invalidateQueries({ queryKey: textKey(named) }),
  };
}

/** Asks anew for templates and all of their texts. */
export function useTemplatesAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: KEY }), [queries]);
}
