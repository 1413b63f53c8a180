'use client';

import type { CarrierView } from '@codewire/contracts';
import { Fact, FactList } from '../../ui/fact-list';
import { changedFacts } from '../audit/changed-facts';
import { FactValue, useFactName } from '../audit/fact-words';
import { factsOf } from './edits';

/** How it is set up, for those who may only look. */
export function CarrierFacts({ carrier }: { carrier: CarrierView }) {
  const nameOf = useFactName();
  return (
    <FactList>
      {changedFacts(null, factsOf(carrier)).map(({ name, after }) => (
        <Fact key={name} name={nameOf(name)}>
          <FactValue name={name} value={after} />
        </Fact>
      ))}
    </FactList>
  );
}
