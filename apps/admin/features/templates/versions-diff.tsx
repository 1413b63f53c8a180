'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { templateCalls, type NamedText } from '../../lib/api/template-calls';
import { Fetched } from '../../ui/fetched';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { FormsDiff } from './word-diff';
import classes from './editor.module.css';

/** What became of the words of one saved version in another, as the backend compares them. */
export function VersionsDiff({ named, before, after }: { named: NamedText; before: number; after: number }) {
  const t = useTranslations('templates.diff');
  const query = useQuery({
    queryKey: ['text-diff', named, before, after],
    queryFn: ({ signal }) => callFromBrowser(templateCalls.diff(named, before, after), signal),
  });
  return (
    <div className={classes.difference}>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable rows={2} />
          </Skeleton>
        }
      >
        {({ body, short_body: shortBody }) => <FormsDiff body={body} shortBody={shortBody} language={named.locale} />}
      </Fetched>
    </div>
  );
}
