'use client';

import { useLocalStorage } from '@mantine/hooks';
import { IconKeyboard } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { IconButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { focusFilters, focusRow } from '../../ui/page-landmarks';
import { useShortcuts } from './use-shortcuts';
import classes from './shell.module.css';

const LIST = [
  { keys: ['g', 't'], means: 'goTry' },
  { keys: ['g', 'm'], means: 'goMessages' },
  { keys: ['/'], means: 'filter' },
  { keys: ['j'], means: 'nextRow' },
  { keys: ['k'], means: 'previousRow' },
  { keys: ['Enter'], means: 'openRow' },
  { keys: ['?'], means: 'list' },
] as const;

/** The keyboard's own ways through the console, their list, and the switch that turns them off (WCAG 2.1.4). */
export function Shortcuts() {
  const t = useTranslations('shortcuts');
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isOn, setOn] = useLocalStorage({ key: 'codewire-shortcuts', defaultValue: true });
  const shortcuts = useMemo(
    () => ({
      'g t': () => router.push('/try'),
      'g m': () => router.push('/messages'),
      '/': focusFilters,
      j: () => focusRow('next'),
      k: () => focusRow('previous'),
      '?': () => setOpen(true),
    }),
    [router],
  );
  useShortcuts(isOn, shortcuts);

  return (
    <>
      <IconButton label={t('title')} onClick={() => setOpen(true)}>
        <IconKeyboard size={20} stroke={1.75} aria-hidden />
      </IconButton>
      <Dialog title={t('title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <dl className={classes.shortcuts}>
          {LIST.map(({ keys, means }) => (
            <div key={means}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(means)}</dd>
            </div>
          ))}
        </dl>
        <label className={classes.switch}>
          <input type="checkbox" checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
          {t('on')}
        </label>
      </Dialog>
    </>
  );
}
