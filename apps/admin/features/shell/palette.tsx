'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog } from '../../ui/dialog';
import { usePaletteEntries, type PaletteEntry } from './use-palette-entries';
import classes from './palette.module.css';

/** One line to type into, and everything that can be reached from here below it. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations('palette');
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const groups = usePaletteEntries(typed);
  const entries = groups.flatMap((group) => group.entries);
  const current = entries[Math.min(at, entries.length - 1)];
  useEffect(() => field.current?.focus(), []);
  useEffect(
    () => document.getElementById(`${listId}-${current?.key}`)?.scrollIntoView({ block: 'nearest' }),
    [listId, current?.key],
  );

  function take(entry: PaletteEntry | undefined): void {
    if (!entry) return;
    onClose();
    entry.run();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, entries.length - 1) + step + entries.length) % entries.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      take(current);
    }
  }

  return (
    <Dialog title={t('title')} isOpen onClose={onClose}>
      <input
        ref={field}
        className={classes.field}
        role="combobox"
        aria-label={t('label')}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current && `${listId}-${current.key}`}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('placeholder')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} className={classes.list} role="listbox" aria-label={t('title')}>
        {groups.map((group) => (
          <div key={group.key} role="group" aria-label={t(`group.${group.key}`)}>
            <p className={classes.group} aria-hidden>
              {t(`group.${group.key}`)}
            </p>
            {group.entries.map((entry) => (
              // The field keeps the focus; keys are its own (ARIA: combobox with a list).
              <button
                key={entry.key}
                type="button"
                id={`${listId}-${entry.key}`}
                role="option"
                tabIndex={-1}
                aria-selected={entry === current}
                className={classes.entry}
                onPointerMove={() => setAt(entries.indexOf(entry))}
                onClick={() => take(entry)}
              >
                <span className={classes.words}>{entry.label}</span>
                {entry.keys ? <kbd dir="ltr">{entry.keys}</kbd> : null}
              </button>
            ))}
          </div>
        ))}
      </div>
      <p className={classes.none} role="status">
        {entries.length === 0 ? t('none') : ''}
      </p>
    </Dialog>
  );
}
