'use client';

import type { TemplateDetail, Variable } from '@codewire/contracts';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure, isRefusal } from '../../lib/api/failure';
import { templateCalls } from '../../lib/api/template-calls';
import { Button, IconButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { useChange } from '../../ui/use-change';
import { settingsOf, faultsIn, variableDraft, type VariableDraft } from './settings-draft';
import { useTemplatesAnew } from './use-templates';
import classes from './editor.module.css';

const MOST_VARIABLES = 10;

/** What a text of the template may cost, and the places that it may have beside the usual ones. */
export default function SettingsDialog({ template, onClose }: { template: TemplateDetail; onClose: () => void }) {
  const t = useTranslations('templates.settings');
  const common = useTranslations('common');
  const readAnew = useTemplatesAnew();
  const [most, setMost] = useState(String(template.max_segments));
  const [variables, setVariables] = useState<readonly VariableDraft[]>(template.variables.map(variableDraft));
  const [isChecked, setChecked] = useState(false);
  const faults = faultsIn({ most, variables });
  const isWrong = (name: string) => isChecked && faults.has(name);
  const save = useChange({
    work: () =>
      callFromBrowser(templateCalls.changeTemplate(template.id, template.version, settingsOf({ most, variables }))),
    onDone: async () => {
      await readAnew();
      onClose();
    },
    said: t('saved'),
  });

  function change(place: number, part: Partial<VariableDraft>): void {
    setVariables(variables.map((one, index) => (index === place ? { ...one, ...part } : one)));
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setChecked(true);
    const form = event.currentTarget as HTMLFormElement;
    if (faults.size > 0) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    await save.run(undefined);
  }

  return (
    <Dialog title={t('title')} isOpen isWide onClose={onClose}>
      <Form onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('most')}
          description={t('mostHint')}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          value={most}
          error={isWrong('most') ? t('mostWrong') : undefined}
          onChange={(event) => setMost(event.currentTarget.value)}
        />
        <fieldset className={classes.variables}>
          <legend>{t('variables')}</legend>
          <p className={classes.hint}>{t('variablesHint')}</p>
          {variables.map((variable, place) => (
            // A place has no other name: rows are told apart by their order.
            <div key={place} className={classes.variable}>
              <TextField
                label={t('name')}
                autoComplete="off"
                spellCheck={false}
                dir="ltr"
                value={variable.name}
                error={isWrong(`${place}.name`) ? t('nameWrong') : undefined}
                onChange={(event) => change(place, { name: event.currentTarget.value })}
              />
              <SelectField
                label={t('type')}
                value={variable.type}
                choices={(['text', 'number'] as const).map((value) => ({ value, label: t(`types.${value}`) }))}
                onChange={(event) => change(place, { type: event.currentTarget.value as Variable['type'] })}
              />
              <TextField
                label={t('length')}
                inputMode="numeric"
                autoComplete="off"
                dir="ltr"
                value={variable.length}
                error={isWrong(`${place}.length`) ? t(`lengthWrong.${variable.type}`) : undefined}
                onChange={(event) => change(place, { length: event.currentTarget.value })}
              />
              <IconButton
                label={t('drop', { name: variable.name || String(place + 1) })}
                onClick={() => setVariables(variables.filter((_, index) => index !== place))}
              >
                <IconX size={16} aria-hidden />
              </IconButton>
            </div>
          ))}
          {variables.length < MOST_VARIABLES ? (
            <Button
              size="xs"
              icon={<IconPlus size={14} aria-hidden />}
              onClick={() => setVariables([...variables, { name: '', type: 'text', length: '20' }])}
            >
              {t('add')}
            </Button>
          ) : null}
        </fieldset>
        {save.failure === null ? null : (
          <Refused failure={save.failure} onReadAnew={() => void readAnew().then(onClose)} />
        )}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" loading={save.isBusy}>
            {t('save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** Why not; where published texts stand in the way, what is wrong with them then. */
function Refused({ failure, onReadAnew }: { failure: unknown; onReadAnew: () => void }) {
  const t = useTranslations('templates.settings');
  const { problem } = asFailure(failure);
  return (
    <FailureNotice failure={asFailure(failure)} takesFocus>
      {problem?.findings ? (
        <ul className={classes.broken}>
          {problem.findings.map(({ message }, place) => (
            <li key={place} dir="auto">
              {message}
            </li>
          ))}
        </ul>
      ) : null}
      {isRefusal(failure, 'template.changed') ? (
        <Button size="xs" onClick={onReadAnew}>
          {t('readAnew')}
        </Button>
      ) : null}
    </FailureNotice>
  );
}
