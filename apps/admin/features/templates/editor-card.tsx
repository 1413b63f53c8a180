'use client';

import type { Finding, TemplateDetail, TextDetail, TextForm, ToldFinding } from '@codewire/contracts';
import { IconArrowRight, IconDeviceFloppy, IconSend } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { asFailure } from '../../lib/api/failure';
import { languageInItsWords } from '../../lib/i18n/names';
import { store, useStored } from '../../lib/stored';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Check } from '../../ui/check';
import { FailureNotice } from '../../ui/failure-notice';
import { Notice } from '../../ui/notice';
import { useMay } from '../session/session-provider';
import { FindingsList } from './findings-list';
import { replaceFinding } from './replace-finding';
import { StateBadges } from './state-badges';
import type { Asked, Handles } from './text-desk';
import type { DraftState } from './use-draft';
import type { TextChanges } from './use-text-changes';
import { WordsEditor } from './words-editor';
import classes from './editor.module.css';

const PLAIN_KEY = 'codewire-plain-editor';

export interface EditorCardProps {
  readonly template: TemplateDetail;
  readonly detail: TextDetail;
  /** Where the text of this language is looked for, in order. */
  readonly chain: readonly string[];
  readonly draft: DraftState;
  /** What the backend says of the words. */
  readonly findings: readonly ToldFinding[];
  /** What is known of them as they are now: the same, or ahead of it. */
  readonly found: readonly Finding[];
  /** What the backend says is of the words before the last letters. */
  readonly isOld: boolean;
  readonly isReadOnly: boolean;
  readonly changes: TextChanges;
  readonly handles: Handles;
  readonly onPublish: () => void;
  readonly onAsk: (asked: Asked) => void;
}

/** The words of a text in both forms, what the checks say of them, and what can be done with them. */
export function EditorCard(props: EditorCardProps) {
  const { template, detail, chain, draft, findings, found, isOld, isReadOnly, changes, handles } = props;
  const t = useTranslations('templates.editor');
  const locale = useLocale();
  const isPlain = useStored(PLAIN_KEY) === 'yes';
  const heading = useRef<HTMLHeadingElement>(null);
  const [isBlocked, setBlocked] = useState(false);
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const { words, write } = draft;

  /** With faults that are known the backend need not be asked. */
  function unlessFaulty(go: () => void): void {
    const isFaulty = errors > 0 && draft.isTouched;
    setBlocked(isFaulty);
    if (isFaulty) heading.current?.focus();
    else go();
  }

  const editor = (form: TextForm) => (
    <WordsEditor
      form={form}
      value={(form === 'full' ? words.body : words.short_body) ?? ''}
      onChange={(value) => write(form === 'full' ? { body: value } : { short_body: value })}
      source={sourceOf(detail, form)}
      language={detail.locale}
      direction={detail.direction}
      purpose={template.purpose}
      variables={template.variables}
      findings={found.filter((finding) => finding.form === form)}
      isPlain={isPlain}
      isReadOnly={isReadOnly}
      onReady={handles.note[form]}
    />
  );

  return (
    <Card title={languageInItsWords(detail.locale, locale)} aside={<StateBadges detail={detail} draft={draft} />}>
      <div className={classes.editor}>
        <Chain chain={chain} />
        {isReadOnly ? null : <Begin detail={detail} draft={draft} />}
        {editor('full')}
        <div className={classes.options}>
          <Check
            label={t('hasShort')}
            isChecked={words.short_body !== null}
            isDisabled={isReadOnly}
            onChange={(isOn) => write({ short_body: isOn ? (detail.published?.short_body ?? '') : null })}
          />
          <Check
            label={t('transliterates')}
            detail={t('transliteratesHint')}
            isChecked={words.transliterates}
            isDisabled={isReadOnly}
            onChange={(transliterates) => write({ transliterates })}
          />
        </div>
        {words.short_body === null ? null : editor('short')}
        <FindingsList
          findings={findings}
          found={found}
          isOld={isOld}
          isReadOnly={isReadOnly}
          heading={heading}
          onShow={({ form, start, end }) => {
            const length = (form === 'full' ? words.body : (words.short_body ?? '')).length;
            handles.of(form)?.select(start ?? 0, end ?? length);
          }}
          onReplace={(finding, replacement) => {
            const field = handles.of(finding.form);
            if (field)
              replaceFinding(
                field,
                (finding.form === 'full' ? words.body : words.short_body) ?? '',
                finding,
                replacement,
              );
          }}
        />
        {isBlocked && errors > 0 ? (
          <Notice tone="bad" title={t('blocked', { count: errors })} role="alert">
            <p>{t('blockedDetail')}</p>
          </Notice>
        ) : null}
        {changes.failure === null ? null : <FailureNotice failure={asFailure(changes.failure)} takesFocus />}
        <div className={classes.bar}>
          <Check
            label={t('plain')}
            detail={t('plainHint')}
            isChecked={isPlain}
            onChange={(isOn) => store(PLAIN_KEY, isOn ? 'yes' : 'no')}
          />
          <Ways {...props} unlessFaulty={unlessFaulty} />
        </div>
      </div>
    </Card>
  );
}

