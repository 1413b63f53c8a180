'use client';

import type { LocaleView } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure, isRefusal } from '../../lib/api/failure';
import { localeCalls } from '../../lib/api/locale-calls';
import { languageInItsWords } from '../../lib/i18n/names';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { OneOf } from '../../ui/choices';
import { Fact, FactList } from '../../ui/fact-list';
import { Conflict } from '../../ui/conflict';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { useChange } from '../../ui/use-change';
import { useLeaveGuard } from '../../ui/use-leave-guard';
import { useLastAuthor } from '../audit/use-last-author';
import { Chain } from './chain';
import { chainWith, possibleFallbacks } from './effects';
import { DirectionWords } from './language-words';
import type { LanguageProps } from './locale-room';
import { useLocalesAnew, useSeenChange } from './use-locales';
import classes from './locales.module.css';

type Settings = Pick<LocaleView, 'fallback' | 'direction'>;

const DIRECTIONS = ['ltr', 'rtl'] as const;
const settingsOf = ({ fallback, direction }: Settings): Settings => ({ fallback, direction });
const isSame = (one: Settings, other: Settings) => one.fallback === other.fallback && one.direction === other.direction;

/** Where a language takes texts from, and how it is read. What somebody else has saved is never written over unseen. */
export function SettingsCard({ locale, locales }: LanguageProps) {
  const t = useTranslations('locales');
  const reader = useLocale();
  const readAnew = useLocalesAnew();
  const ifSeen = useSeenChange();
  const [base, setBase] = useState(locale);
  const [draft, setDraft] = useState(settingsOf(locale));
  const save = useChange({
    work: (settings: Settings) => ifSeen(() => callFromBrowser(localeCalls.changeLocale(base, settings))),
    onDone: async (saved) => {
      takeOver(saved);
      await readAnew();
    },
    said: t('saved'),
  });

  function takeOver(theirs: LocaleView): void {
    setBase(theirs);
    setDraft(settingsOf(theirs));
    save.reset();
  }

  const isTouched = !isSame(draft, base);
  useLeaveGuard(isTouched);
  const isBehind = locale.version > base.version;
  // What else was changed there is no other's word about these two.
  const isConflict = isBehind && isTouched && !isSame(locale, base);
  if (isBehind && !isTouched) takeOver(locale);
  else if (isBehind && !isConflict) setBase(locale);
  const author = useLastAuthor(locale.tag, isConflict);
  const wordOf = ({ fallback }: Settings) =>
    fallback === null ? t('noFallback') : languageInItsWords(fallback, reader);

  return (
    <Card title={t('settings')}>
      <Form
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          void save.run(draft);
        }}
      >
        {isConflict ? (
          <Conflict
            author={author}
            version={locale.version}
            fields={[
              { name: t('fallback'), theirs: wordOf(locale), mine: wordOf(draft) },
              {
                name: t('direction'),
                theirs: t(`directions.${locale.direction}`),
                mine: t(`directions.${draft.direction}`),
              },
            ]}
            onTake={() => takeOver(locale)}
            onKeep={() => {
              setBase(locale);
              save.reset();
            }}
          />
        ) : null}
        <SelectField
          label={t('fallback')}
          description={t('fallbackHint')}
          value={draft.fallback ?? ''}
          onChange={({ currentTarget: { value } }) => setDraft({ ...draft, fallback: value === '' ? null : value })}
          choices={[
            { value: '', label: t('noFallback') },
            ...possibleFallbacks(locale.tag, locales).map(({ tag }) => ({
              value: tag,
              label: languageInItsWords(tag, reader),
            })),
          ]}
        />
        <div className={classes.then} role="status">
          <span>{t('chainNow')}</span>
          <Chain tags={chainWith(locale.tag, draft.fallback, locales)} />
        </div>
        <OneOf
          legend={t('direction')}
          options={DIRECTIONS.map((value) => ({ value, label: <DirectionWords direction={value} /> }))}
          chosen={draft.direction}
          onChoose={(direction) => setDraft({ ...draft, direction })}
        />
        {save.failure === null || isRefusal(save.failure, 'locale.changed') ? null : (
          <FailureNotice failure={asFailure(save.failure)} takesFocus />
        )}
        <FormActions>
          {isTouched ? <Button onClick={() => takeOver(base)}>{t('discard')}</Button> : null}
          <Button type="submit" emphasis="main" disabled={!isTouched || isConflict} loading={save.isBusy}>
            {t('save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}

/** For those who may only look. */
export function SettingsFacts({ locale: { chain, direction } }: Pick<LanguageProps, 'locale'>) {
  const t = useTranslations('locales');
  return (
    <Card title={t('settings')}>
      <FactList>
        <Fact name={t('chain')}>
          <Chain tags={chain} />
        </Fact>
        <Fact name={t('direction')}>
          <DirectionWords direction={direction} />
        </Fact>
      </FactList>
    </Card>
  );
}
