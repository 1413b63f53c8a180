'use client';

import type { CoverageCell } from '@codewire/contracts';
import { IconArrowRight, IconChevronDown } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { languageInItsWords, languageName } from '../../lib/i18n/names';
import { Button } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { ROW_MARK } from '../../ui/page-landmarks';
import { SearchField } from '../../ui/search-field';
import { isFound, isShown, isUnreviewed, SHOWS, writeFilters, type EditorAddress, type Show } from './editor-address';
import classes from './locale-list.module.css';

export interface LocaleListProps {
  readonly coverage: readonly CoverageCell[];
  readonly open: string | undefined;
  /** Words that only this browser has. */
  readonly unsaved: ReadonlySet<string>;
  readonly address: EditorAddress;
  readonly change: (part: Partial<EditorAddress>) => void;
  /** The same in place of the present entry of the history. */
  readonly amend: (part: Partial<EditorAddress>) => void;
}

/** Every language with the state of its text; on a narrow screen only the open one, until the others are asked for. */
export function LocaleList({ coverage, open, unsaved, address, change, amend }: LocaleListProps) {
  const t = useTranslations('templates.locales');
  const locale = useLocale();
  const [isUnfolded, setUnfolded] = useState(false);
  const list = useOpenInView(open);
  const shown = coverage.filter(
    (cell) => isShown(cell, address.show) && isFound([cell.locale, languageInItsWords(cell.locale, locale)], address.q),
  );
  const isOpenShown = shown.some((cell) => cell.locale === open);
  const count = (show: Show) => coverage.filter((cell) => isShown(cell, show)).length;
  return (
    <nav className={classes.pane} aria-label={t('title')} data-unfolded={isUnfolded || undefined}>
      <button
        type="button"
        className={classes.fold}
        aria-expanded={isUnfolded}
        onClick={() => setUnfolded(!isUnfolded)}
      >
        <span suppressHydrationWarning>{t('openOne', { language: languageName(open ?? '', locale) })}</span>
        <IconChevronDown size={18} aria-hidden />
      </button>
      <div className={classes.content}>
        <SearchField label={t('search')} value={address.q} onSearch={(q) => amend({ q })} />
        <SelectField
          label={t('show')}
          value={address.show}
          choices={SHOWS.map((value) => ({ value, label: t(`shows.${value}`, { count: count(value) }) }))}
          onChange={(event) => change({ show: event.currentTarget.value as Show })}
        />
        <p className="visually-hidden" role="status">
          {t('found', { count: shown.length })}
        </p>
        {shown.length === 0 ? (
          <div className={classes.none}>
            <p>{t('noneFound')}</p>
            <Button size="xs" onClick={() => change({ show: 'all', q: '' })}>
              {t('showAll')}
            </Button>
          </div>
        ) : (
          <ul ref={list} className={classes.list}>
            {shown.map((cell) => (
              <Row
                key={cell.locale}
                cell={cell}
                isOpen={cell.locale === open}
                isStop={cell.locale === (isOpenShown ? open : shown[0]?.locale)}
                isUnsaved={unsaved.has(cell.locale)}
                href={writeFilters({ ...address, locale: cell.locale })}
                onOpen={() => {
                  change({ locale: cell.locale });
                  setUnfolded(false);
                }}
              />
            ))}
          </ul>
        )}
      </div>
    </nav>
  );
}

/** What is open is seen in the list, wherever in it that is; the page itself stays where it was. */
function useOpenInView(open: string | undefined) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (!list.current || !row) return;
    const { scrollTop, clientHeight } = list.current;
    const isSeen = row.offsetTop >= scrollTop && row.offsetTop + row.offsetHeight <= scrollTop + clientHeight;
    if (!isSeen) list.current.scrollTop = row.offsetTop - clientHeight / 3;
  }, [open]);
  return list;
}

/** The list is one stop of the Tab key: from row to row it is the arrows. */
function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('a') ?? [])];
  const at = rows.indexOf(event.currentTarget);
  const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  const row = wanted === undefined ? undefined : rows[wanted];
  if (row === undefined) return;
  event.preventDefault();
  row.focus();
}

interface RowProps {
  readonly cell: CoverageCell;
  readonly isOpen: boolean;
  /** The row that the Tab key comes to. */
  readonly isStop: boolean;
  readonly isUnsaved: boolean;
  readonly href: string;
  readonly onOpen: () => void;
}

/** A link, so that it can be opened beside; a plain click stays on the page and loses nothing. */
function Row({ cell, isOpen, isStop, isUnsaved, href, onOpen }: RowProps) {
  const locale = useLocale();
  function follow(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen();
  }
  return (
    <li>
      <a
        className={classes.row}
        href={href}
        tabIndex={isStop ? 0 : -1}
        aria-current={isOpen ? 'page' : undefined}
        onClick={follow}
        onKeyDown={moveInList}
        {...ROW_MARK}
      >
        <span className={classes.dot} data-state={cell.state} aria-hidden />
        <span className={classes.name} suppressHydrationWarning>
          {languageName(cell.locale, locale)}
        </span>
        <bdi className={classes.tag} dir="ltr">
          {cell.locale}
        </bdi>
        <Marks cell={cell} isUnsaved={isUnsaved} />
      </a>
    </li>
  );
}

/** The language that the words are of, where it is another one. */
function From({ cell: { locale, from, state } }: { cell: CoverageCell }) {
  const t = useTranslations('templates.locales');
  if (state !== 'inherited' || from === null || from === locale) return null;
  return (
    <span className={classes.from}>
      <IconArrowRight size={12} role="img" aria-label={t('from')} />
      <bdi dir="ltr">{from}</bdi>
    </span>
  );
}

function Marks({ cell, isUnsaved }: { cell: CoverageCell; isUnsaved: boolean }) {
  const t = useTranslations('templates.locales');
  const marks = [
    { is: isUnsaved, word: t('unsaved'), tone: 'busy' },
    { is: cell.has_draft, word: t('draft'), tone: 'busy' },
    { is: isUnreviewed(cell), word: t('unreviewed'), tone: 'warn' },
    { is: cell.has_update, word: t('update'), tone: 'busy' },
    { is: cell.errors > 0, word: t('faulty'), tone: 'bad' },
  ].filter(({ is }) => is);
  return (
    <span className={classes.marks}>
      <span>
        {t(`states.${cell.state}`)}
        <From cell={cell} />
      </span>
      {marks.map(({ word, tone }) => (
        <span key={word} className={classes.mark} data-tone={tone}>
          {word}
        </span>
      ))}
    </span>
  );
}
