'use client';

import type { Preview, TemplateDetail, Trailer } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { asFailure } from '../../lib/api/failure';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField } from '../../ui/field';
import { useConsoleContext } from '../shell/use-console-context';
import { PhoneBubble } from './phone-bubble';
import { PriceList } from './price-list';
import { SegmentBar } from './segment-bar';
import type { PreviewState } from './use-preview';
import classes from './preview.module.css';

/** Lines for autofill that stand for those of real apps and hosts. */
const LINES = {
  none: undefined,
  app_hash: { kind: 'app_hash', app_hash: 'FA+9qCX9VSu' },
  host: { kind: 'host', host: 'example.com' },
} as const satisfies Record<string, Trailer | undefined>;
export type Line = keyof typeof LINES;
const LINE_NAMES = Object.keys(LINES) as Line[];

export const trailerOf = (line: Line): Trailer | undefined => LINES[line];

export interface PreviewSettings {
  readonly line: Line;
  /** Whose brand it is; empty: the first. */
  readonly application: string;
}

export interface PreviewPaneProps extends PreviewState {
  readonly template: TemplateDetail;
  readonly settings: PreviewSettings;
  readonly onSettings: (settings: PreviewSettings) => void;
}

/** A text as a phone shows it, and what it costs. */
export function PreviewPane({ preview, isOld, failure, template, settings, onSettings }: PreviewPaneProps) {
  const t = useTranslations('templates.preview');
  const [isLongest, setLongest] = useState(false);
  const isUnwritable = failure !== null && asFailure(failure).problem?.code === 'text.checks_failed';
  return (
    <Card title={t('title')}>
      <div className={classes.pane}>
        <Choices template={template} settings={settings} onSettings={onSettings} />
        {failure !== null && !isUnwritable ? <FailureNotice failure={asFailure(failure)} /> : null}
        {isUnwritable ? <p className={classes.none}>{t('unwritable')}</p> : null}
        {preview === undefined || isUnwritable ? null : (
          <Shown
            preview={preview}
            isOld={isOld}
            limit={template.max_segments}
            isLongest={isLongest}
            onLongest={setLongest}
          />
        )}
      </div>
    </Card>
  );
}

function Choices({ template, settings, onSettings }: Pick<PreviewPaneProps, 'template' | 'settings' | 'onSettings'>) {
  const t = useTranslations('templates.preview');
  const { data } = useConsoleContext();
  const applications = template.application === null ? (data?.applications ?? []) : [];
  return (
    <div className={classes.choices}>
      <SelectField
        label={t('line')}
        value={settings.line}
        choices={LINE_NAMES.map((value) => ({ value, label: t(`lines.${value}`) }))}
        onChange={(event) => onSettings({ ...settings, line: event.currentTarget.value as Line })}
      />
      {applications.length > 1 ? (
        <SelectField
          label={t('brandOf')}
          value={settings.application || applications[0]?.id}
          choices={applications.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => onSettings({ ...settings, application: event.currentTarget.value })}
        />
      ) : null}
    </div>
  );
}

interface ShownProps {
  readonly preview: Preview;
  readonly isOld: boolean;
  readonly limit: number;
  readonly isLongest: boolean;
  readonly onLongest: (isLongest: boolean) => void;
}

function Shown({ preview, isOld, limit, isLongest, onLongest }: ShownProps) {
  const t = useTranslations('templates.preview');
  const shown = isLongest ? preview.longest : preview.typical;
  return (
    <div className={classes.shown} data-old={isOld || undefined} aria-busy={isOld}>
      <div className={classes.switch} role="group" aria-label={t('values')}>
        {[false, true].map((value) => (
          <button key={String(value)} type="button" aria-pressed={isLongest === value} onClick={() => onLongest(value)}>
            {t(value ? 'longest' : 'typical')}
          </button>
        ))}
      </div>
      <PhoneBubble preview={preview} text={shown.text} form={shown.form} />
      <SegmentBar {...shown} limit={limit} />
      <PriceList prices={preview.prices} />
    </div>
  );
}
