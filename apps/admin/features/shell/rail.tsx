'use client';

import {
  IconBuildingBroadcastTower,
  IconChartHistogram,
  IconDeviceMobileMessage,
  IconHistory,
  IconKey,
  IconLanguage,
  IconListDetails,
  IconMessage2Code,
  IconRoute,
  IconSettings,
  IconShieldCheck,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useMay } from '../session/session-provider';
import { ROOM_GROUPS, type Room } from './rooms';
import classes from './shell.module.css';

const ICONS = {
  overview: IconChartHistogram,
  try: IconDeviceMobileMessage,
  messages: IconListDetails,
  verifications: IconShieldCheck,
  templates: IconMessage2Code,
  locales: IconLanguage,
  carriers: IconBuildingBroadcastTower,
  routing: IconRoute,
  apps: IconKey,
  team: IconUsers,
  audit: IconHistory,
  settings: IconSettings,
} as const satisfies Record<Room['key'], unknown>;

/** The rooms that exist and are open to whoever is signed in. */
export function Rail() {
  const may = useMay();
  const groups = ROOM_GROUPS.map((rooms) => rooms.filter(({ permission }) => may(permission)));
  return groups
    .filter((rooms) => rooms.length > 0)
    .map((rooms) => (
      <ul key={rooms[0]?.key}>
        {rooms.map((room) => (
          <Entry key={room.key} room={room} />
        ))}
      </ul>
    ));
}

function Entry({ room: { key, href } }: { room: Room }) {
  const t = useTranslations('rooms');
  const pathname = usePathname();
  const Icon = ICONS[key];
  return (
    <li>
      <Link
        href={href}
        className={classes.room}
        aria-current={pathname === href || pathname.startsWith(`${href}/`) ? 'page' : undefined}
      >
        <Icon size={20} stroke={1.75} aria-hidden />
        {t(key)}
      </Link>
    </li>
  );
}
