'use client';

import type { Profile } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ChangePassword } from './change-password';
import classes from './me.module.css';

export function PasswordCard({ profile }: { profile: Profile }) {
  const t = useTranslations('me');
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title={t('password')}>
      <div className={classes.stack}>
        <p className={classes.text}>{profile.has_password ? t('passwordDetail') : t('noPassword')}</p>
        {profile.has_password ? (
          <div>
            <Button onClick={() => setOpen(true)}>{t('changePassword')}</Button>
          </div>
        ) : null}
      </div>
      {isOpen ? <ChangePassword operator={profile.operator} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
