'use client';

import type { LocaleView } from '@codewire/contracts';
import { canonicalTag, directionOf } from '@codewire/otp/languages';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { localeCalls } from '../../lib/api/locale-calls';
import { languageInItsWords, languageName } from '../../lib/i18n/names';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { toast } from '../../ui/toasts';
import { useChange } from '../../ui/use-change';
import { Chain } from './chain';
import { chainWith, suggestedFallback } from './effects';
import { Tag } from './language-words';
import { useLocalesAnew } from './use-locales';
import classes from './locales.module.css';

/** What follows from the tag, unless something else is chosen. */
const AUTO = 'auto';
const NONE = 'none';

interface NewLanguage {
  readonly tag: string;
  readonly fallback: string;
  readonly direction: string;
}

export default function AddDialog({ locales, onClose }: { locales: readonly LocaleView[]; onClose: () => void }) {
  const t = useTranslations('locales');
  const common = useTranslations('common');
  const locale = useLocale();
  const router = useRouter();
  const readAnew = useLocalesAnew();
  const add = useChange({
    work: ({ tag, fallback, direction }: NewLanguage) =>
      callFromBrowser(
        localeCalls.createLocale({
          tag,
          ...(fallback !== AUTO && { fallback: fallback === NONE ? null : fallback }),
          ...(direction !== AUTO && { direction: direction === 'rtl' ? 'rtl' : 'ltr' }),
          is_enabled: true,
        }),
      ),
    onDone: async ({ tag }) => {
      await readAnew();
      toast({ tone: 'ok', title: t('added', { language: languageName(tag, locale) }) });
      router.push(`/locales/${tag}`);
    },
  });
  const { form, field, values, isToldAtField } = useFields<keyof NewLanguage>({
    first: { tag: '', fallback: AUTO, direction: AUTO },
    check: ({ tag }) => (readTag(tag) === undefined ? { tag: t('notATag') } : {}),
    onSubmit: add.run,
    failure: add.failure,
  });
  const tag = readTag(values.tag);
  const known = locales.find((one) => one.tag === tag);
  const fallback = tag === undefined ? null : suggestedFallback(tag, locales);
  const chosen = values.fallback === AUTO ? fallback : values.fallback === NONE ? null : values.fallback;

  return (
    <Dialog title={t('add')} isOpen onClose={onClose}>
      <Form {...form}>
        <TextField
          label={t('tag')}
          description={t('tagHint')}
          placeholder="fr-CA"
          dir="ltr"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          {...field('tag')}
        />
        <div className={classes.found} role="status">
          {values.tag.trim() === '' ? null : tag === undefined ? (
            <span>{t('notATag')}</span>
          ) : (
            <>
              <strong>{languageInItsWords(tag, locale)}</strong>
              <Tag tag={tag} />
              {languageName(tag, locale) === tag ? <span>{t('noName')}</span> : null}
              {known ? <Link href={`/locales/${known.tag}`}>{t('isThere')}</Link> : null}
            </>
          )}
        </div>
        <SelectField
          label={t('fallback')}
          description={t('fallbackHint')}
          choices={[
            {
              value: AUTO,
              label: t('suggested', {
                what: fallback === null ? t('noFallback') : languageInItsWords(fallback, locale),
              }),
            },
            { value: NONE, label: t('noFallback') },
            ...locales.map((one) => ({ value: one.tag, label: languageInItsWords(one.tag, locale) })),
          ]}
          {...field('fallback')}
        />
        {tag === undefined || known ? null : (
          <div className={classes.then}>
            <span>{t('chainThen')}</span>
            <Chain tags={chainWith(tag, chosen, locales)} />
          </div>
        )}
        <SelectField
          label={t('direction')}
          choices={[
            {
              value: AUTO,
              label: t('suggested', { what: t(`directions.${tag === undefined ? 'ltr' : directionOf(tag)}`) }),
            },
            { value: 'ltr', label: t('directions.ltr') },
            { value: 'rtl', label: t('directions.rtl') },
          ]}
          {...field('direction')}
        />
        {add.failure === null || isToldAtField ? null : <FailureNotice failure={asFailure(add.failure)} takesFocus />}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" loading={add.isBusy} disabled={known !== undefined}>
            {t('addConfirm')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** In canonical form; undefined for what names no language. */
function readTag(typed: string): string | undefined {
  const tag = canonicalTag(typed);
  return tag === undefined || tag === 'und' || tag.startsWith('und-') ? undefined : tag;
}
