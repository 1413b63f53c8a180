import type { TemplateDetail, TextDetail } from '@codewire/contracts';

/** What every dialog about a text knows. */
export interface TextDialogProps {
  readonly template: TemplateDetail;
  readonly detail: TextDetail;
  /** Of the state that it is asked about. */
  readonly tag: string;
  readonly onClose: () => void;
}

/** About one of its versions. */
export interface VersionDialogProps extends TextDialogProps {
  readonly version: number;
}

export const namedIn = ({ detail }: Pick<TextDialogProps, 'detail'>) => ({
  templateId: detail.template_id,
  locale: detail.locale,
});
