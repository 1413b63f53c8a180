import { describe, expect, test } from 'vitest';
import { parseKept, withDraft, type KeptDraft } from './kept-words';
import { afterSaving, standingOf, wordsOf, type Draft, type Words } from './text-draft';

const words = (body: string): Words => ({ body, short_body: null, transliterates: false });
const draft = (mine: string, base = 'before'): Draft => ({ words: words(mine), base: words(base), tag: '1.1' });

describe('when someone else has changed the text', () => {
  test('words that nobody has touched follow', () => {
    const { kind, ...rest } = standingOf(draft('before'), words('theirs'), '1.2');
    expect([kind, rest]).toEqual(['follow', { draft: { words: words('theirs'), base: words('theirs'), tag: '1.2' } }]);
  });

  test('words of mine stay where it was not the words that changed', () => {
    const standing = standingOf(draft('mine'), words('before'), '1.2');
    expect(standing).toEqual({ kind: 'follow', draft: { ...draft('mine'), tag: '1.2' } });
  });

  test('the same words twice are no conflict', () => {
    expect(standingOf(draft('mine'), words('mine'), '1.2').kind).toBe('follow');
  });

  test('other words are a conflict, and nothing of mine goes', () => {
    expect(standingOf(draft('mine'), words('theirs'), '1.2')).toEqual({ kind: 'theirs', theirs: words('theirs') });
  });

  test('nothing is asked while nothing has changed', () => {
    expect(standingOf(draft('mine'), words('whatever'), '1.1').kind).toBe('current');
  });
});

test('what is typed while words are being saved stays, and is to be saved over them', () => {
  const typed = afterSaving(draft('mine and more'), words('mine'), words('mine'), '1.2');
  expect(typed).toEqual({ words: words('mine and more'), base: words('mine'), tag: '1.2' });
  const still = afterSaving(draft('mine'), words('mine'), words('as saved'), '1.2');
  expect(still).toEqual({ words: words('as saved'), base: words('as saved'), tag: '1.2' });
});

test('an editor begins with the draft, then with what is published, then with nothing', () => {
  const version = (body: string) => ({ ...words(body), version: 1 }) as never;
  expect(wordsOf({ draft: version('draft'), published: version('published') })).toEqual(words('draft'));
  expect(wordsOf({ draft: null, published: version('published') })).toEqual(words('published'));
  expect(wordsOf({ draft: null, published: null })).toEqual(words(''));
});

describe('words that only this browser has', () => {
  const kept = (at: number): KeptDraft => ({ ...draft('mine'), at });
  const named = (locale: string) => ({ templateId: 'tpl_1', locale });

  test('come back as they were', () => {
    const stored = JSON.stringify(withDraft({}, named('de'), kept(1)));
    expect(parseKept(stored)['tpl_1/de']).toEqual(kept(1));
  });

  test('make room for newer ones, the oldest first', () => {
    const all = Array.from({ length: 31 }, (_, at) => at).reduce<ReturnType<typeof parseKept>>(
      (others, at) => withDraft(others, named(`x${at}`), kept(at)),
      {},
    );
    expect(Object.keys(all)).toHaveLength(30);
    expect('tpl_1/x0' in all).toBe(false);
    expect('tpl_1/x30' in all).toBe(true);
  });

  test.each(['nonsense', 'null', '[1]', '{"tpl_1/de":{"words":{}}}', null])('are none where %s is stored', (stored) => {
    expect(parseKept(stored)).toEqual({});
  });
});
