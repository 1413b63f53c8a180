'use client';

import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { recentPlaces } from '../../lib/recent-places';
import { useGo } from '../../lib/use-go';
import { useMay } from '../session/session-provider';
import { useSignOut } from '../session/use-sign-out';
import { jumpFor } from './jump';
import { ROOMS } from './rooms';
import { useCopyLink } from './use-copy-link';

export interface PaletteEntry {
  readonly key: string;
  readonly label: string;
  /** The shortcut that does the same. */
  readonly keys?: string;
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly key: 'jump' | 'recent' | 'rooms' | 'actions';
  readonly entries: readonly PaletteEntry[];
}

/** All that the palette offers to whoever is signed in, narrowed by what is typed. */
export function usePaletteEntries(typed: string): PaletteGroup[] {
  const t = useTranslations('palette');
  const may = useMay();
  const go = useGo();
  const rooms = useRoomEntries();
  const recent = useRecentEntries();
  const actions = useActionEntries();
  const jump = jumpFor(typed, may);
  const wanted = typed.trim().toLowerCase();
  const fitting = (entries: readonly PaletteEntry[]) =>
    entries.filter(({ label }) => label.toLowerCase().includes(wanted));
  const groups: PaletteGroup[] = [
    {
      key: 'jump',
      entries: jump
        ? [{ key: 'jump', label: t(`jump.${jump.kind}`, { id: typed.trim() }), run: () => go(jump.href) }]
        : [],
    },
    { key: 'rooms', entries: fitting(rooms) },
    { key: 'recent', entries: fitting(recent) },
    { key: 'actions', entries: fitting(actions) },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

function useRoomEntries(): PaletteEntry[] {
  const roomName = useTranslations('rooms');
  const may = useMay();
  const go = useGo();
  return [
    ...ROOMS.filter(({ permission }) => may(permission)).map(({ key, href, letter }) => ({
      key,
      label: roomName(key),
      keys: `g ${letter}`,
      run: () => go(href),
    })),
    { key: 'me', label: roomName('me'), run: () => go('/me') },
  ];
}

/** Pages within rooms; a room itself stands above already. */
function useRecentEntries(): PaletteEntry[] {
  const roomName = useTranslations('rooms');
  const go = useGo();
  const pathname = usePathname();
  // Read once, when the palette opens.
  const [places] = useState(recentPlaces);
  return places.flatMap((path) => {
    const room = ROOMS.find(({ href }) => path.startsWith(`${href}/`));
    if (!room || path === pathname) return [];
    const label = `${roomName(room.key)} · ${decodeURIComponent(path.slice(room.href.length + 1))}`;
    return [{ key: path, label, run: () => go(path) }];
  });
}

function useActionEntries(): PaletteEntry[] {
  const t = useTranslations('palette');
  const session = useTranslations('session');
  const may = useMay();
  const go = useGo();
  const signOut = useSignOut();
  const copyLink = useCopyLink();
  return [
    ...(may('keys.write') ? [{ key: 'make-key', label: t('makeKey'), run: () => go('/apps') }] : []),
    ...(may('carriers.write') ? [{ key: 'add-carrier', label: t('addCarrier'), run: () => go('/carriers') }] : []),
    ...(may('routes.write') ? [{ key: 'add-rule', label: t('addRule'), run: () => go('/routing?do=add') }] : []),
    ...(may('routes.read')
      ? [{ key: 'probe-number', label: t('probeNumber'), run: () => go('/routing?do=probe') }]
      : []),
    ...(may('team.manage') ? [{ key: 'invite', label: t('invite'), run: () => go('/team') }] : []),
    ...(may('locales.write') ? [{ key: 'add-language', label: t('addLanguage'), run: () => go('/locales') }] : []),
    ...(may('texts.read')
      ? [
          { key: 'ask-language', label: t('askLanguage'), run: () => go('/locales?view=question') },
          { key: 'coverage', label: t('coverage'), run: () => go('/locales?view=coverage') },
        ]
      : []),
    { key: 'copy-link', label: t('copyLink'), keys: '.', run: copyLink },
    { key: 'sign-out', label: session('signOut'), run: () => void signOut.run(undefined) },
  ];
}
