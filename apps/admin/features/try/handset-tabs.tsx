'use client';

import { FICTIONAL_COUNTRIES, fictionalCountry } from '@codewire/otp/fictional';
import { IconDeviceMobilePlus, IconMaximize, IconTrash } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { countryName } from '../../lib/i18n/names';
import { IconButton } from '../../ui/button';
import { enterMenu, moveInMenu } from '../../ui/menu-keys';
import { useFlyout } from '../../ui/use-flyout';
import flyout from '../../ui/flyout.module.css';
import { MOST_HANDSETS } from './handset-list';
import type { Handsets } from './use-handsets';
import classes from './handsets.module.css';

export interface HandsetTabsProps {
  readonly handsets: Handsets;
  /** The number that is looked at; of none of them while that is one that is not kept. */
  readonly shown: string;
  readonly unread: ReadonlyMap<string, number>;
  readonly onChoose: (place: number) => void;
  readonly onAdd: (country: string) => void;
  readonly onRemove: (number: string) => void;
}

/** Which phone is looked at; how many messages wait on the others. */
export function HandsetTabs({ handsets, shown, unread, onChoose, onAdd, onRemove }: HandsetTabsProps) {
  const t = useTranslations('handsets');
  const isKept = handsets.all.some(({ number }) => number === shown);
  return (
    <div className={classes.head}>
      <ul className={classes.phones} aria-label={t('title')}>
        {handsets.all.map(({ number }, place) => (
          <li key={number}>
            <button
              type="button"
              className={classes.phone}
              aria-current={number === shown}
              onClick={() => onChoose(place)}
              data-testid={`handset-${place + 1}`}
            >
              <Country number={number} />
              <bdi dir="ltr">{number}</bdi>
              <Unread count={unread.get(number) ?? 0} />
            </button>
          </li>
        ))}
      </ul>
      <div className={classes.tools}>
        <AddMenu isFull={handsets.all.length >= MOST_HANDSETS} onAdd={onAdd} />
        {isKept ? (
          <>
            <Link
              className={classes.tool}
              href={`/try/phone/${handsets.place + 1}`}
              aria-label={t('fullScreen')}
              title={t('fullScreen')}
            >
              <IconMaximize size={18} aria-hidden />
            </Link>
            {handsets.all.length > 1 ? (
              <IconButton label={t('remove', { number: shown })} onClick={() => onRemove(shown)}>
                <IconTrash size={18} aria-hidden />
              </IconButton>
            ) : null}
          </>
        ) : null}
      </div>
    </div>
  );
}

/** Its letters, for those who know them; its name, for those who hear the page. */
function Country({ number }: { number: string }) {
  const locale = useLocale();
  const country = fictionalCountry(number) ?? '';
  return (
    <abbr className={classes.country} title={countryName(country, locale)} suppressHydrationWarning>
      {country}
    </abbr>
  );
}

function Unread({ count }: { count: number }) {
  const t = useTranslations('handsets');
  if (count === 0) return null;
  return (
    <span className={classes.unread}>
      <span aria-hidden>{count}</span>
      <span className={classes.heard}>{t('unread', { count })}</span>
    </span>
  );
}

function AddMenu({ isFull, onAdd }: { isFull: boolean; onAdd: (country: string) => void }) {
  const t = useTranslations('handsets');
  const locale = useLocale();
  const { button, panel, close } = useFlyout({ onOpen: enterMenu });
  return (
    <>
      <IconButton
        label={isFull ? t('full', { most: MOST_HANDSETS }) : t('add')}
        disabled={isFull}
        aria-haspopup="menu"
        {...button}
      >
        <IconDeviceMobilePlus size={18} aria-hidden />
      </IconButton>
      <div {...panel} className={flyout.panel} role="menu" tabIndex={-1} aria-label={t('add')} onKeyDown={moveInMenu}>
        {FICTIONAL_COUNTRIES.map((country) => (
          <button
            key={country}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={flyout.item}
            onClick={() => {
              close();
              onAdd(country);
            }}
          >
            <span className={flyout.words} suppressHydrationWarning>
              {countryName(country, locale)}
            </span>
            <span aria-hidden>{country}</span>
          </button>
        ))}
      </div>
    </>
  );
}
