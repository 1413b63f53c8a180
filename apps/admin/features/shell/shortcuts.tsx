'use client';

import { IconKeyboard } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { IconButton } from '../../ui/button';
import { useGo } from '../../lib/use-go';
import { useShortcutsSwitch } from '../../lib/use-shortcuts-switch';
import { Dialog } from '../../ui/dialog';
import { focusFilters, focusRow, toggleLive, walkOn } from '../../ui/page-landmarks';
import { takeLastAction } from '../../ui/toasts';
import { useMay } from '../session/session-provider';
import { ROOMS } from './rooms';
import { useCopyLink } from './use-copy-link';
import { useShortcuts } from './use-shortcuts';
import classes from './shell.module.css';

const LIST = [
  { keys: ['/'], means: 'filter' },
  { keys: ['j'], means: 'nextRow' },
  { keys: ['k'], means: 'previousRow' },
  { keys: ['Enter'], means: 'openRow' },
  { keys: ['['], means: 'previousOfList' },
  { keys: [']'], means: 'nextOfList' },
  { keys: ['l'], means: 'live' },
  { keys: ['.'], means: 'copyLink' },
  { keys: ['z'], means: 'undo' },
  { keys: ['?'], means: 'list' },
  { keys: ['Ctrl', 'K'], means: 'palette' },
] as const;

/** The keyboard's own ways through the console, their list, and the switch that turns them off (WCAG 2.1.4). */
export function Shortcuts() {
  const t = useTranslations('shortcuts');
  const roomName = useTranslations('rooms');
  const go = useGo();
  const may = useMay();
  const copyLink = useCopyLink();
  const rooms = ROOMS.filter(({ permission }) => may(permission));
  const [isOpen, setOpen] = useState(false);
  const [isOn, setOn] = useShortcutsSwitch();
  const shortcuts = {
    ...Object.fromEntries(rooms.map(({ letter, href }) => [`g ${letter}`, () => go(href)])),
    '/': focusFilters,
    j: () => focusRow('next'),
    k: () => focusRow('previous'),
    '[': () => walkOn('previous'),
    ']': () => walkOn('next'),
    l: toggleLive,
    '.': copyLink,
    z: takeLastAction,
    '?': () => setOpen(true),
  };
  useShortcuts(isOn, shortcuts);

  return (
    <>
      <IconButton label={t('title')} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <IconKeyboard size={20} stroke={1.75} aria-hidden />
      </IconButton>
      <Dialog title={t('title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <dl className={classes.shortcuts}>
          {rooms.map(({ key, letter }) => (
            <Shortcut key={key} keys={['g', letter]} means={t('goTo', { room: roomName(key) })} />
          ))}
          {LIST.map(({ keys, means }) => (
            <Shortcut key={means} keys={keys} means={t(means)} />
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

function Shortcut({ keys, means }: { keys: readonly string[]; means: string }) {
  return (
    <div>
      <dt dir="ltr">
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{means}</dd>
    </div>
  );
}
