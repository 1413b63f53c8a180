import { fictionalCountry, pickFictional } from '@codewire/otp/fictional';

/** A phone that this browser knows; `seen` is when the newest message came that was looked at, empty for none. */
export interface KeptHandset {
  readonly number: string;
  readonly seen: string;
}

export const MOST_HANDSETS = 6;
/** Of the North American plan: 555-0100 to 555-0199 belong to nobody. */
const FIRST: KeptHandset = { number: '+12125550142', seen: '' };
const DRAWS = 40;

/** The phones as they were kept, at least one. What is no fictional number is not kept, whoever wrote it there. */
export function readHandsets(stored: string | null): readonly KeptHandset[] {
  const kept = parse(stored).filter(isKept).slice(0, MOST_HANDSETS);
  return kept.length === 0 ? [FIRST] : kept.map(({ number, seen }) => ({ number, seen }));
}

export const writeHandsets = (handsets: readonly KeptHandset[]): string => JSON.stringify(handsets);

/** One more, at the end; the same ones where it is there already or no more fit. */
export function withHandset(handsets: readonly KeptHandset[], number: string): readonly KeptHandset[] {
  const isKnown = handsets.some((handset) => handset.number === number);
  return isKnown || handsets.length >= MOST_HANDSETS ? handsets : [...handsets, { number, seen: '' }];
}

export function withoutHandset(handsets: readonly KeptHandset[], number: string): readonly KeptHandset[] {
  return handsets.filter((handset) => handset.number !== number);
}

/** What came up to then has been looked at. */
export function withSeen(handsets: readonly KeptHandset[], number: string, at: string): readonly KeptHandset[] {
  const isNews = handsets.some((handset) => handset.number === number && handset.seen < at);
  return isNews ? handsets.map((one) => (one.number === number ? { number, seen: at } : one)) : handsets;
}

/** A number of that country that is not among them; undefined when chance does not find one. */
export function pickNumber(
  country: string,
  handsets: readonly KeptHandset[],
  below: (limit: number) => number,
): string | undefined {
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const number = pickFictional(country, below);
    if (number !== undefined && !handsets.some((handset) => handset.number === number)) return number;
  }
  return undefined;
}

function parse(stored: string | null): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function isKept(one: unknown): one is KeptHandset {
  const { number, seen } = (one ?? {}) as Partial<KeptHandset>;
  return typeof number === 'string' && typeof seen === 'string' && fictionalCountry(number) !== undefined;
}
