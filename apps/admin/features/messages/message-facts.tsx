'use client';

import type { MessageInspection } from '@codewire/contracts';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { inspectionCalls } from '../../lib/api/inspection-calls';
import { countryName, languageName } from '../../lib/i18n/names';
import { Fact, FactList } from '../../ui/fact-list';
import { Moment } from '../../ui/moment';
import { LinkIfOpen } from '../session/link-if-open';
import { RevealableNumber } from './revealable-number';
import classes from './message.module.css';

/** What is known of a message besides its way, with the ways to what it was made of. */
export function MessageFacts({ message }: { message: MessageInspection }) {
  const t = useTranslations('detail');
  return (
    <FactList>
      <Addressee message={message} />
      <Fact name={t('application')}>
        <LinkIfOpen to="applications.read" href={`/apps/${message.application_id}`}>
          {message.application}
        </LinkIfOpen>
      </Fact>
      <Words message={message} />
      <Way message={message} />
      <Fact name={t('encoding')}>
        {message.encoding} · {t('segments', { count: message.segments })}
      </Fact>
      <Price message={message} />
      <Fact name={t('created')}>
        <Moment at={message.created_at} show="full" />
      </Fact>
      <Fact name={t('expires')}>
        <Moment at={message.expires_at} show="full" />
      </Fact>
      <Fact name={t('verification')}>
        <LinkIfOpen to="messages.read" href={`/verifications/${message.verification_id}`} className={classes.mono}>
          <bdi dir="ltr">{message.verification_id}</bdi>
        </LinkIfOpen>
      </Fact>
    </FactList>
  );
}

interface PartProps {
  readonly message: MessageInspection;
}

function Addressee({ message: { id, number, country } }: PartProps) {
  const t = useTranslations('detail');
  const locale = useLocale();
  return (
    <Fact name={t('to')}>
      {/* What was shown of one message is not shown of the next. */}
      <RevealableNumber
        key={id}
        masked={number}
        ask={(reason) => callFromBrowser(inspectionCalls.revealOfMessage(id, { reason }))}
      />
      {country ? <span className={classes.why}>{countryName(country, locale)}</span> : null}
    </Fact>
  );
}

function Words({ message }: PartProps) {
  const t = useTranslations('detail');
  const reason = useTranslations('languageReason');
  const purpose = useTranslations('templates.purposes');
  const locale = useLocale();
  const { template_id: template, template_version: version, language } = message;
  const words = `${purpose(message.purpose)}, ${t('version', { version })}`;
  return (
    <>
      <Fact name={t('language')}>
        {languageName(language, locale)}
        <span className={classes.why}>{reason(message.language_reason)}</span>
      </Fact>
      <Fact name={t('template')}>
        {template === null ? (
          words
        ) : (
          <LinkIfOpen to="texts.read" href={`/templates/${template}?locale=${encodeURIComponent(language)}`}>
            {words}
          </LinkIfOpen>
        )}
      </Fact>
    </>
  );
}

function Way({ message: { carrier, carrier_id: carrierId, rule, sender } }: PartProps) {
  const t = useTranslations('detail');
  return (
    <>
      <Fact name={t('rule')}>
        {rule === null ? (
          t('noRule')
        ) : (
          <LinkIfOpen to="routes.read" href="/routing">
            {rule.name}
          </LinkIfOpen>
        )}
      </Fact>
      <Fact name={t('carrier')}>
        {carrierId === null ? (
          t('noCarrier')
        ) : (
          <LinkIfOpen to="carriers.read" href={`/carriers/${carrierId}`}>
            {carrier ?? carrierId}
          </LinkIfOpen>
        )}
      </Fact>
      <Fact name={t('sender')}>
        <bdi dir="ltr">{sender}</bdi>
      </Fact>
    </>
  );
}

/** Prices have up to six places: of a segment's tenth of a cent none may be rounded away. */
function Price({ message: { price, segments } }: PartProps) {
  const t = useTranslations('detail');
  const format = useFormatter();
  return (
    <Fact name={t('price')}>
      {price === null
        ? t('noPrice')
        : format.number(Number(price.amount), {
            style: 'currency',
            currency: price.currency,
            maximumFractionDigits: 6,
          })}
      {price === null ? null : <span className={classes.why}>{t('priceHint', { count: segments })}</span>}
    </Fact>
  );
}
