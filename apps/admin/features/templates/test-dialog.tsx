'use client';

import type { TestSend, TryResponse } from '@codewire/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { meCalls } from '../../lib/api/me-calls';
import { templateCalls } from '../../lib/api/template-calls';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { OneOf } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { AsideLink } from '../../ui/links';
import { useChange } from '../../ui/use-change';
import { useConsoleContext } from '../shell/use-console-context';
import { Arrival } from './arrival';
import { namedIn, type VersionDialogProps } from './dialog-of-text';
import classes from './editor.module.css';

/** A fictional number of the North American plan: only simulated carriers take it, and Try it shows it first. */
const HANDSET = '+12125550142';
type Way = TestSend['to']['kind'];

/** Sends a saved version as a real start does, to a handset or to one's own number. */
export default function TestDialog(props: VersionDialogProps) {
  const { template, version, onClose } = props;
  const t = useTranslations('templates.test');
  const common = useTranslations('common');
  const { data: context } = useConsoleContext();
  const [way, setWay] = useState<Way>('handset');
  const [sent, setSent] = useState<TryResponse | null>(null);
  const applications = template.application === null ? (context?.applications ?? []) : [template.application];
  const send = useChange({
    work: ({ number, application }: { number: string; application: string }) =>
      callFromBrowser(
        templateCalls.testSend(namedIn(props), {
          version,
          application_id: application,
          to: way === 'own' ? { kind: 'own' } : { kind: 'handset', number },
          values: {},
        }),
      ),
    onDone: setSent,
  });
  const { form, field, isToldAtField } = useFields({
    first: { 'to.number': HANDSET, application_id: applications[0]?.id ?? '' },
    check: () => ({}),
    onSubmit: (values) => send.run({ number: values['to.number'], application: values.application_id }),
    failure: send.failure,
  });
  return (
    <Dialog title={t('title', { version })} isOpen onClose={onClose}>
      <Form {...form}>
        <p className={classes.hint}>{t('lead')}</p>
        {applications.length > 1 ? (
          <SelectField
            label={t('application')}
            choices={applications.map(({ id, name }) => ({ value: id, label: name }))}
            {...field('application_id')}
          />
        ) : null}
        <Ways way={way} onWay={setWay} />
        {way === 'handset' ? (
          <TextField
            label={t('number')}
            description={t('numberHint')}
            type="tel"
            autoComplete="off"
            dir="ltr"
            {...field('to.number')}
          />
        ) : null}
        {send.failure === null || isToldAtField ? null : <FailureNotice failure={asFailure(send.failure)} takesFocus />}
        {sent === null ? null : (
          <Arrival sent={sent} language={props.detail.locale} direction={props.detail.direction} />
        )}
        <FormActions>
          <Button onClick={onClose}>{common('close')}</Button>
          <Button type="submit" emphasis="main" loading={send.isBusy}>
            {t(sent === null ? 'send' : 'sendAgain')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** Whose own number nobody has proven gets nothing: the way there is shown. */
function Ways({ way, onWay }: { way: Way; onWay: (way: Way) => void }) {
  const t = useTranslations('templates.test');
  const { data: profile } = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => callFromBrowser(meCalls.profile(), signal),
  });
  const phone = profile?.phone ?? null;
  return (
    <>
      <OneOf
        legend={t('to')}
        options={[
          { value: 'handset', label: t('handset'), detail: t('handsetDetail') },
          {
            value: 'own',
            label: t('own'),
            detail: phone === null ? t('ownMissing') : <bdi dir="ltr">{phone}</bdi>,
            isDisabled: phone === null,
          },
        ]}
        chosen={way}
        onChoose={onWay}
      />
      {phone === null ? <AsideLink href="/me">{t('proveOwn')}</AsideLink> : null}
    </>
  );
}
