'use client';

import type { CarrierView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { ApiFailure, asFailure } from '../../lib/api/failure';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { OneOf } from '../../ui/choices';
import { Fact, FactList } from '../../ui/fact-list';
import { FailureNotice } from '../../ui/failure-notice';
import { LinesField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { useMay } from '../session/session-provider';
import { CertificateLines } from './certificate-lines';
import { ConflictNotice } from './conflict-notice';
import { isPin, tlsEdits, type TlsDraft } from './tls-draft';
import type { DraftState } from './use-draft';
import { useReview } from './use-review';
import classes from './carriers.module.css';

export interface TlsCardProps {
  readonly carrier: CarrierView;
  readonly state: DraftState<TlsDraft>;
}

export function TlsCard({ carrier, state }: TlsCardProps) {
  const t = useTranslations('carriers.tlsCard');
  const mayWrite = useMay()('carriers.write');
  return <Card title={t('title')}>{mayWrite ? <TlsForm state={state} /> : <TlsFacts carrier={carrier} />}</Card>;
}

/** Whom the carrier has to be, and whom it wants us to be. */
function TlsForm({ state }: { state: DraftState<TlsDraft> }) {
  const t = useTranslations('carriers.tlsCard');
  const common = useTranslations('carriers');
  const { base, draft, setDraft, isTouched, theirs, takeOver } = state;
  const review = useReview(base, takeOver);
  const [isChecked, setChecked] = useState(false);
  const refused = review.failure instanceof ApiFailure ? review.failure.problem : null;
  const errorAt = (field: string) => (refused?.field === field ? `${refused.detail} ${refused.remedy}` : undefined);
  const isToldAtField = ['settings.tls.ca', 'settings.tls.certificate', 'tls_key'].includes(refused?.field ?? '');

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    setChecked(true);
    if (!draft.isOn || isPin(draft.pin)) review.ask(tlsEdits(draft, base.has_tls_key));
  }

  const text = (name: 'serverName' | 'ca' | 'pin' | 'certificate' | 'key') => ({
    name,
    label: t(name),
    dir: 'ltr' as const,
    autoComplete: 'off',
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });

  return (
    <>
      <Form onSubmit={submit}>
        <ConflictNotice state={state} />
        <OneOf
          legend={t('wire')}
          options={(['tls', 'plain'] as const).map((value) => ({
            value,
            label: t(`wires.${value}`),
            detail: t(`wireLine.${value}`),
          }))}
          chosen={draft.isOn ? 'tls' : 'plain'}
          onChoose={(value) => setDraft({ ...draft, isOn: value === 'tls' })}
        />
        {draft.isOn ? (
          <>
            <TextField {...text('serverName')} description={t('serverNameHint', { host: base.host })} maxLength={253} />
            <LinesField
              {...text('ca')}
              className={classes.pem}
              description={t('caHint')}
              error={errorAt('settings.tls.ca')}
            />
            <CertificateLines pem={draft.ca} />
            <TextField
              {...text('pin')}
              description={t('pinHint')}
              error={isChecked && !isPin(draft.pin) ? t('pinWrong') : undefined}
            />
            <LinesField
              {...text('certificate')}
              className={classes.pem}
              description={t('certificateHint')}
              error={errorAt('settings.tls.certificate')}
            />
            <CertificateLines pem={draft.certificate} />
            <LinesField
              {...text('key')}
              className={classes.pem}
              description={t(base.has_tls_key ? 'keyKept' : 'keyHint')}
              error={errorAt('tls_key')}
            />
          </>
        ) : (
          <Notice tone="warn" title={common('plainMeans')} />
        )}
        {review.failure === null || isToldAtField ? null : (
          <FailureNotice failure={asFailure(review.failure)} takesFocus />
        )}
        <FormActions>
          {isTouched ? <Button onClick={() => takeOver(base)}>{common('discard')}</Button> : null}
          <Button type="submit" emphasis="main" disabled={!isTouched || theirs !== null} loading={review.isBusy}>
            {common('review')}
          </Button>
        </FormActions>
      </Form>
      {review.dialog}
    </>
  );
}

function TlsFacts({ carrier: { settings, has_tls_key: hasKey } }: { carrier: CarrierView }) {
  const t = useTranslations('carriers.tlsCard');
  const { tls } = settings;
  if (tls === null) return <p className={classes.none}>{t('wires.plain')}</p>;
  return (
    <FactList>
      <Fact name={t('wire')}>{t('wires.tls')}</Fact>
      <Fact name={t('serverName')}>{tls.server_name === null ? '–' : <bdi dir="ltr">{tls.server_name}</bdi>}</Fact>
      <Fact name={t('ca')}>{tls.ca === null ? '–' : <CertificateLines pem={tls.ca} />}</Fact>
      <Fact name={t('pin')}>{tls.pin === null ? '–' : <bdi className={classes.mono}>{tls.pin}</bdi>}</Fact>
      <Fact name={t('certificate')}>{tls.certificate === null ? '–' : <CertificateLines pem={tls.certificate} />}</Fact>
      <Fact name={t('key')}>{hasKey ? t('keyIsKept') : '–'}</Fact>
    </FactList>
  );
}
