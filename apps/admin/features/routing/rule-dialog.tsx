'use client';

import { ROUTE_MODES, type RouteView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useRef, useState, type SubmitEvent } from 'react';
import { asFailure, isRefusal } from '../../lib/api/failure';
import { Button } from '../../ui/button';
import { Check } from '../../ui/check';
import { OneOf } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { useChange } from '../../ui/use-change';
import { CarriersField } from './carriers-field';
import { useCountryChoices } from './probe-card';
import { RuleConflict } from './rule-conflict';
import { draftOf, factsOf, faultsOf, NEW_RULE, type RuleDraft, type RuleFacts } from './rule-draft';
import { ConditionWords, useRuleName } from './rule-words';
import { toldAt } from './told-at';
import type { RuleChanges } from './use-rule-changes';
import type { Names } from './use-routing';
import classes from './routing.module.css';

export interface RuleDialogProps {
  /** As it stands now; without it a new one is made. */
  readonly rule?: RouteView;
  readonly rules: readonly RouteView[];
  readonly names: Names;
  readonly changes: RuleChanges;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

const LAST = '';

/** All that a rule says. What somebody else has saved meanwhile is never written over unseen. */
export default function RuleDialog({ rule, rules, names, changes, onClose, onSaved }: RuleDialogProps) {
  const t = useTranslations('routing.rule');
  const common = useTranslations('common');
  const nameOf = useRuleName();
  const countries = useCountryChoices(t('anyCountry'));
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(rule);
  const [draft, setDraft] = useState(() => (rule ? draftOf(rule) : NEW_RULE));
  const [before, setBefore] = useState(LAST);
  const [isChecked, setChecked] = useState(false);
  const save = useChange({
    work: (facts: RuleFacts) =>
      base
        ? changes.change(base, facts, t('saved', { name: facts.name }))
        : changes.add({ ...facts, ...(before !== LAST && { before }) }),
    onDone: (id) => {
      onClose();
      onSaved(id);
    },
  });
  const isBehind = base !== undefined && rule !== undefined && rule.version > base.version;
  const faults = isChecked ? faultsOf(draft) : {};
  const edit = (part: Partial<RuleDraft>) => setDraft((typed) => ({ ...typed, ...part }));
  const told = (field: string) => toldAt(save.failure, field);
  const isTold = ['name', 'application_id', 'country', 'prefix', 'carriers', 'before'].some(told);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(faultsOf(draft)).length === 0) return void save.run(factsOf(draft));
    // The faults are drawn first.
    setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), 0);
  }

  return (
    <Dialog title={base ? t('editTitle', { name: nameOf(base) }) : t('addTitle')} isOpen isWide onClose={onClose}>
      <Form ref={form} onSubmit={submit}>
        {isBehind ? (
          <RuleConflict
            mine={factsOf(draft)}
            theirs={rule}
            names={names}
            onTake={() => {
              setBase(rule);
              setDraft(draftOf(rule));
              save.reset();
            }}
            onKeep={() => {
              setBase(rule);
              save.reset();
            }}
          />
        ) : null}
        <TextField
          label={t('name')}
          description={t('nameHint')}
          error={faults.name ? t('fault.name') : told('name')}
          maxLength={60}
          autoComplete="off"
          value={draft.name}
          onChange={({ currentTarget: { value } }) => edit({ name: value })}
        />
        <fieldset className={classes.group}>
          <legend>{t('conditions')}</legend>
          <div className={classes.fields}>
            <SelectField
              label={t('country')}
              error={told('country')}
              value={draft.country}
              onChange={({ currentTarget: { value } }) => edit({ country: value })}
              choices={countries}
            />
            <TextField
              label={t('prefix')}
              description={t('prefixHint')}
              describedBelow
              error={faults.prefix ? t('fault.prefix') : told('prefix')}
              dir="ltr"
              inputMode="tel"
              autoComplete="off"
              placeholder="+49 15"
              maxLength={20}
              value={draft.prefix}
              onChange={({ currentTarget: { value } }) => edit({ prefix: value })}
            />
            <SelectField
              label={t('application')}
              error={told('application_id')}
              value={draft.application}
              onChange={({ currentTarget: { value } }) => edit({ application: value })}
              choices={[
                { value: '', label: t('anyApplication') },
                ...names.applications.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </div>
          <p className={classes.means} role="status">
            <ConditionWords of={factsOf(draft)} names={names} />
          </p>
        </fieldset>
        <OneOf
          legend={t('mode')}
          options={ROUTE_MODES.map((value) => ({
            value,
            label: t(`modes.${value}`),
            detail: t(`modeMeans.${value}`),
          }))}
          chosen={draft.mode}
          onChoose={(mode) => edit({ mode })}
        />
        <CarriersField
          draft={draft}
          names={names}
          error={faults.carriers ? t(`fault.${faults.carriers}`) : told('carriers')}
          onChange={(carriers) => edit({ carriers })}
        />
        {base ? null : (
          <SelectField
            label={t('place')}
            error={told('before')}
            value={before}
            onChange={({ currentTarget: { value } }) => setBefore(value)}
            choices={[
              { value: LAST, label: t('last') },
              ...rules.map((one) => ({ value: one.id, label: t('beforeRule', { name: nameOf(one) }) })),
            ]}
          />
        )}
        <Check
          label={t('isOn')}
          detail={t('isOnMeans')}
          isChecked={draft.isEnabled}
          onChange={(isEnabled) => edit({ isEnabled })}
        />
        {save.failure === null || isTold || isRefusal(save.failure, 'route.changed') ? null : (
          <FailureNotice failure={asFailure(save.failure)} takesFocus />
        )}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" disabled={isBehind} loading={save.isBusy}>
            {t(base ? 'save' : 'add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
