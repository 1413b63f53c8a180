'use client';

import type { SavedView, ViewRoom } from '@codewire/contracts';
import { IconBookmark, IconDeviceFloppy, IconSettings } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Sub } from '../../ui/data-table';
import { Menu, MenuGroup, MenuItem, MenuNote, MenuTick } from '../../ui/menu';
import { isSameQuery, useViews } from './use-views';

const SaveViewDialog = lazy(() => import('./save-view-dialog'));
const ViewsDialog = lazy(() => import('./views-dialog'));

export interface ViewsMenuProps {
  readonly room: ViewRoom;
  /** The filters of now, as a view keeps them. */
  readonly query: SavedView['query'];
  readonly onOpen: (query: SavedView['query']) => void;
}

/** Lists with their filters, kept under names: one's own, and those that others share. */
export function ViewsMenu({ room, query, onOpen }: ViewsMenuProps) {
  const t = useTranslations('log.views');
  const { data, error } = useViews(room);
  const [asked, setAsked] = useState<'save' | 'manage'>();
  const views = data?.data ?? [];
  const current = views.find((view) => isSameQuery(view.query, query));
  const own = views.filter(({ is_own }) => is_own);
  const shared = views.filter(({ is_own }) => !is_own);

  return (
    <>
      <Menu
        label={current?.name ?? t('title')}
        name={current && t('current', { name: current.name })}
        icon={<IconBookmark size={16} aria-hidden />}
      >
        {(close) => {
          const ask = (what: 'save' | 'manage') => () => {
            close();
            setAsked(what);
          };
          const entries = (list: readonly SavedView[]) =>
            list.map((view) => (
              <MenuTick
                key={view.id}
                of="one"
                isTicked={view === current}
                onChoose={() => {
                  close();
                  onOpen(view.query);
                }}
              >
                <bdi>{view.name}</bdi>
                {view.is_own ? null : (
                  <Sub>
                    <bdi>{view.author}</bdi>
                  </Sub>
                )}
              </MenuTick>
            ));
          return (
            <>
              {views.length === 0 ? <MenuNote>{error ? t('failed') : t('none')}</MenuNote> : null}
              {own.length === 0 ? null : <MenuGroup name={t('own')}>{entries(own)}</MenuGroup>}
              {shared.length === 0 ? null : <MenuGroup name={t('shared')}>{entries(shared)}</MenuGroup>}
              <MenuItem icon={<IconDeviceFloppy size={16} aria-hidden />} onChoose={ask('save')}>
                {t('save')}
              </MenuItem>
              {own.length === 0 ? null : (
                <MenuItem icon={<IconSettings size={16} aria-hidden />} onChoose={ask('manage')}>
                  {t('manage')}
                </MenuItem>
              )}
            </>
          );
        }}
      </Menu>
      <Suspense fallback={null}>
        {asked === 'save' ? <SaveViewDialog room={room} query={query} onClose={() => setAsked(undefined)} /> : null}
        {asked === 'manage' ? (
          <ViewsDialog room={room} views={own} query={query} onClose={() => setAsked(undefined)} />
        ) : null}
      </Suspense>
    </>
  );
}
