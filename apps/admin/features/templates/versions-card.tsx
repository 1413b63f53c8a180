'use client';

import type { TextDetail, VersionBrief } from '@codewire/contracts';
import { IconCircleCheck, IconEyeOff, IconHistory, IconPencil, IconSparkles } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { Moment } from '../../ui/moment';
import { useMay } from '../session/session-provider';
import { AuthorName } from './author-name';
import type { Asked } from './text-desk';
import classes from './editor.module.css';

/** Every version that there was, the newest first: who wrote it, who stands for it, and the way back to it. */
export function VersionsCard({ detail, onAsk }: { detail: TextDetail; onAsk: (asked: Asked) => void }) {
  const t = useTranslations('templates.versions');
  const may = useMay();
  const { versions } = detail;
  const columns: Column<VersionBrief>[] = [
    { key: 'version', title: t('version'), cell: (row) => <VersionName {...row} /> },
    { key: 'author', title: t('author'), cell: (row) => <Deed author={row.author} at={row.created_at} /> },
    {
      key: 'published',
      title: t('published'),
      cell: ({ published_at: at, publisher }) =>
        at === null ? <span className={classes.hint}>{t('never')}</span> : <Deed author={publisher} at={at} />,
    },
    { key: 'review', title: t('review'), cell: (row) => <Review {...row} /> },
    {
      key: 'ways',
      title: t('ways'),
      cell: ({ version, status, is_reviewed: isReviewed }) => (
        <span className={classes.ways}>
          {versions.length > 1 ? (
            <Button
              size="xs"
              aria-label={t('compareOne', { version })}
              onClick={() => onAsk({ kind: 'compare', version })}
            >
              {t('compare')}
            </Button>
          ) : null}
          {status === 'superseded' && may('texts.publish') ? (
            <Button
              size="xs"
              aria-label={t('revertTo', { version })}
              onClick={() => onAsk({ kind: 'revert', version })}
            >
              {t('revert')}
            </Button>
          ) : null}
          {!isReviewed && status !== 'superseded' && may('texts.publish') ? (
            <Button
              size="xs"
              aria-label={t('signOffOne', { version })}
              onClick={() => onAsk({ kind: 'sign-off', version })}
            >
              {t('signOff')}
            </Button>
          ) : null}
        </span>
      ),
    },
  ];
  return (
    <Card title={t('title')}>
      {versions.length === 0 ? (
        <p className={classes.hint}>{t('none')}</p>
      ) : (
        <DataTable
          caption={t('title')}
          columns={columns}
          rows={versions}
          keyOf={({ version }) => String(version)}
          isStacked
        />
      )}
    </Card>
  );
}

const LOOKS = {
  draft: { tone: 'busy', icon: IconPencil },
  update: { tone: 'busy', icon: IconSparkles },
  published: { tone: 'ok', icon: IconCircleCheck },
  superseded: { tone: 'calm', icon: IconHistory },
} as const satisfies Record<string, { tone: Tone; icon: typeof IconPencil }>;

function VersionName({ version, status, origin, made_from: from }: VersionBrief) {
  const t = useTranslations('templates.versions');
  const look = status === 'draft' && origin === 'built_in' ? 'update' : status;
  const { tone, icon: Icon } = LOOKS[look];
  return (
    <span className={classes.versionName}>
      <span>{t('number', { version })}</span>
      <Badge tone={tone} icon={<Icon size={15} aria-hidden />}>
        {t(`states.${look}`)}
      </Badge>
      {from === null ? null : <Sub>{t('madeFrom', { version: from })}</Sub>}
    </span>
  );
}

function Deed({ author, at }: { author: string | null; at: string }) {
  return (
    <span>
      <AuthorName author={author} />
      <Sub>
        <Moment at={at} show="short" />
      </Sub>
    </span>
  );
}

function Review({ is_reviewed: isReviewed, reviewer, reviewed_at: at }: VersionBrief) {
  const t = useTranslations('templates.versions');
  if (!isReviewed) {
    return (
      <Badge tone="warn" icon={<IconEyeOff size={15} aria-hidden />}>
        {t('unreviewed')}
      </Badge>
    );
  }
  return at === null ? <AuthorName author={reviewer} /> : <Deed author={reviewer} at={at} />;
}
