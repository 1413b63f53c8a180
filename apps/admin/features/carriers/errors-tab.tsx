'use client';

import { CarrierAction, type CarrierView, type CommandStatusList } from '@codewire/contracts';
import { IconPencil, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState, type SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { asFailure } from '../../lib/api/failure';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Badge } from '../../ui/badge';
import { Button, IconButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { NoMatch } from '../../ui/empty';
import { FailureNotice } from '../../ui/failure-notice';
import { Fetched } from '../../ui/fetched';
import { SelectField, TextField } from '../../ui/field';
import { FormActions } from '../../ui/form';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { SearchField } from '../../ui/search-field';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { readFilters, writeFilters } from './carrier-filters';
import { ConflictNotice } from './conflict-notice';
import { actionsOf, readStatus, withRule, type Rule, type RulesDraft } from './small-drafts';
import type { DraftState } from './use-draft';
import { useReview } from './use-review';
import { useValueLabel } from './use-value-label';
import classes from './carriers.module.css';

type StatusRow = CommandStatusList['data'][number];

const FILTERS = { readFilters, writeFilters };
const ACTIONS = CarrierAction.options;

export interface ErrorsTabProps {
  readonly carrier: CarrierView;
  readonly state: DraftState<RulesDraft>;
}

/** What its answers mean, and what follows them: for all carriers, and for this one. */
export default function ErrorsTab({ carrier, state }: ErrorsTabProps) {
  const t = useTranslations('carriers.errors');
  const query = useQuery({
    queryKey: ['command-statuses'],
    queryFn: ({ signal }) => callFromBrowser(carrierCalls.commandStatuses(), signal),
    staleTime: Infinity,
  });
  const mayWrite = useMay()('carriers.write') && !carrier.is_simulated;
  return (
    <div className={classes.stack}>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable />
          </Skeleton>
        }
      >
        {({ data }) => (
          <>
            {mayWrite ? (
              <Card title={t('own')}>
                <RulesForm known={data} state={state} />
              </Card>
            ) : null}
            <Meanings known={data} rules={state.draft.rules} />
          </>
        )}
      </Fetched>
    </div>
  );
}

interface RulesFormProps {
  readonly known: readonly StatusRow[];
  readonly state: DraftState<RulesDraft>;
}

