'use client';

import { useTranslations } from 'next-intl';
import { usePathname, useRouter } from 'next/navigation';
import { useState } from 'react';
import { recentPlaces } from '../../lib/recent-places';
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
  const router = useRouter();
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
        ? [{ key: 'jump', label: t(`jump.${jump.kind}`, { id: typed.trim() }), run: () => router.push(jump.href) }]
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
  const router = useRouter();
  return [
    ...ROOMS.filter(({ permission }) => may(permission)).map(({ key, href, letter }) => ({
      key,
      label: roomName(key),
      keys: `g ${letter}`,
      run: () => router.push(href),
    })),
    { key: 'me', label: roomName('me'), run: () => router.push('/me') },
  ];
}

/** Pages within rooms; a room itself stands above already. */
function useRecentEntries(): PaletteEntry[] {
  const roomName = useTranslations('rooms');
  const router = useRouter();
  const pathname = usePathname();
  // Read once, when the palette opens.
  const [places] = useState(recentPlaces);
  return places.flatMap((path) => {
    const room = ROOMS.find(({ href }) => path.startsWith(`${href}/`));
    if (!room || path === pathname) return [];
    const label = `${roomName(room.key)} · ${decodeURIComponent(path.slice(room.href.length + 1))}`;
    return [{ key: path, label, run: () => router.push(path) }];
  });
}

function useActionEntries(): PaletteEntry[] {
  const t = useTranslations('palette');
  const session = useTranslations('session');
  const may = useMay();
  const router = useRouter();
  const signOut = useSignOut();
  const copyLink = useCopyLink();
  return [
    ...(may('keys.write') ? [{ key: 'make-key', label: t('makeKey'), run: () => router.push('/apps') }] : []),
    ...(may('carriers.write')
      ? [{ key: 'add-carrier', label: t('addCarrier'), run: () => router.push('/carriers') }]
      : []),
    ...(may('routes.write')
      ? [{ key: 'add-rule', label: t('addRule'), run: () => router.push('/routing?do=add') }]
      : []),
    ...(may('routes.read')
      ? [{ key: 'probe-number', label: t('probeNumber'), run: () => router.push('/routing?do=probe') }]
      : []),
    ...(may('team.manage') ? [{ key: 'invite', label: t('invite'), run: () => router.push('/team') }] : []),
    ...(may('locales.write')
      ? [{ key: 'add-language', label: t('addLanguage'), run: () => router.push('/locales') }]
      : []),
    ...(may('texts.read')
      ? [
          { key: 'ask-language', label: t('askLanguage'), run: () => router.push('/locales?view=question') },
          { key: 'coverage', label: t('coverage'), run: () => router.push('/locales?view=coverage') },
        ]
      : []),
    { key: 'copy-link', label: t('copyLink'), keys: '.', run: copyLink },
    { key: 'sign-out', label: session('signOut'), run: () => void signOut.run(undefined) },
  ];
}
