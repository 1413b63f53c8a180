'use client';

import type { AuditEntry } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { PersonWords } from '../../ui/person-words';

/** Who did it, by the name of then; what is no operator says what it is. */
export function Person({ actor }: { actor: AuditEntry['actor'] }) {
  const t = useTranslations('audit.actorKind');
  if (actor.kind === 'operator') return <PersonWords author={actor.name} />;
  return (
    <>
      {t(actor.kind)}
      {actor.kind === 'visitor' ? null : (
        <>
          {' · '}
          <bdi>{actor.name}</bdi>
        </>
      )}
    </>
  );
}