function RulesForm({ known, state }: RulesFormProps) {
  const t = useTranslations('carriers.errors');
  const common = useTranslations('carriers');
  const action = useValueLabel();
  const { base, draft, setDraft, isTouched, theirs, takeOver } = state;
  const review = useReview(base, takeOver);
  const choices = ACTIONS.map((value) => ({ value, label: action(value) }));
  const nameOf = (status: string) => known.find((row) => row.status === status)?.name;
  const set = (rules: readonly Rule[]) => setDraft({ rules });

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    review.ask({ settings: { status_actions: actionsOf(draft.rules) } });
  }

  return (
    <div className={classes.test}>
      <ConflictNotice state={state} />
      <p className={classes.lead}>{t('ownLead')}</p>
      <NewRule known={known} onAdd={(rule) => set(withRule(draft.rules, rule))} />
      <form noValidate className={classes.test} onSubmit={submit}>
        {draft.rules.length === 0 ? (
          <p className={classes.none}>{t('ownNone')}</p>
        ) : (
          <ul className={classes.rules}>
            {draft.rules.map((rule) => (
              <li key={rule.status}>
                <span className={classes.rule}>
                  <bdi dir="ltr" className={classes.mono}>
                    {rule.status}
                  </bdi>
                  <Sub>
                    <bdi dir="ltr">{nameOf(rule.status) ?? t('ofCarrier')}</bdi>
                  </Sub>
                </span>
                <SelectField
                  label={t('follows', { status: rule.status })}
                  value={rule.action}
                  choices={choices}
                  onChange={(event) =>
                    set(withRule(draft.rules, { ...rule, action: event.currentTarget.value as CarrierAction }))
                  }
                />
                <IconButton
                  label={t('drop', { status: rule.status })}
                  onClick={() => set(draft.rules.filter(({ status }) => status !== rule.status))}
                >
                  <IconX size={16} aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        {review.failure === null ? null : <FailureNotice failure={asFailure(review.failure)} takesFocus />}
        <FormActions>
          {isTouched ? <Button onClick={() => takeOver(base)}>{common('discard')}</Button> : null}
          <Button type="submit" emphasis="main" disabled={!isTouched || theirs !== null} loading={review.isBusy}>
            {common('review')}
          </Button>
        </FormActions>
      </form>
      {review.dialog}
    </div>
  );
}

interface NewRuleProps {
  readonly known: readonly StatusRow[];
  readonly onAdd: (rule: Rule) => void;
}

/** For a code that has a name, or for one that only this carrier knows. */
function NewRule({ known, onAdd }: NewRuleProps) {
  const t = useTranslations('carriers.errors');
  const action = useValueLabel();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<CarrierAction>('fail_over');
  const [isWrong, setWrong] = useState(false);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const status = readStatus(typed, known);
    setWrong(status === undefined);
    if (status === undefined) return;
    onAdd({ status, action: chosen });
    setTyped('');
  }

  return (
    <form noValidate className={classes.newRule} onSubmit={submit}>
      <TextField
        label={t('code')}
        description={t('codeHint')}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        list={list}
        value={typed}
        error={isWrong ? t('codeWrong') : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <datalist id={list}>
        {known.map(({ status, name }) => (
          <option key={status} value={name}>
            {status}
          </option>
        ))}
      </datalist>
      <SelectField
        label={t('then')}
        value={chosen}
        choices={ACTIONS.map((value) => ({ value, label: action(value) }))}
        onChange={(event) => setChosen(event.currentTarget.value as CarrierAction)}
      />
      <Button type="submit">{t('addRule')}</Button>
    </form>
  );
}

/** Every code with a name; what this carrier means otherwise says so. */
function Meanings({ known, rules }: { known: readonly StatusRow[]; rules: readonly Rule[] }) {
  const t = useTranslations('carriers.errors');
  const action = useValueLabel();
  const { filters, change, amend } = useUrlFilters(FILTERS);
  const wanted = filters.q.trim().toLowerCase();
  const rows = known.filter((row) => Object.values(row).join(' ').toLowerCase().includes(wanted));
  const columns: Column<StatusRow>[] = [
    {
      key: 'code',
      title: t('code'),
      cell: ({ status, name }) => (
        <>
          <bdi dir="ltr" className={classes.mono}>
            {name}
          </bdi>
          <Sub>
            <bdi dir="ltr">{status}</bdi>
          </Sub>
        </>
      ),
    },
    // In the words of the server, which speaks of a protocol in English.
    {
      key: 'meaning',
      title: t('meaning'),
      cell: ({ meaning, likely_cause: cause }) => (
        <div lang="en" dir="ltr">
          {meaning}
          <Sub>{cause}</Sub>
        </div>
      ),
    },
    {
      key: 'action',
      title: t('then'),
      cell: (row) => {
        const own = rules.find(({ status }) => status === row.status);
        return own === undefined ? (
          action(row.action)
        ) : (
          <>
            {action(own.action)}{' '}
            <Badge tone="busy" icon={<IconPencil size={15} aria-hidden />}>
              {t('isOwn')}
            </Badge>
          </>
        );
      },
    },
  ];
  return (
    <Card title={t('all')}>
      <div className={classes.test}>
        <form
          role="search"
          aria-label={t('all')}
          className={classes.search}
          {...FILTERS_MARK}
          onSubmit={(event) => event.preventDefault()}
        >
          <SearchField label={t('search')} value={filters.q} onSearch={(q) => amend({ q })} maxLength={60} />
        </form>
        {rows.length === 0 ? (
          <NoMatch
            title={t('noMatch')}
            filters={[{ name: 'q', label: filters.q, drop: () => change({ q: '' }) }]}
            onClear={() => change({ q: '' })}
          />
        ) : (
          <DataTable caption={t('all')} columns={columns} rows={rows} keyOf={({ status }) => status} isStacked />
        )}
      </div>
    </Card>
  );
}
