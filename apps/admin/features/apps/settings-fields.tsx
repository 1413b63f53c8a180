'use client';

import { useLocale, useTranslations } from 'next-intl';
import { languageInItsWords } from '../../lib/i18n/names';
import type { FieldErrors, Fields } from '../../lib/use-fields';
import { SelectField, TextField } from '../../ui/field';
import { useConsoleContext } from '../shell/use-console-context';

export type SettingsField = 'name' | 'sender' | 'default_language';
export type Settings = Readonly<Record<SettingsField, string>>;

/** SMPP 3.4 5.2.5, as the contract has it: a number, or at most eleven letters, digits and blanks. */
const SENDER = /^(?:\+?[0-9]{1,15}|[A-Za-z0-9](?:[A-Za-z0-9 ]{0,9}[A-Za-z0-9])?)$/;

/** What is wrong with settings, in words. */
export function useSettingsCheck(): (settings: Settings) => FieldErrors<SettingsField> {
  const t = useTranslations('apps');
  return ({ name, sender }) => ({
    ...(name.trim() === '' ? { name: t('nameMissing') } : {}),
    ...(SENDER.test(sender) ? {} : { sender: t('senderInvalid') }),
  });
}

/** Brand, sender and language of an application. */
export function SettingsFields({ field, values }: Pick<Fields<SettingsField>, 'field' | 'values'>) {
  const t = useTranslations('apps');
  const locale = useLocale();
  const { data } = useConsoleContext();
  const known = (data?.locales ?? []).map(({ tag }) => tag);
  const tags = known.includes(values.default_language) ? known : [...known, values.default_language];
  return (
    <>
      <TextField label={t('name')} description={t('nameHint')} autoComplete="off" maxLength={20} {...field('name')} />
      <TextField
        label={t('sender')}
        description={t('senderHint')}
        autoComplete="off"
        maxLength={16}
        dir="ltr"
        {...field('sender')}
      />
      <SelectField
        label={t('language')}
        description={t('languageHint')}
        choices={tags.map((tag) => ({ value: tag, label: languageInItsWords(tag, locale) }))}
        {...field('default_language')}
      />
    </>
  );
}
