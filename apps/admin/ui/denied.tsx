'use client';

import { rolesWith, type Permission, type Role } from '@codewire/contracts';
import { useFormatter, useTranslations, type Messages } from 'next-intl';
import Link from 'next/link';
import { PlainPage } from './plain-page';
import classes from './denied.module.css';

/** A room that is closed to whoever is signed in: what it takes, who has that, and who could give it. */
export function Denied({ permission }: { permission: Permission }) {
  const t = useTranslations('states');
  const permissionWord = useTranslations('permissions');
  const roleWord = useTranslations('roles');
  const format = useFormatter();
  const inWords = (roles: readonly Role[]) => format.list(roles.map((role) => roleWord(role)));
  return (
    <PlainPage title={t('deniedTitle')} detail={t('deniedDetail', { permission: permissionWord(wordOf(permission)) })}>
      <p className={classes.roles}>
        {t('deniedRoles', { roles: inWords(rolesWith(permission)) })}{' '}
        {t('deniedRemedy', { roles: inWords(rolesWith('team.manage')) })}
      </p>
      <Link href="/">{t('deniedBack')}</Link>
    </PlainPage>
  );
}

/** Dots divide namespaces where words are kept. */
function wordOf(permission: Permission): keyof Messages['permissions'] {
  return permission.replace('.', '_') as keyof Messages['permissions'];
}
