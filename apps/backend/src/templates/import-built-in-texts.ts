import type { Tx } from '../database/sql.js';
import { BUILT_IN_TEXTS } from './built-in-texts.js';
import { importTexts } from './templates.store.js';

/**
 * Makes the texts that come with this build known to the database; returns how many were new or had changed. Doing it
 * again changes nothing, and a wording that an operator published stays published.
 */
export function importBuiltInTexts(tx: Tx): Promise<number> {
  return importTexts(tx, 'verification', BUILT_IN_TEXTS);
}
