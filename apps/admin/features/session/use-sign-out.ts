'use client';

import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { isRefusal } from '../../lib/api/failure';
import { sessionCalls } from '../../lib/api/session-calls';
import { leaveFor } from '../../lib/leave-for';
import { forgetWalk } from '../../lib/list-walk';
import { signedOutPath } from '../../lib/next-path';
import { forgetPlaces } from '../../lib/recent-places';
import { useAction, type Action } from '../../lib/use-action';
import { toast } from '../../ui/toasts';

/** Ends the session and leaves; one that had ended already is left, too. */
export function useSignOut(): Action<undefined> {
  const t = useTranslations('session');
  return useAction(
    async () => {
      try {
        await callFromBrowser(sessionCalls.signOut());
      } catch (error) {
        if (isRefusal(error, 'auth.not_signed_in')) return;
        toast({ tone: 'bad', title: t('signOutFailed') });
        throw error;
      }
    },
    () => {
      forgetPlaces();
      forgetWalk();
      const { pathname, search } = window.location;
      return leaveFor(signedOutPath(pathname + search));
    },
  );
}
