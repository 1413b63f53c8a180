'use client';

import { useTranslations } from 'next-intl';
import { personParts } from '../../lib/person-name';

/** Within a sentence; what came with the product has no author. */
export function AuthorName({ author }: { author: string | null }) {
  const t = useTranslations('templates');
  if (author === null) return t('product');
  const { name, email } = personParts(author);
  return <bdi title={email}>{name}</bdi>;
}
