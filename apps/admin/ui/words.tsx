import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { wordsOf, type Part } from '../lib/i18n/words-of';
import { MoreWords } from './more-words';

export interface WordsProps {
  readonly of: readonly Part[];
  readonly children: ReactNode;
}

/**
 * Gives what is below these words besides those from above. Whoever opens a page is sent the words of its frame and of
 * its room, not those of the whole console: they were five sixths of every page.
 */
export async function Words({ of, children }: WordsProps) {
  return <MoreWords words={wordsOf(await getMessages(), of)}>{children}</MoreWords>;
}
