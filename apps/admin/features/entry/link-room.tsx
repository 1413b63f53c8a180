'use client';

import type { LinkView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { entryCalls } from '../../lib/api/entry-calls';
import { isRefusal } from '../../lib/api/failure';
import { useAction } from '../../lib/use-action';
import { Button } from '../../ui/button';
import { ButtonLink } from '../../ui/button-link';
import { Stage } from '../../ui/stage';
import { Refusal } from '../factors/refusal';
import { AcceptLink } from './accept-link';
import { useFragment } from './use-fragment';
import classes from './entry.module.css';

/** A one-time link: an invitation, or a new password. Its token stands in the fragment and is sent in bodies only. */
export function LinkRoom() {
  const token = useFragment();
  // Another link is another visit.
  return token === undefined ? <Reading /> : <OneLink key={token} token={token} />;
}

function OneLink({ token }: { token: string }) {
  const t = useTranslations('entry.link');
  const common = useTranslations('common');
  const [link, setLink] = useState<LinkView | null>(null);
  const [isDone, setDone] = useState(false);
  const read = useAction(() => callFromBrowser(entryCalls.readLink({ token })), setLink);
  const { run } = read;
  useEffect(() => {
    if (token !== '') void run(undefined);
  }, [token]); // oxlint-disable-line react/exhaustive-deps -- once for each link

  if (isDone) {
    return (
      <Stage title={t('doneTitle')} lead={t('doneLead')} takesFocus>
        <SignInLink />
      </Stage>
    );
  }
  if (link) return <AcceptLink token={token} link={link} onSignIn={() => setDone(true)} />;
  if (token === '' || isRefusal(read.failure, 'link.invalid') || isRefusal(read.failure, 'request.invalid')) {
    return (
      <Stage title={t('overTitle')} lead={t('overLead')} takesFocus={false}>
        <p className={classes.fine}>{t('overRemedy')}</p>
        <SignInLink />
      </Stage>
    );
  }
  if (read.failure === null) return <Reading />;
  return (
    <Stage title={t('readTitle')} takesFocus={false}>
      <Refusal failure={read.failure} />
      <Button onClick={() => void run(undefined)}>{common('retry')}</Button>
    </Stage>
  );
}

/** The place is kept, so that nothing jumps when the link has been read. */
function Reading() {
  const t = useTranslations('entry.link');
  return (
    <Stage title={t('readTitle')} takesFocus={false}>
      <p className={classes.reading} role="status">
        {t('reading')}
      </p>
    </Stage>
  );
}

function SignInLink() {
  const t = useTranslations('entry');
  return (
    <div>
      <ButtonLink href="/login" emphasis="main" isReload>
        {t('signIn')}
      </ButtonLink>
    </div>
  );
}