/** Of the default language nothing is a translation. */
function sourceOf({ source }: TextDetail, form: TextForm) {
  if (source === null) return null;
  const text = form === 'full' ? source.body : source.short_body;
  return text === null ? null : { locale: source.locale, text };
}

function Chain({ chain }: { chain: readonly string[] }) {
  const t = useTranslations('templates.editor');
  if (chain.length < 2) return null;
  return (
    <p className={classes.chain}>
      {t('chain')}{' '}
      <bdi dir="ltr">
        {chain.map((tag, step) => (
          <span key={tag}>
            {step > 0 ? <IconArrowRight size={14} aria-label={t('then')} role="img" /> : null}
            <code>{tag}</code>
          </span>
        ))}
      </bdi>
    </p>
  );
}

/** Where there is no word yet: what is sent as long as that is so, and words to begin with. */
function Begin({ detail, draft }: { detail: TextDetail; draft: DraftState }) {
  const t = useTranslations('templates.editor');
  const { inherited, source, locale } = detail;
  const from = inherited ?? source;
  if (detail.draft !== null || detail.published !== null || draft.isTouched) return null;
  return (
    <Notice tone="calm" title={t(inherited === null ? 'emptyMissing' : 'emptyInherited')}>
      {inherited === null ? null : (
        <p>
          {inherited.locale === locale
            ? t('inheritsShared')
            : t.rich('inheritsFrom', { tag: () => <code dir="ltr">{inherited.locale}</code> })}
        </p>
      )}
      {from === null ? null : (
        <div className={classes.ways}>
          <Button size="xs" onClick={() => draft.write({ body: from.body, short_body: from.short_body })}>
            {t('beginWith', { tag: from.locale })}
          </Button>
        </div>
      )}
    </Notice>
  );
}

function Ways(props: EditorCardProps & { readonly unlessFaulty: (go: () => void) => void }) {
  const { detail, draft, changes, isReadOnly, unlessFaulty, onPublish, onAsk } = props;
  const t = useTranslations('templates.editor');
  const may = useMay();
  if (isReadOnly) return null;
  const hasDraft = detail.draft !== null;
  const testable = detail.draft ?? detail.published;
  const isInTheWay = draft.theirs !== null;
  return (
    <>
      {draft.isTouched ? (
        <Button onClick={draft.takeTheirs}>{t('undoMine')}</Button>
      ) : hasDraft ? (
        <Button onClick={() => onAsk({ kind: 'discard', version: detail.draft?.version ?? 0 })}>{t('discard')}</Button>
      ) : null}
      {testable === null || draft.isTouched ? null : (
        <Button
          icon={<IconSend size={16} aria-hidden />}
          onClick={() => onAsk({ kind: 'test', version: testable.version })}
        >
          {t('test')}
        </Button>
      )}
      <Button
        icon={<IconDeviceFloppy size={16} aria-hidden />}
        disabled={!draft.isTouched || isInTheWay}
        loading={changes.isSaving}
        onClick={() => unlessFaulty(() => void changes.save())}
      >
        {t('save')}
      </Button>
      {may('texts.publish') ? (
        <Button
          emphasis="main"
          disabled={isInTheWay || changes.isSaving || !(draft.isTouched || hasDraft)}
          onClick={() => unlessFaulty(onPublish)}
        >
          {t(draft.isTouched ? 'saveAndPublish' : 'publish')}
        </Button>
      ) : null}
    </>
  );
}
