'use client';

import type { MessageInspection } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { CodeBlock } from '../../ui/code-block';
import classes from './message.module.css';

/** The answer of the API as it came: with a masked number and without the code, so it may be passed on. */
export default function JsonTab({ message }: { message: MessageInspection }) {
  const t = useTranslations('detail');
  return (
    <div className={classes.tab}>
      <CodeBlock
        title={`GET /api/admin/messages/${message.id}`}
        copyLabel={t('copyJson')}
        text={JSON.stringify(message, null, 2)}
      />
    </div>
  );
}
