'use client';

import type { RouteView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useChange } from '../../ui/use-change';
import { ConditionWords, useRuleName } from './rule-words';
import type { RuleChanges } from './use-rule-changes';
import type { Names } from './use-routing';

export interface DeleteRuleDialogProps {
  readonly rule: RouteView;
  /** The rule below it. */
  readonly neighbour: string | null;
  readonly names: Names;
  readonly changes: RuleChanges;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export default function DeleteRuleDialog({
  rule,
  neighbour,
  names,
  changes,
  onClose,
  onDeleted,
}: DeleteRuleDialogProps) {
  const t = useTranslations('routing');
  const action = useChange({
    work: () => changes.remove(rule, neighbour),
    onDone: () => {
      onClose();
      onDeleted();
    },
  });
  return (
    <ConfirmDialog
      title={t('deleteTitle', { name: useRuleName()(rule) })}
      confirm={t('deleteConfirm')}
      isGrave
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>
        <ConditionWords of={rule} names={names} />
      </p>
      <p>{t(neighbour === null ? 'deleteLast' : 'deleteMeans')}</p>
    </ConfirmDialog>
  );
}
