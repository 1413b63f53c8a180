'use client';

import { MOST_FILTER_VALUES } from '@codewire/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { messageCalls } from '../../lib/api/message-calls';
import { useAction } from '../../lib/use-action';
import { Button } from '../../ui/button';
import { AnyOf } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { MANY_CHOICES, type Facet } from './facets';
import classes from './log.module.css';

export interface FilterDialogProps {
  readonly facet: Facet;
  readonly values: readonly string[];
  /** Nothing chosen takes the filter away. */
  readonly onDone: (values: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Asks for the values of one filter. */
export default function FilterDialog(props: FilterDialogProps) {
  const { facet, onClose } = props;
  return (
    <Dialog title={facet.label} isOpen onClose={onClose}>
      <Question {...props} />
    </Dialog>
  );
}

function Question({ facet, ...rest }: FilterDialogProps) {
  switch (facet.kind) {
    case 'choices':
      return <ChoicesForm facet={facet} {...rest} />;
    case 'words':
      return <WordsForm facet={facet} {...rest} />;
    case 'seconds':
      return <SecondsForm facet={facet} {...rest} />;
    case 'id':
      return <IdForm facet={facet} {...rest} />;
    case 'number':
      return <NumberForm {...rest} />;
  }
}

type Asked<Kind extends Facet['kind']> = Omit<FilterDialogProps, 'facet'> & {
  readonly facet: Extract<Facet, { kind: Kind }>;
};

function ChoicesForm({ facet, values, onDone, onClose }: Asked<'choices'>) {
  const t = useTranslations('log');
  const [chosen, setChosen] = useState(values);
  const [wanted, setWanted] = useState('');
  const { choices } = facet;
  const fits = (label: string) => label.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase());
  const shown = choices.filter(({ value, label }) => fits(label) || chosen.includes(value));
  // What a list does not know any more, such as a carrier that was deleted, can be taken away all the same.
  const unknown = values.filter((value) => !choices.some((choice) => choice.value === value));
  const options = [...unknown.map((value) => ({ value, label: facet.inWords(value) })), ...shown];
  return (
    <FilterForm onSubmit={() => onDone(chosen)} onClose={onClose} isBad={chosen.length > MOST_FILTER_VALUES}>
      {choices.length > MANY_CHOICES ? (
        <TextField
          type="search"
          label={t('search')}
          autoComplete="off"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      ) : null}
      <div className={classes.choices}>
        <AnyOf
          legend={t('anyOf')}
          options={options}
          chosen={chosen}
          onChange={(now) => setChosen([...chosen.filter((value) => !isShown(options, value)), ...now])}
          error={chosen.length > MOST_FILTER_VALUES ? t('tooMany', { count: MOST_FILTER_VALUES }) : undefined}
        />
      </div>
    </FilterForm>
  );
}

function isShown(options: readonly { readonly value: string }[], value: string): boolean {
  return options.some((option) => option.value === value);
}

function WordsForm({ facet, values, onDone, onClose }: Asked<'words'>) {
  const t = useTranslations('log');
  const [chosen, setChosen] = useState(values);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const known = [...new Set([...values, ...facet.known])];

  function submit(): void {
    const word = typed.trim();
    if (word !== '' && !facet.is.test(word)) setWrong(true);
    else onDone([...new Set([...chosen, ...(word === '' ? [] : [word])])].slice(0, MOST_FILTER_VALUES));
  }

  return (
    <FilterForm onSubmit={submit} onClose={onClose}>
      {known.length === 0 ? null : (
        <div className={classes.choices}>
          <AnyOf
            legend={t('seen')}
            options={known.map((value) => ({ value, label: facet.inWords(value) }))}
            chosen={chosen}
            onChange={setChosen}
          />
        </div>
      )}
      <TextField
        label={known.length === 0 ? facet.label : t('another')}
        description={facet.hint}
        dir="ltr"
        autoComplete="off"
        value={typed}
        error={isWrong ? t('notThat') : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
      />
    </FilterForm>
  );
}

function SecondsForm({ facet, values, onDone, onClose }: Asked<'seconds'>) {
  const t = useTranslations('log');
  const [seconds, setSeconds] = useState(values[0] === undefined ? '' : String(Number(values[0]) / 1_000));
  const milliseconds = Math.round(Number(seconds.replace(',', '.')) * 1_000);
  const isGood = seconds.trim() === '' || (milliseconds > 0 && milliseconds <= 86_400_000);
  return (
    <FilterForm
      isBad={!isGood}
      onSubmit={() => onDone(seconds.trim() === '' ? [] : [String(milliseconds)])}
      onClose={onClose}
    >
      <TextField
        label={t('seconds')}
        description={facet.hint}
        inputMode="decimal"
        autoComplete="off"
        value={seconds}
        error={isGood ? undefined : t('notSeconds')}
        onChange={(event) => setSeconds(event.currentTarget.value)}
      />
    </FilterForm>
  );
}

function IdForm({ facet, values, onDone, onClose }: Asked<'id'>) {
  const t = useTranslations('log');
  const [id, setId] = useState(values[0] ?? '');
  const isGood = id.trim() === '' || facet.is.test(id.trim());
  return (
    <FilterForm isBad={!isGood} onSubmit={() => onDone(id.trim() === '' ? [] : [id.trim()])} onClose={onClose}>
      <TextField
        label={facet.label}
        description={facet.hint}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        value={id}
        error={isGood ? undefined : t('notThat')}
        onChange={(event) => setId(event.currentTarget.value)}
      />
    </FilterForm>
  );
}

function NumberForm({ onDone, onClose }: Omit<FilterDialogProps, 'facet'>) {
  const t = useTranslations('log');
  const queries = useQueryClient();
  const [number, setNumber] = useState('');
  const ask = useAction(
    () => callFromBrowser(messageCalls.filterByNumber(number)),
    (filter) => {
      queries.setQueryData(['number-filters', filter.id], filter);
      onDone([filter.id]);
    },
  );
  return (
    <FilterForm isBusy={ask.isBusy} onSubmit={() => void ask.run(undefined)} onClose={onClose}>
      <TextField
        type="tel"
        label={t('number')}
        description={t('numberHint')}
        dir="ltr"
        autoComplete="off"
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      {ask.failure === null ? null : <FailureNotice failure={asFailure(ask.failure)} takesFocus />}
    </FilterForm>
  );
}

interface FilterFormProps {
  readonly children: ReactNode;
  readonly isBusy?: boolean;
  readonly isBad?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

function FilterForm({ children, isBusy = false, isBad = false, onSubmit, onClose }: FilterFormProps) {
  const t = useTranslations('log');
  const common = useTranslations('common');
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isBad) onSubmit();
  }
  return (
    <Form onSubmit={submit}>
      {children}
      <FormActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" emphasis="main" loading={isBusy}>
          {t('apply')}
        </Button>
      </FormActions>
    </Form>
  );
}
