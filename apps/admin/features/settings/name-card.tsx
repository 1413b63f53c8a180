'use client';

import { CONSOLE_LANGUAGES, type Settings } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { asFailure } from '../../lib/api/failure';
import { LOCALE_NAMES } from '../../lib/i18n/locales';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { AsideLink } from '../../ui/links';
import { useMay } from '../session/session-provider';
import { useSettingsChange } from './use-settings';

/** How this installation is called, and what the console speaks to those who do not say. */
export function NameCard({ settings }: { settings: Settings }) {
  const t = useTranslations('settings.name');
  const may = useMay();
  const router = useRouter();
  const save = useSettingsChange(settings, t('saved'));
  const { brand, console_language: language } = settings;
  const { form, field, values, isToldAtField } = useFields({
    first: { brand, console_language: language },
    check: (typed) => (typed.brand.trim() === '' ? { brand: t('brandMissing') } : {}),
    onSubmit: async (typed) => {
      const chosen = CONSOLE_LANGUAGES.find((tag) => tag === typed.console_language) ?? language;
      await save.run({ brand: typed.brand.trim(), console_language: chosen });
      // The frame and the title of the page are of the server.
      router.refresh();
    },
    failure: save.failure,
  });
  const isSame = values.brand.trim() === brand && values.console_language === language;
  return (
    <Card
      title={t('title')}
      aside={may('texts.read') ? <AsideLink href="/locales">{t('languagesOfTexts')}</AsideLink> : undefined}
    >
      <Form {...form}>
        <TextField
          label={t('brand')}
          description={t('brandHint')}
          autoComplete="off"
          maxLength={20}
          {...field('brand')}
        />
        <SelectField
          label={t('language')}
          description={t('languageHint')}
          choices={CONSOLE_LANGUAGES.map((tag) => ({ value: tag, label: LOCALE_NAMES[tag] }))}
          {...field('console_language')}
        />
        {save.failure === null || isToldAtField ? null : <FailureNotice failure={asFailure(save.failure)} takesFocus />}
        <FormActions>
          <Button type="submit" emphasis="main" disabled={isSame} loading={save.isBusy}>
            {t('save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
