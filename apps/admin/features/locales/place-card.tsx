'use client';

import type { LocaleView } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { localeCalls } from '../../lib/api/locale-calls';
import { languageName } from '../../lib/i18n/names';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { asFailure } from '../../lib/api/failure';
import { toast } from '../../ui/toasts';
import { useChange } from '../../ui/use-change';
import type { LanguageProps } from './locale-room';
import { useLocalesAnew, useSeenChange } from './use-locales';
import classes from './locales.module.css';

const DisableDialog = lazy(() => import('./disable-dialog'));

type Asked = 'disable' | 'default' | 'remove';

/** Whether a language is in use, is the last of every chain, or is there at all. What cannot be done says why. */
export function PlaceCard({ locale, locales }: LanguageProps) {
  const t = useTranslations('locales');
  const readAnew = useLocalesAnew();
  const ifSeen = useSeenChange();
  const [asked, setAsked] = useState<Asked>();
  const enable = useChange({
    work: () => ifSeen(() => callFromBrowser(localeCalls.changeLocale(locale, { is_enabled: true }))),
    onDone: readAnew,
    said: t('nowEnabled'),
  });
  const hindrance = hindranceOf(locale, locales);
  const close = () => setAsked(undefined);
  return (
    <Card title={t('place')}>
      <div className={classes.steps}>
        <Step
          words={locale.is_default ? t('defaultStays') : t(locale.is_enabled ? 'isEnabled' : 'isDisabled')}
          button={
            locale.is_enabled ? (
              <Button disabled={locale.is_default} onClick={() => setAsked('disable')}>
                {t('disable')}
              </Button>
            ) : (
              <Button loading={enable.isBusy} onClick={() => void enable.run(undefined)}>
                {t('enable')}
              </Button>
            )
          }
        />
        {enable.failure === null ? null : <FailureNotice failure={asFailure(enable.failure)} takesFocus />}
        {locale.is_default ? null : (
          <Step
            words={t('defaultMeans')}
            button={<Button onClick={() => setAsked('default')}>{t('makeDefault')}</Button>}
          />
        )}
        <Step
          words={hindrance === undefined ? t('removeMeans') : t(`hindrance.${hindrance}`)}
          button={
            <Button disabled={hindrance !== undefined} onClick={() => setAsked('remove')}>
              {t('remove')}
            </Button>
          }
        />
      </div>
      <Suspense fallback={null}>
        {asked === 'disable' ? <DisableDialog locale={locale} locales={locales} onClose={close} /> : null}
      </Suspense>
      {asked === 'default' ? <DefaultDialog locale={locale} locales={locales} onClose={close} /> : null}
      {asked === 'remove' ? <RemoveDialog locale={locale} onClose={close} /> : null}
    </Card>
  );
}

function Step({ words, button }: { words: string; button: ReactNode }) {
  return (
    <div className={classes.step}>
      <p>{words}</p>
      {button}
    </div>
  );
}

type Hindrance = 'default' | 'built_in' | 'texts' | 'fallback';

/** Why a language cannot be removed, as far as it can be seen from here; the backend knows of drafts, too. */
function hindranceOf(
  { tag, is_default, origin, texts }: LocaleView,
  locales: readonly LocaleView[],
): Hindrance | undefined {
  if (is_default) return 'default';
  if (origin === 'built_in') return 'built_in';
  if (texts > 0) return 'texts';
  return locales.some(({ fallback }) => fallback === tag) ? 'fallback' : undefined;
}

function DefaultDialog({ locale, locales, onClose }: LanguageProps & { readonly onClose: () => void }) {
  const t = useTranslations('locales');
  const reader = useLocale();
  const readAnew = useLocalesAnew();
  const ifSeen = useSeenChange();
  const name = languageName(locale.tag, reader);
  const former = locales.find((one) => one.is_default)?.tag ?? '';
  const action = useChange({
    work: () => ifSeen(() => callFromBrowser(localeCalls.changeLocale(locale, { is_default: true }))),
    onDone: async () => {
      onClose();
      await readAnew();
    },
    said: t('nowDefault', { language: name }),
  });
  return (
    <ConfirmDialog
      title={t('defaultTitle', { language: name })}
      confirm={t('makeDefault')}
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t('defaultDetail', { language: name, former: languageName(former, reader) })}</p>
      {locale.texts === 0 ? <p>{t('defaultNoTexts')}</p> : null}
    </ConfirmDialog>
  );
}

function RemoveDialog({ locale, onClose }: Pick<LanguageProps, 'locale'> & { readonly onClose: () => void }) {
  const t = useTranslations('locales');
  const reader = useLocale();
  const router = useRouter();
  const readAnew = useLocalesAnew();
  const ifSeen = useSeenChange();
  const name = languageName(locale.tag, reader);
  const action = useChange({
    work: () => ifSeen(() => callFromBrowser(localeCalls.removeLocale(locale))),
    onDone: async () => {
      router.push('/locales');
      toast({ tone: 'ok', title: t('removed', { language: name }) });
      await readAnew();
    },
  });
  return (
    <ConfirmDialog
      title={t('removeTitle', { language: name })}
      confirm={t('remove')}
      isGrave
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t('removeDetail')}</p>
    </ConfirmDialog>
  );
}
