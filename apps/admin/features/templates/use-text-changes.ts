'use client';

import type { TextDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import type { Tagged } from '../../lib/api/call';
import { isRefusal } from '../../lib/api/failure';
import { templateCalls, type NamedText } from '../../lib/api/template-calls';
import { useChange } from '../../ui/use-change';
import type { DraftState } from './use-draft';
import { useTextNews } from './use-templates';

export interface TextChanges {
  /** Answers what is saved then; undefined when it was refused. */
  readonly save: () => Promise<Tagged<TextDetail> | undefined>;
  readonly isSaving: boolean;
  /** Without the refusal that someone was faster: that is told where whose words shall stay is asked. */
  readonly failure: unknown;
}

/** Saving what is written. */
export function useTextChanges(named: NamedText, draft: DraftState): TextChanges {
  const t = useTranslations('templates');
  const news = useTextNews(named);
  const saving = useChange({
    work: async (done: (saved: Tagged<TextDetail>) => void) => {
      const sent = draft.words;
      try {
        const saved = await callFromBrowser(templateCalls.saveDraft(named, draft.tag, sent));
        draft.noteSaved(sent, saved);
        news.take(saved);
        done(saved);
      } catch (error) {
        if (isRefusal(error, 'text.changed')) await news.askAnew();
        throw error;
      }
    },
    said: t('saved'),
  });
  return {
    save: async () => {
      let saved: Tagged<TextDetail> | undefined;
      await saving.run((answer) => void (saved = answer));
      return saved;
    },
    isSaving: saving.isBusy,
    failure: isRefusal(saving.failure, 'text.changed') ? null : saving.failure,
  };
}

/** A change of the text that is asked about in a dialog: what follows is known to the page before the dialog closes. */
export function useTextChange(
  named: NamedText,
  { work, onClose, said }: { work: () => Promise<Tagged<TextDetail>>; onClose: () => void; said: string },
) {
  const news = useTextNews(named);
  return useChange<undefined, void>({
    work: async () => {
      try {
        news.take(await work());
      } catch (error) {
        if (isRefusal(error, 'text.changed')) await news.askAnew();
        throw error;
      }
    },
    onDone: onClose,
    said,
  });
}
