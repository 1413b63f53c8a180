'use client';

import { IconClock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Menu, MenuItem, MenuTick } from '../../ui/menu';
import { ANY_TIME, presetOf, PRESETS, type TimeRange } from './time-range';
import { useRangeWords } from './use-range-words';

const TimesDialog = lazy(() => import('./times-dialog'));

export interface TimeMenuProps {
  readonly range: TimeRange;
  readonly onChange: (range: TimeRange) => void;
}

/** Which stretch of time is looked at: one that moves along with now, or one between two times. */
export function TimeMenu({ range, onChange }: TimeMenuProps) {
  const t = useTranslations('log.time');
  const words = useRangeWords();
  const [isAsked, setAsked] = useState(false);
  const isAny = range.from === '' && range.to === '';
  return (
    <>
      <Menu // The server's and the browser's locale data may differ in a space or a comma.
        label={<span suppressHydrationWarning>{words(range)}</span>}
        name={t('name', { range: words(range) })}
        icon={<IconClock size={16} aria-hidden />}
      >
        {(close) => (
          <>
            <MenuTick
              of="one"
              isTicked={isAny}
              onChoose={() => {
                close();
                onChange(ANY_TIME);
              }}
            >
              {t('any')}
            </MenuTick>
            {PRESETS.map((preset) => (
              <MenuTick
                key={preset}
                of="one"
                isTicked={presetOf(range) === preset}
                onChoose={() => {
                  close();
                  onChange({ from: preset, to: '' });
                }}
              >
                {t(`preset.${preset.slice(1) as '15m'}`)}
              </MenuTick>
            ))}
            <MenuItem
              onChoose={() => {
                close();
                setAsked(true);
              }}
            >
              {t('exact')}
            </MenuItem>
          </>
        )}
      </Menu>
      <Suspense fallback={null}>
        {isAsked ? (
          <TimesDialog
            range={range}
            onDone={(chosen) => {
              setAsked(false);
              onChange(chosen);
            }}
            onClose={() => setAsked(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
