import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { PlainPage } from '../../ui/plain-page';

export default function NotFound() {
  const t = useTranslations('pages');
  return (
    <PlainPage title={t('notFoundTitle')} detail={t('notFoundDetail')}>
      <Link href="/try" prefetch={false}>
        {t('toTry')}
      </Link>
      <Link href="/messages" prefetch={false}>
        {t('toMessages')}
      </Link>
    </PlainPage>
  );
}
