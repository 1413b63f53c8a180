'use client';

import { IconDeviceMobileMessage, IconListDetails } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Brand } from './brand';
import classes from './shell.module.css';

/** The rooms that exist. */
const ROOMS = [
  { key: 'try', href: '/try', icon: IconDeviceMobileMessage },
  { key: 'messages', href: '/messages', icon: IconListDetails },
] as const;

export function Rail() {
  const t = useTranslations('rooms');
  const pathname = usePathname();
  return (
    <div className={classes.rooms}>
      <div className={classes.railBrand}>
        <Brand />
      </div>
      <ul>
        {ROOMS.map(({ key, href, icon: Icon }) => (
          <li key={key}>
            <Link
              href={href}
              className={classes.room}
              aria-current={pathname === href || pathname.startsWith(`${href}/`) ? 'page' : undefined}
            >
              <Icon size={20} stroke={1.75} aria-hidden />
              {t(key)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
