'use client';

import { IconColumns3 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Menu, MenuGroup, MenuItem, MenuTick } from '../../ui/menu';
import type { TableLookState } from './use-table-look';

export interface TableMenuProps {
  readonly look: TableLookState;
  /** Those that can be hidden; the first one leads to the row and stays. */
  readonly columns: readonly { readonly key: string; readonly title: string }[];
}

/** How the table looks in this browser: its columns, and how close its lines stand. */
export function TableMenu({ look, columns }: TableMenuProps) {
  const t = useTranslations('log.table');
  return (
    <Menu label={t('title')} icon={<IconColumns3 size={16} aria-hidden />}>
      {() => (
        <>
          <MenuGroup name={t('columns')}>
            {columns.map(({ key, title }) => (
              <MenuTick key={key} of="any" isTicked={look.columns.includes(key)} onChoose={() => look.toggle(key)}>
                {title}
              </MenuTick>
            ))}
          </MenuGroup>
          <MenuGroup name={t('density')}>
            <MenuTick of="one" isTicked={!look.isDense} onChoose={() => look.setDense(false)}>
              {t('roomy')}
            </MenuTick>
            <MenuTick of="one" isTicked={look.isDense} onChoose={() => look.setDense(true)}>
              {t('dense')}
            </MenuTick>
          </MenuGroup>
          <MenuItem onChoose={look.reset}>{t('reset')}</MenuItem>
        </>
      )}
    </Menu>
  );
}
