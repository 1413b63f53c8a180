'use client';

import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { IconButton } from '../../ui/button';
import { useSession } from '../session/session-provider';
import { useSignOut } from '../session/use-sign-out';
import classes from './shell.module.css';

/** Who is signed in and as what, which leads to their own page; and the way out. */
export function UserCorner() {
  const rooms = useTranslations('rooms');
  const roleWord = useTranslations('roles');
  const session = useSession();
  return (
    <div className={classes.user}>
      <Link href="/me" className={classes.footButton} title={rooms('me')}>
        <IconUserCircle size={22} stroke={1.5} aria-hidden />
        <span className={classes.footWords}>
          <span>{session?.operator.name ?? rooms('me')}</span>
          <span className={classes.footSub}>{session ? roleWord(session.operator.role) : null}</span>
        </span>
      </Link>
      <SignOutButton />
    </div>
  );
}

/** Never more than a look away (OWASP ASVS 5 7.4.4), on a narrow screen too. */
export function SignOutButton() {
  const t = useTranslations('session');
  const { run, isBusy } = useSignOut();
  return (
    <IconButton label={t('signOut')} disabled={isBusy} onClick={() => void run(undefined)}>
      <IconLogout size={20} stroke={1.75} className={classes.turns} aria-hidden />
    </IconButton>
  );
}
