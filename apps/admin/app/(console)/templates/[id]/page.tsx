import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { isOpenTo } from '../../../../features/session/gate';
import { openLocale, readFilters } from '../../../../features/templates/editor-address';
import { inOrder } from '../../../../features/templates/in-order';
import { TemplateRoom } from '../../../../features/templates/template-room';
import { callFromServer } from '../../../../lib/api/server';
import { templateCalls } from '../../../../lib/api/template-calls';
import { Denied } from '../../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('templates');
  return { title: t('one') };
}

interface TemplatePageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TemplatePage({ params, searchParams }: TemplatePageProps) {
  if (!(await isOpenTo('texts.read'))) return <Denied permission="texts.read" />;
  const { id } = await params;
  const search = await searchParams;
  const first = await callFromServer(templateCalls.template(id));
  if (first.kind === 'failed') {
    if (first.failure.problem?.status === 404) notFound();
    return <TemplateRoom id={id} first={undefined} firstText={undefined} />;
  }
  const { locale: asked } = readFilters((name) => [search[name]].flat()[0]);
  const readers = await getLocale();
  const template = inOrder(first.data, readers);
  const locale = openLocale(template.coverage, asked, readers);
  const text = locale === undefined ? undefined : await callFromServer(templateCalls.text({ templateId: id, locale }));
  return (
    <TemplateRoom
      id={id}
      first={{ data: template, at: first.at }}
      firstText={text?.kind === 'ready' ? text : undefined}
    />
  );
}
