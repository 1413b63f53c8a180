'use client';

import type { TextDetail } from '@codewire/contracts';
import { IconCircleCheck, IconCloudOff, IconEyeOff, IconPencil, IconSparkles } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Badge } from '../../ui/badge';
import type { DraftState } from './use-draft';
import classes from './editor.module.css';

/** How a text stands, in words. */
export function StateBadges({ detail, draft }: { detail: TextDetail; draft: Pick<DraftState, 'isTouched'> }) {
  const t = useTranslations('templates.editor');
  const { published, draft: saved, update } = detail;
  return (
    <div className={classes.badges}>
      {draft.isTouched ? (
        <Badge tone="warn" icon={<IconCloudOff size={15} aria-hidden />}>
          {t('badges.unsaved')}
        </Badge>
      ) : null}
      {saved === null ? null : (
        <Badge tone="busy" icon={<IconPencil size={15} aria-hidden />}>
          {t('badges.draft', { version: saved.version })}
        </Badge>
      )}
      {published === null ? null : (
        <Badge tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
          {t('badges.published', { version: published.version })}
        </Badge>
      )}
      {published !== null && !published.is_reviewed ? (
        <Badge tone="warn" icon={<IconEyeOff size={15} aria-hidden />}>
          {t('badges.unreviewed')}
        </Badge>
      ) : null}
      {update === null ? null : (
        <Badge tone="busy" icon={<IconSparkles size={15} aria-hidden />}>
          {t('badges.update')}
        </Badge>
      )}
    </div>
  );
}
