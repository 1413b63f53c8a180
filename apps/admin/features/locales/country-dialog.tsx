'use client';

import type { CountryLocaleView, LocaleView } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure, isRefusal } from '../../lib/api/failure';
import { localeCalls } from '../../lib/api/locale-calls';
import { countryName, languageInItsWords } from '../../lib/i18n/names';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Conflict } from '../../ui/conflict';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { useChange } from '../../ui/use-change';
import { useLastAuthor } from '../audit/use-last-author';
import { useLocalesAnew, useSeenChange } from './use-locales';

export interface CountryDialogProps {
  /** As it is now, also when somebody else has changed it since the dialog was opened. */
  readonly country: CountryLocaleView;
  readonly locales: readonly LocaleView[];
  readonly onClose: () => void;
}

export default function CountryDialog({ country, locales, onClose }: CountryDialogProps) {
  const t = useTranslations('locales');
  const common = useTranslations('common');
  const reader = useLocale();
  const readAnew = useLocalesAnew();
  const ifSeen = useSeenChange();
  const [base, setBase] = useState(country);
  const [chosen, setChosen] = useState(country.locale);
  const name = countryName(country.country, reader);
  const save = useChange({
    work: (tag: string) => ifSeen(() => callFromBrowser(localeCalls.changeCountry(base, tag))),
    onDone: async () => {
      onClose();
      await readAnew();
    },
    said: t('countrySaved', { country: name }),
  });
  const isBehind = country.version > base.version;
  const author = useLastAuthor(country.country, isBehind);
  const tags = locales.filter((one) => one.is_enabled).map(({ tag }) => tag);
  const known = tags.includes(chosen) ? tags : [chosen, ...tags];

  return (
    <Dialog title={t('countryTitle', { country: name })} isOpen onClose={onClose}>
      <Form
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          void save.run(chosen);
        }}
      >
        {isBehind ? (
          <Conflict
            author={author}
            version={country.version}
            fields={[
              {
                name: t('language'),
                theirs: languageInItsWords(country.locale, reader),
                mine: languageInItsWords(chosen, reader),
              },
            ]}
            onTake={onClose}
            onKeep={() => {
              setBase(country);
              save.reset();
            }}
          />
        ) : null}
        <SelectField
          label={t('language')}
          description={t('countryHint', { country: name })}
          value={chosen}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
          choices={known.map((tag) => ({ value: tag, label: languageInItsWords(tag, reader) }))}
        />
        {save.failure === null || isRefusal(save.failure, 'country.changed') ? null : (
          <FailureNotice failure={asFailure(save.failure)} takesFocus />
        )}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" disabled={chosen === base.locale || isBehind} loading={save.isBusy}>
            {t('save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
