'use client';

import type { CoverageCell, TemplateDetail, TextDetail, TextForm, ToldFinding } from '@codewire/contracts';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Tagged } from '../../lib/api/call';
import { asFailure } from '../../lib/api/failure';
import { useLeaveGuard } from '../../ui/use-leave-guard';
import { useMay } from '../session/session-provider';
import { ConflictNotice } from './conflict-notice';
import { EditorCard } from './editor-card';
import { PreviewPane, trailerOf, type PreviewSettings } from './preview-pane';
import { TextNotices } from './text-notices';
import { useDraft } from './use-draft';
import { usePreview } from './use-preview';
import { useQuickChecks } from './use-quick-checks';
import { useTextChanges } from './use-text-changes';
import { VersionsCard } from './versions-card';
import type { WordsHandle } from './words-field';
import classes from './editor.module.css';

const PublishDialog = lazy(() => import('./publish-dialog'));
const SignOffDialog = lazy(() => import('./sign-off-dialog'));
const DiscardDialog = lazy(() => import('./discard-dialog'));
const RevertDialog = lazy(() => import('./revert-dialog'));
const CompareDialog = lazy(() => import('./compare-dialog'));
const TestDialog = lazy(() => import('./test-dialog'));

/** What is asked before it is done; of a version. */
export type Asked = {
  readonly kind: 'publish' | 'sign-off' | 'discard' | 'revert' | 'compare' | 'test';
  readonly version: number;
} | null;

export interface TextDeskProps {
  readonly template: TemplateDetail;
  readonly cell: CoverageCell;
  readonly text: Tagged<TextDetail>;
}

/** Writing a text and seeing what becomes of it. */
export function TextDesk({ template, cell, text }: TextDeskProps) {
  const named = { templateId: template.id, locale: cell.locale };
  const { data: detail } = text;
  const may = useMay();
  const draft = useDraft(named, text);
  const changes = useTextChanges(named, draft);
  const [settings, setSettings] = useState<PreviewSettings>({ line: 'none', application: '' });
  const [asked, setAsked] = useState<Asked>(null);
  const handles = useHandles();
  useLeaveGuard(draft.isTouched);

  const hasOwn = detail.draft !== null || detail.published !== null;
  const isWritten = hasOwn || draft.isTouched;
  const trailer = trailerOf(settings.line);
  const state = usePreview(named, {
    values: {},
    ...(isWritten ? { text: draft.words } : {}),
    ...(settings.application === '' ? {} : { application_id: settings.application }),
    ...(trailer === undefined ? {} : { trailer }),
  });
  const findings = isWritten ? findingsOf(state) : [];
  const quick = useQuickChecks({ template, detail, words: draft.words, isWritten });

  /** Whatever was typed is a version first. */
  async function askToPublish(): Promise<void> {
    const saved = draft.isTouched ? await changes.save() : text;
    const version = saved?.data.draft?.version;
    if (version !== undefined) setAsked({ kind: 'publish', version });
  }

  const dialog = { template, detail, tag: text.tag, onClose: () => setAsked(null) };
  return (
    <div className={classes.desk}>
      <div className={classes.column}>
        <TextNotices detail={detail} draft={draft} onAsk={setAsked} />
        {draft.theirs === null ? null : (
          <ConflictNotice
            detail={detail}
            mine={draft.words}
            theirs={draft.theirs}
            onKeep={draft.keepMine}
            onTake={draft.takeTheirs}
          />
        )}
        <EditorCard
          template={template}
          detail={detail}
          chain={state.preview?.chain ?? [cell.locale]}
          draft={draft}
          findings={findings}
          found={state.isOld && quick !== undefined ? quick : findings}
          isOld={state.isOld}
          isReadOnly={!may('texts.write')}
          changes={changes}
          handles={handles}
          onPublish={() => void askToPublish()}
          onAsk={setAsked}
        />
      </div>
      <div className={classes.aside}>
        <PreviewPane {...state} template={template} settings={settings} onSettings={setSettings} />
      </div>
      <div className={classes.below}>
        <VersionsCard detail={detail} onAsk={setAsked} />
      </div>
      <Suspense fallback={null}>
        {asked?.kind === 'publish' ? <PublishDialog {...dialog} version={asked.version} /> : null}
        {asked?.kind === 'sign-off' ? <SignOffDialog {...dialog} version={asked.version} /> : null}
        {asked?.kind === 'discard' ? <DiscardDialog {...dialog} /> : null}
        {asked?.kind === 'revert' ? <RevertDialog {...dialog} version={asked.version} /> : null}
        {asked?.kind === 'compare' ? <CompareDialog {...dialog} version={asked.version} /> : null}
        {asked?.kind === 'test' ? <TestDialog {...dialog} version={asked.version} /> : null}
      </Suspense>
    </div>
  );
}

/** Words of which no message can be made have no preview, but the refusal says why. */
function findingsOf({
  preview,
  failure,
}: {
  preview: { findings: readonly ToldFinding[] } | undefined;
  failure: unknown;
}) {
  if (failure === null) return preview?.findings ?? [];
  return asFailure(failure).problem?.findings ?? [];
}

export interface Handles {
  readonly of: (form: TextForm) => WordsHandle | null;
  readonly note: Readonly<Record<TextForm, (handle: WordsHandle | null) => void>>;
}

/** The fields of both forms, for whoever has something to show or to put into them. */
function useHandles(): Handles {
  const fields = useRef<Record<TextForm, WordsHandle | null>>({ full: null, short: null });
  const [handles] = useState<Handles>(() => ({
    of: (form) => fields.current[form],
    note: {
      full: (handle) => void (fields.current.full = handle),
      short: (handle) => void (fields.current.short = handle),
    },
  }));
  return handles;
}
