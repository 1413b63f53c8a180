'use client';

import type { CoverageCell, TemplateDetail, TextDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import type { Tagged } from '../../lib/api/call';
import { Fetched } from '../../ui/fetched';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { TextDesk } from './text-desk';
import { useText, type FirstAnswer } from './use-templates';

export interface TextRoomProps {
  readonly template: TemplateDetail;
  readonly cell: CoverageCell;
  readonly first: FirstAnswer<Tagged<TextDetail>> | undefined;
}

/** The text of a template in one language. */
export function TextRoom({ template, cell, first }: TextRoomProps) {
  const t = useTranslations('templates');
  const query = useText({ templateId: template.id, locale: cell.locale }, first);
  return (
    <Fetched
      query={query}
      skeleton={
        <Skeleton label={t('loadingText')}>
          <GhostCards cards={2} />
        </Skeleton>
      }
    >
      {(text) => <TextDesk template={template} cell={cell} text={text} />}
    </Fetched>
  );
}
