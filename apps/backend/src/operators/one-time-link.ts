import type { LinkKind, OneTimeLink } from '@codewire/contracts';
import type { Tx } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { newId } from '../platform/ids.js';
import { insertLink, type NewLink } from './link.store.js';
import { newSecretToken } from './secret-token.js';

const PAGES: Readonly<Record<LinkKind, string>> = { invitation: 'invite', password: 'reset', access: 'reset' };

export type LinkPurpose = Pick<NewLink, 'kind' | 'email' | 'role' | 'applicationIds' | 'operatorId'>;

/**
 * Makes a link to be handed over by hand: there may be no e-mail server. The token stands in the fragment of its URL,
 * which no browser sends to a server, so that it reaches no log along the way.
 */
export async function makeLink(
  tx: Tx,
  { consoleOrigin, author }: { readonly consoleOrigin: string; readonly author: Author },
  purpose: LinkPurpose,
): Promise<{ readonly id: string; readonly link: OneTimeLink }> {
  const { token, hash: tokenHash } = newSecretToken();
  const id = newId('lnk');
  const expiresAt = await insertLink(tx, { ...purpose, id, tokenHash, createdBy: author.id ?? author.name });
  const url = `${consoleOrigin}/${PAGES[purpose.kind]}#${token}`;
  return { id, link: { url, expires_at: expiresAt.toISOString() } };
}
