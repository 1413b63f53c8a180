'use client';

import type { OperatorRow } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';

/** What someone proves himself by besides a password. */
export function FactorWords({
  of: { has_totp: hasTotp, passkeys },
}: {
  of: Pick<OperatorRow, 'has_totp' | 'passkeys'>;
}) {
  const t = useTranslations('team');
  const format = useFormatter();
  const factors = [...(hasTotp ? [t('totp')] : []), ...(passkeys > 0 ? [t('passkeys', { count: passkeys })] : [])];
  return factors.length === 0 ? t('noFactor') : format.list(factors);
}
