'use client';

import { CarrierSettings, type CarrierCreate } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { asFailure } from '../../lib/api/failure';
import { useFields, type FieldErrors } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { OneOf } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { LinesField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { PasswordField } from '../../ui/password-field';
import { useChange } from '../../ui/use-change';
import { useFactName } from '../audit/fact-words';
import { isCarrierPassword } from './password-rule';
import { faultsOf } from './settings-draft';
import { useCarriersAnew } from './use-carriers';
import { useFaultWords } from './use-fault-words';
import { useValueLabel } from './use-value-label';
import classes from './carriers.module.css';

const FIRST = {
  name: '',
  host: '',
  port: '',
  system_id: '',
  password: '',
  system_type: '',
  binds: '1',
  window_size: '10',
  tps: '',
  server_name: '',
  ca: '',
};
type Field = keyof typeof FIRST;
type Typed = Readonly<Record<Field, string>>;
/** Those that are folded away until somebody needs them. */
const ADVANCED: readonly Field[] = ['system_type', 'binds', 'window_size', 'tps', 'server_name', 'ca'];

/** A new account. It begins disabled, and its page is where it is tested. */
export default function AddDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('carriers');
  const hint = useTranslations('carriers.hint');
  const value = useValueLabel();
  const password = useTranslations('carriers.password');
  const tls = useTranslations('carriers.tlsCard');
  const common = useTranslations('common');
  const nameOf = useFactName();
  const router = useRouter();
  const readAnew = useCarriersAnew();
  const check = useAccountCheck();
  const [wire, setWire] = useState<'tls' | 'plain'>('tls');
  const [mode, setMode] = useState<CarrierSettings['bind_mode']>('transceiver');
  const [isUnfolded, setUnfolded] = useState(false);
  const add = useChange({
    work: (typed: Typed) => callFromBrowser(carrierCalls.createCarrier(accountOf(typed, wire, mode))),
    said: t('addedSaid'),
    onDone: async ({ id }) => {
      await readAnew();
      // Closed first: the focus goes back into the page, and from there on in the next one.
      onClose();
      router.push(`/carriers/${id}`);
    },
  });
  const { form, field, isToldAtField } = useFields<Field>({
    first: FIRST,
    check: (typed) => {
      const wrong = check(typed);
      // What is wrong has to be seen.
      if (ADVANCED.some((name) => wrong[name] !== undefined)) setUnfolded(true);
      return wrong;
    },
    onSubmit: (typed) => add.run(typed),
    failure: add.failure,
  });
  const text = (name: Field) => ({ ...field(name), autoComplete: 'off', spellCheck: false, dir: 'ltr' }) as const;

  return (
    <Dialog title={t('add')} isOpen isWide onClose={onClose}>
      <Form {...form}>
        <p className={classes.lead}>{t('addLead')}</p>
        <TextField {...text('name')} label={nameOf('name')} description={hint('name')} maxLength={60} dir="auto" />
        <div className={classes.pairs}>
          <TextField {...text('host')} label={nameOf('host')} maxLength={253} placeholder="smpp.example.com" />
          <TextField {...text('port')} label={nameOf('port')} inputMode="numeric" placeholder="2775" />
        </div>
        <OneOf
          legend={tls('wire')}
          options={(['tls', 'plain'] as const).map((value) => ({
            value,
            label: tls(`wires.${value}`),
            detail: tls(`wireLine.${value}`),
          }))}
          chosen={wire}
          onChoose={setWire}
        />
        <div className={classes.pairs}>
          <TextField {...text('system_id')} label={nameOf('system_id')} maxLength={15} />
          <PasswordField {...field('password')} label={nameOf('password')} autoComplete="new-password" />
        </div>
        <p className={classes.lead}>{password('never')}</p>
        <details
          className={classes.advanced}
          open={isUnfolded}
          onToggle={(event) => setUnfolded(event.currentTarget.open)}
        >
          <summary>{t('advanced')}</summary>
          <div>
            <OneOf
              legend={nameOf('bind_mode')}
              options={(['transceiver', 'transmitter_receiver'] as const).map((option) => ({
                value: option,
                label: value(option),
                detail: hint(option),
              }))}
              chosen={mode}
              onChoose={setMode}
            />
            <div className={classes.pairs}>
              <TextField {...text('binds')} label={nameOf('binds')} inputMode="numeric" />
              <TextField {...text('window_size')} label={nameOf('window_size')} inputMode="numeric" />
              <TextField {...text('tps')} label={nameOf('tps')} inputMode="decimal" />
              <TextField {...text('system_type')} label={nameOf('system_type')} maxLength={12} />
            </div>
            {wire === 'tls' ? (
              <>
                <TextField {...text('server_name')} label={tls('serverName')} description={tls('serverNameOther')} />
                <LinesField {...text('ca')} className={classes.pem} label={tls('ca')} description={tls('caHint')} />
              </>
            ) : null}
          </div>
        </details>
        {add.failure === null || isToldAtField ? null : <FailureNotice failure={asFailure(add.failure)} takesFocus />}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" loading={add.isBusy}>
            {t('addConfirm')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

function useAccountCheck(): (typed: Typed) => FieldErrors<Field> {
  const t = useTranslations('carriers.password');
  const faultWords = useFaultWords();
  return (typed) => ({
    ...Object.fromEntries(Object.entries(faultsOf(typed)).map(([name, fault]) => [name, faultWords(fault)])),
    ...(isCarrierPassword(typed.password) ? {} : { password: t('wrong') }),
  });
}

function accountOf(typed: Typed, wire: 'tls' | 'plain', mode: CarrierSettings['bind_mode']): CarrierCreate {
  const [serverName, ca] = [typed.server_name.trim(), typed.ca.trim()];
  const tls = { ...(serverName !== '' && { server_name: serverName }), ...(ca !== '' && { ca }) };
  return {
    name: typed.name.trim(),
    host: typed.host.trim(),
    port: Number(typed.port),
    system_id: typed.system_id,
    system_type: typed.system_type,
    binds: Number(typed.binds),
    window_size: Number(typed.window_size),
    tps: typed.tps.trim() === '' ? null : Number(typed.tps),
    password: typed.password,
    tls_key: null,
    settings: CarrierSettings.parse({ bind_mode: mode, tls: wire === 'tls' ? tls : null }),
  };
}
