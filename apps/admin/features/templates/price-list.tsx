'use client';

import type { Preview } from '@codewire/contracts';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { countryName } from '../../lib/i18n/names';
import classes from './preview.module.css';

/** Prices of a message are written with as many digits as they have. */
const MOST_DIGITS = 6;

/** What one message costs in the countries that get this language. */
export function PriceList({ prices }: Pick<Preview, 'prices'>) {
  const t = useTranslations('templates.preview');
  const format = useFormatter();
  const locale = useLocale();
  if (prices.length === 0) return <p className={classes.none}>{t('noPrices')}</p>;
  return (
    <table className={classes.prices}>
      <caption>{t('prices')}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('country')}</th>
          <th scope="col">{t('carrier')}</th>
          <th scope="col">{t('price')}</th>
        </tr>
      </thead>
      <tbody>
        {prices.map(({ country, price, currency, carrier }) => (
          <tr key={country}>
            <th scope="row">{countryName(country, locale)}</th>
            <td>
              <bdi>{carrier}</bdi>
            </td>
            <td>{format.number(Number(price), { style: 'currency', currency, maximumFractionDigits: MOST_DIGITS })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
