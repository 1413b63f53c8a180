'use client';

import { useTranslations } from 'next-intl';
import { ApiFailure } from '../../lib/api/failure';
import { Card } from '../../ui/card';
import { OneOf } from '../../ui/choices';
import { LinesField, SelectField, TextField } from '../../ui/field';
import { useFactName } from '../audit/fact-words';
import type { SettingsDraft, SettingsFault, SettingsField } from './settings-draft';
import { useFaultWords } from './use-fault-words';
import { useValueLabel } from './use-value-label';
import classes from './carriers.module.css';

export interface SettingsFieldsProps {
  readonly draft: SettingsDraft;
  readonly onChange: (draft: SettingsDraft) => void;
  readonly faults: Partial<Record<SettingsField, SettingsFault>>;
  /** What the server said to the last attempt. */
  readonly failure: unknown;
}

type Choice = SettingsDraft['bind_mode' | 'unknown_outcome'];
type Listed = SettingsDraft['long_texts' | 'validity'];

/** Each is called what it is called in the history. */
export function SettingsFields({ draft, onChange, faults, failure }: SettingsFieldsProps) {
  const t = useTranslations('carriers');
  const value = useValueLabel();
  const hint = useTranslations('carriers.hint');
  const nameOf = useFactName();
  const faultWords = useFaultWords();
  const taken = failure instanceof ApiFailure && failure.problem?.field === 'name' ? failure.problem.detail : undefined;

  function field<Name extends keyof SettingsDraft>(name: Name) {
    return {
      name,
      value: draft[name],
      onChange: (event: { currentTarget: { value: string } }) =>
        onChange({ ...draft, [name]: event.currentTarget.value }),
    };
  }

  function text(name: SettingsField) {
    return {
      ...field(name),
      label: nameOf(name),
      autoComplete: 'off',
      error: faultWords(faults[name]) ?? (name === 'name' ? taken : undefined),
    } as const;
  }

  const number = (name: SettingsField) => ({ ...text(name), inputMode: 'numeric', dir: 'ltr' }) as const;
  const choose = (name: 'bind_mode' | 'unknown_outcome', options: readonly Choice[]) => (
    <OneOf
      legend={nameOf(name)}
      options={options.map((option) => ({ value: option, label: value(option), detail: hint(option) }))}
      chosen={draft[name]}
      onChoose={(chosen) => onChange({ ...draft, [name]: chosen })}
    />
  );
  const select = (name: 'long_texts' | 'validity', options: readonly Listed[]) => (
    <SelectField
      {...field(name)}
      label={nameOf(name)}
      choices={options.map((option) => ({ value: option, label: value(option) }))}
    />
  );

  return (
    <>
      <Card title={t('group.account')}>
        <div className={classes.test}>
          <div className={classes.pairs}>
            <TextField {...text('name')} maxLength={60} />
            <TextField {...text('host')} maxLength={253} dir="ltr" spellCheck={false} />
            <TextField {...number('port')} />
            <TextField {...text('system_id')} maxLength={15} dir="ltr" spellCheck={false} />
            <TextField {...text('system_type')} maxLength={12} dir="ltr" spellCheck={false} />
          </div>
          {choose('bind_mode', ['transceiver', 'transmitter_receiver'])}
        </div>
      </Card>
      <Card title={t('group.speed')}>
        <div className={classes.pairs}>
          <TextField {...number('binds')} description={hint('binds')} describedBelow />
          <TextField {...number('window_size')} description={hint('window_size')} describedBelow />
          <TextField {...number('tps')} inputMode="decimal" description={hint('tps')} describedBelow />
        </div>
      </Card>
      <Card title={t('group.patience')}>
        <div className={classes.test}>
          <div className={classes.pairs}>
            <TextField {...number('connect_timeout_ms')} />
            <TextField {...number('response_timeout_ms')} />
            <TextField {...number('enquire_link_ms')} />
          </div>
          {choose('unknown_outcome', ['resend', 'wait'])}
          <div className={classes.pairs}>
            <TextField
              {...number('receipt_within_seconds')}
              description={hint('receipt_within_seconds')}
              describedBelow
            />
          </div>
        </div>
      </Card>
      <Card title={t('group.texts')}>
        <div className={classes.test}>
          <div className={classes.pairs}>
            {select('long_texts', ['udh_8', 'udh_16', 'sar', 'message_payload'])}
            {select('validity', ['relative', 'absolute', 'none'])}
            <TextField {...number('validity_at_least_seconds')} />
          </div>
          <LinesField {...text('tlvs')} description={hint('tlvs')} dir="ltr" />
        </div>
      </Card>
      <Card title={t('group.addresses')}>
        <div className={classes.test}>
          <p className={classes.lead}>{hint('addressing')}</p>
          <div className={classes.pairs}>
            <TextField {...text('alphanumeric')} placeholder="5/0" dir="ltr" />
            <TextField {...text('short')} placeholder="3/0" dir="ltr" />
            <TextField {...text('long')} placeholder="1/1" dir="ltr" />
            <TextField {...text('destination_addressing')} dir="ltr" />
          </div>
        </div>
      </Card>
    </>
  );
}
