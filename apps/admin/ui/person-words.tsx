import { personParts } from '../lib/person-name';
import { Sub } from './data-table';

/** Who did something: the name, and below it the address that tells two of the same name apart. */
export function PersonWords({ author }: { author: string }) {
  const { name, email } = personParts(author);
  return (
    <>
      <bdi>{name}</bdi>
      {email ? (
        <Sub>
          <bdi>{email}</bdi>
        </Sub>
      ) : null}
    </>
  );
}
