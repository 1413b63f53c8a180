import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { isOpenTo } from '../../../../../features/session/gate';
import { MOST_HANDSETS } from '../../../../../features/try/handset-list';
import { PhoneRoom } from '../../../../../features/try/phone-room';
import { Denied } from '../../../../../ui/denied';

interface PhonePageProps {
  readonly params: Promise<{ readonly handset: string }>;
}

export async function generateMetadata({ params }: PhonePageProps): Promise<Metadata> {
  const t = await getTranslations('handsets');
  return { title: t('phone', { place: placeOf((await params).handset) }) };
}

/** The address names a phone by its place in the browser's list: a number does not belong there. */
export default async function PhonePage({ params }: PhonePageProps) {
  const place = placeOf((await params).handset);
  if (!(place >= 1 && place <= MOST_HANDSETS)) notFound();
  return (await isOpenTo('try.use')) ? (
    <PhoneRoom place={place} />
  ) : (
    <main id="main">
      <Denied permission="try.use" />
    </main>
  );
}

function placeOf(text: string): number {
  return /^[1-9]$/.test(text) ? Number(text) : 0;
}
