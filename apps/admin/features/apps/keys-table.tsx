'use client';

import type { KeyView } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { personParts } from '../../lib/person-name';
import { Ago } from '../../ui/ago';
import { Button } from '../../ui/button';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { IdleBadge, KeyEnd, KeyLifeBadge } from './key-badges';
import classes from './apps.module.css';

export interface KeysTableProps {
  readonly caption: string;
  readonly keys: readonly KeyView[];
  /** Without them there is nothing to do here. */
  readonly onRoll?: (key: KeyView) => void;
  readonly onRevoke?: (key: KeyView) => void;
}

export function KeysTable({ caption, keys, onRoll, onRevoke }: KeysTableProps) {
  const t = useTranslations('apps.keys');
  const scopeWord = useTranslations('scopes');
  const format = useFormatter();
  const columns: Column<KeyView>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, prefix }) => (
        <span className={classes.keyName}>
          <bdi className={classes.strong}>{name}</bdi>
          <Sub>
            <bdi dir="ltr" className={classes.mono}>
              {prefix}…
            </bdi>
          </Sub>
        </span>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      cell: (key) => (
        <>
          <KeyLifeBadge of={key} />
          <Sub>
            <KeyEnd of={key} />
          </Sub>
        </>
      ),
    },
    {
      key: 'scopes',
      title: t('scopes'),
      cell: ({ scopes, addresses }) => (
        <span className={classes.scopes}>
          {format.list(scopes.map((scope) => scopeWord(scope)))}
          <Sub>
            {addresses.length === 0
              ? t('fromAnywhere')
              : t.rich('fromAddresses', { addresses: () => <bdi dir="ltr">{addresses.join(', ')}</bdi> })}
          </Sub>
        </span>
      ),
    },
    {
      key: 'used',
      title: t('lastUsed'),
      cell: (key) => (
        <span className={classes.used}>
          {key.last_used_at ? <Ago at={key.last_used_at} /> : t('never')} <IdleBadge of={key} />
        </span>
      ),
    },
    {
      key: 'made',
      title: t('madeBy'),
      cell: ({ created_by: by, created_at: at }) => (
        <span className={classes.maker}>
          <bdi title={by}>{personParts(by).name}</bdi>
          <Sub>
            <Ago at={at} />
          </Sub>
        </span>
      ),
    },
  ];
  if (onRoll && onRevoke) {
    columns.push({
      key: 'actions',
      title: t('actions'),
      cell: (key) => (
        <span className={classes.actions}>
          {key.replaced_by === null ? (
            <Button size="xs" aria-label={t('rollNamed', { name: key.name })} onClick={() => onRoll(key)}>
              {t('roll')}
            </Button>
          ) : null}
          <Button size="xs" aria-label={t('revokeNamed', { name: key.name })} onClick={() => onRevoke(key)}>
            {t('revoke')}
          </Button>
        </span>
      ),
    });
  }
  return <DataTable caption={caption} columns={columns} rows={keys} keyOf={({ id }) => id} isStacked />;
}
