'use client';

import type { TemplateDetail, TextDetail } from '@codewire/contracts';
import { IconAdjustments, IconArchive } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { Tagged } from '../../lib/api/call';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { AsideLink, BackLink } from '../../ui/links';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { openLocale, readFilters, writeFilters } from './editor-address';
import { useKeptLocales } from './kept-words';
import { LocaleList } from './locale-list';
import { OwnerName } from './owner-name';
import { TextRoom } from './text-room';
import { useTemplate, type FirstAnswer } from './use-templates';
import classes from './editor.module.css';

const SettingsDialog = lazy(() => import('./settings-dialog'));
const ArchiveDialog = lazy(() => import('./archive-dialog'));

export interface TemplateRoomProps {
  readonly id: string;
  readonly first: FirstAnswer<TemplateDetail> | undefined;
  /** Of the language that the address names. */
  readonly firstText: FirstAnswer<Tagged<TextDetail>> | undefined;
}

/** The texts of one template: its languages, the words of the one that is open, and how they look on a phone. */
export function TemplateRoom({ id, first, firstText }: TemplateRoomProps) {
  const t = useTranslations('templates');
  const query = useTemplate(id, first);
  return (
    <Page>
      <BackLink href="/templates">{t('back')}</BackLink>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards cards={3} />
          </Skeleton>
        }
      >
        {(template) => <Known template={template} firstText={firstText} />}
      </Fetched>
    </Page>
  );
}

function Known({ template, firstText }: { template: TemplateDetail; firstText: TemplateRoomProps['firstText'] }) {
  const t = useTranslations('templates');
  const readers = useLocale();
  const { filters: address, change, amend } = useUrlFilters({ readFilters, writeFilters });
  const unsaved = useKeptLocales(template.id);
  const open = openLocale(template.coverage, address.locale, readers);
  const cell = template.coverage.find(({ locale }) => locale === open);
  return (
    <>
      <PageHeader
        title={t(`purposes.${template.purpose}`)}
        lead={
          <>
            <OwnerName application={template.application} /> {t(`purposeLine.${template.purpose}`)}
          </>
        }
        actions={<Actions template={template} />}
      />
      {cell === undefined ? (
        <Empty title={t('noLanguages')} detail={t('noLanguagesDetail')} />
      ) : (
        <div className={classes.room}>
          <LocaleList
            coverage={template.coverage}
            open={open}
            unsaved={unsaved}
            address={address}
            change={change}
            amend={amend}
          />
          {/* Another language is another text: nothing of the one before may stay in its fields. */}
          <TextRoom
            key={cell.locale}
            template={template}
            cell={cell}
            first={firstText?.data.data.locale === cell.locale ? firstText : undefined}
          />
        </div>
      )}
    </>
  );
}

function Actions({ template }: { template: TemplateDetail }) {
  const t = useTranslations('templates');
  const may = useMay();
  const [asked, setAsked] = useState<'settings' | 'archive' | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      {may('audit.read') ? (
        <AsideLink href={`/audit?target=${encodeURIComponent(template.id)}`}>{t('inAudit')}</AsideLink>
      ) : null}
      {may('texts.write') ? (
        <>
          {template.application === null ? null : (
            <Button icon={<IconArchive size={16} aria-hidden />} onClick={() => setAsked('archive')}>
              {t('archive.open')}
            </Button>
          )}
          <Button icon={<IconAdjustments size={16} aria-hidden />} onClick={() => setAsked('settings')}>
            {t('settings.open')}
          </Button>
        </>
      ) : null}
      <Suspense fallback={null}>
        {asked === 'settings' ? <SettingsDialog template={template} onClose={close} /> : null}
        {asked === 'archive' ? <ArchiveDialog template={template} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
