'use client';

import type { ApplicationDetail, NewKey } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CodeBlock } from '../../ui/code-block';
import { TextField } from '../../ui/field';
import { SecretOnce } from '../../ui/secret-once';
import { Tabs } from '../../ui/tabs';
import { useConsoleContext } from '../shell/use-console-context';
import { firstCall, snippet, SNIPPET_KINDS } from './snippets';
import classes from './apps.module.css';

/** Fictional, so that nobody is sent a message by mistake; in test mode it is all one needs. */
const NUMBER = '+12125550142';

export interface KeyOnceProps {
  readonly made: NewKey;
  readonly application: Pick<ApplicationDetail, 'is_test'>;
  readonly onKept: () => void;
}

/** A new key, and programs that try it out with the key already in them. */
export function KeyOnce({ made: { key, view }, application, onKept }: KeyOnceProps) {
  const t = useTranslations('apps.keys');
  const { data } = useConsoleContext();
  const [number, setNumber] = useState(NUMBER);
  const call = firstCall({ apiUrl: data?.api_url ?? 'http://localhost:3000', scopes: view.scopes, number });
  return (
    <SecretOnce label={t('theKey')} secret={key} onKept={onKept}>
      <div className={classes.tryOut}>
        <h3>{t('tryIt')}</h3>
        {view.scopes.includes('start') ? (
          <TextField
            label={t('number')}
            description={application.is_test ? t('numberTest') : t('numberLive')}
            type="tel"
            dir="ltr"
            autoComplete="off"
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
        ) : null}
        <Tabs
          label={t('tryIt')}
          tabs={SNIPPET_KINDS.map((kind) => ({
            key: kind,
            title: t(`snippet.${kind}`),
            content: (
              <CodeBlock title={t(`snippetHow.${kind}`)} copyLabel={t('copySnippet')} text={snippet(kind, call, key)} />
            ),
          }))}
        />
        <p className={classes.hint}>{t('keepHint')}</p>
      </div>
    </SecretOnce>
  );
}
