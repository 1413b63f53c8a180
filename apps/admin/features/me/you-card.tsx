'use client';

import type { OperatorBrief } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { TextField } from '../../ui/field';
import { useChange } from '../../ui/use-change';
import { Refusal } from '../factors/refusal';
import { useProfileRefresh } from './use-profile';
import classes from './me.module.css';

export function YouCard({ operator }: { operator: OperatorBrief }) {
  const t = useTranslations('me');
  const roles = useTranslations('roles');
  const rename = useChange({
    work: (name: string) => callFromBrowser(meCalls.rename({ name: name.trim() })),
    onDone: useProfileRefresh(),
    said: t('saved'),
  });
  const { values, form, field, isToldAtField } = useFields({
    first: { name: operator.name },
    check: ({ name }) => (name.trim() === '' ? { name: t('nameMissing') } : {}),
    onSubmit: ({ name }) => rename.run(name),
    failure: rename.failure,
  });
  return (
    <Card title={t('you')}>
      <dl className={classes.facts}>
        <div>
          <dt>{t('email')}</dt>
          <dd>
            <bdi>{operator.email}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('role')}</dt>
          <dd>{roles(operator.role)}</dd>
        </div>
      </dl>
      <form {...form} className={classes.line} noValidate>
        <TextField label={t('name')} autoComplete="name" maxLength={80} {...field('name')} />
        <Button type="submit" loading={rename.isBusy} disabled={values.name === operator.name}>
          {t('save')}
        </Button>
      </form>
      {isToldAtField ? null : <Refusal failure={rename.failure} />}
    </Card>
  );
}
