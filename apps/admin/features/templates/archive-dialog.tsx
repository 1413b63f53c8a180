'use client';

import type { TemplateDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { callFromBrowser } from '../../lib/api/browser';
import { templateCalls } from '../../lib/api/template-calls';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useChange } from '../../ui/use-change';
import { useTemplatesAnew } from './use-templates';

/** The application goes back to the texts that all share. */
export default function ArchiveDialog({ template, onClose }: { template: TemplateDetail; onClose: () => void }) {
  const t = useTranslations('templates.archive');
  const router = useRouter();
  const readAnew = useTemplatesAnew();
  const action = useChange<undefined, undefined>({
    work: () => callFromBrowser(templateCalls.archiveTemplate(template.id, template.version)),
    onDone: () => {
      router.push('/templates');
      void readAnew();
    },
    said: t('done'),
  });
  return (
    <ConfirmDialog title={t('title')} confirm={t('confirm')} isGrave isOpen onClose={onClose} action={action}>
      <p>{t.rich('detail', { name: () => <bdi>{template.application?.name}</bdi> })}</p>
    </ConfirmDialog>
  );
}
