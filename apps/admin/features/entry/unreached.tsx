'use client';

import { useTranslations } from 'next-intl';
import { ApiFailure } from '../../lib/api/failure';
import { leaveFor } from '../../lib/leave-for';
import { Button } from '../../ui/button';
import { FailureNotice } from '../../ui/failure-notice';

/** What cannot be shown because the backend did not answer the first paint. Errors do not cross to the browser whole. */
export function Unreached({ kind, problem }: Pick<ApiFailure, 'kind' | 'problem'>) {
  const t = useTranslations('common');
  return (
    <FailureNotice failure={new ApiFailure(kind, problem)}>
      <Button size="xs" onClick={() => void leaveFor(window.location.pathname)}>
        {t('retry')}
      </Button>
    </FailureNotice>
  );
}
