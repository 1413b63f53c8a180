'use client';

import type { AuditEntry } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card';
import { CopyButton } from '../../ui/copy-button';
import { Sub } from '../../ui/data-table';
import { Fact, FactList } from '../../ui/fact-list';
import { Fetched } from '../../ui/fetched';
import { BackLink } from '../../ui/links';
import { Moment } from '../../ui/moment';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { ActionWords } from './action-words';
import { ChangesTable } from './changes-table';
import { Person } from './person';
import { TargetName } from './target-name';
import { useAuditEntry, type FirstEntry } from './use-audit';
import classes from './audit.module.css';

/** One deed: what it changed, fact by fact, and all that is known of it. */
export function EntryRoom({ seq, first }: { seq: string; first: FirstEntry | undefined }) {
  const t = useTranslations('audit');
  const query = useAuditEntry(seq, first);
  return (
    <Page width="narrow">
      <BackLink href="/audit">{t('back')}</BackLink>
      <PageHeader
        title={t('entry', { seq })}
        beside={<CopyButton label={t('copyLink')} text={() => window.location.href} />}
      />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards />
          </Skeleton>
        }
      >
        {(entry) => <Known entry={entry} />}
      </Fetched>
    </Page>
  );
}

function Known({ entry }: { entry: AuditEntry }) {
  const t = useTranslations('audit');
  const targetWord = useTranslations('audit.targetKind');
  const { actor, target, before, after } = entry;
  return (
    <>
      <p className={classes.deed}>
        <ActionWords action={entry.action} />
      </p>
      <Card title={t('changes')}>
        <ChangesTable before={before} after={after} />
      </Card>
      <Card title={t('details')}>
        <FactList>
          <Fact name={t('who')}>
            <Person actor={actor} />
            {actor.id === null ? null : (
              <Only href={`/audit?actor=${encodeURIComponent(actor.id)}`}>{t('allByPerson')}</Only>
            )}
          </Fact>
          <Fact name={t('onWhat')}>
            <TargetName target={target} />
            <Sub>{targetWord(target.kind)}</Sub>
            <Only href={`/audit?target=${encodeURIComponent(target.id)}`}>{t('allOnTarget')}</Only>
          </Fact>
          <Fact name={t('when')}>
            <Moment at={entry.at} show="full" />
          </Fact>
          <Fact name={t('fromWhere')}>{entry.address ? <bdi dir="ltr">{entry.address}</bdi> : '–'}</Fact>
          <Fact name={t('request')}>
            <Mono>{entry.request_id ?? '–'}</Mono>
          </Fact>
          <Fact name={t('targetId')}>
            <Mono>{target.id}</Mono>
          </Fact>
          <Fact name={t('mac')}>
            <Mono>{entry.mac}</Mono>
            <span className={classes.hint}>{t('macHint')}</span>
          </Fact>
        </FactList>
      </Card>
      <Neighbours seq={entry.seq} />
    </>
  );
}

/** The entries are numbered without gaps. Whether there is a later one is found out by asking for it. */
function Neighbours({ seq }: { seq: number }) {
  const t = useTranslations('audit');
  const { data: later } = useAuditEntry(String(seq + 1), undefined);
  return (
    <nav className={classes.neighbours} aria-label={t('neighbours')}>
      {seq > 1 ? <Link href={`/audit/${seq - 1}`}>{t('entryBefore', { seq: seq - 1 })}</Link> : null}
      {later ? <Link href={`/audit/${later.seq}`}>{t('entryAfter', { seq: later.seq })}</Link> : null}
    </nav>
  );
}

function Mono({ children }: { children: ReactNode }) {
  return (
    <bdi dir="ltr" className={classes.mono}>
      {children}
    </bdi>
  );
}

function Only({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={classes.only}>
      {children}
    </Link>
  );
}
