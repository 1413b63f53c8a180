import { setImmediate } from 'node:timers/promises';
import { LONGEST_MINUTES, type Encoding } from '@codewire/contracts';
import { CompiledText, longestValues, UnusableTextError, type RenderedText } from '@codewire/texts';
import { checkWords } from './text-checks.js';
import type { Template } from './template.store.js';
import type { PublishedWords } from './text.store.js';

/** What the full form of a published text costs with the longest of everything, and what the checks say of it. */
export interface Appraisal {
  /** Null for a text that no message can be made of. */
  readonly encoding: Encoding | null;
  readonly segments: number | null;
  readonly errors: number;
  readonly warnings: number;
}

/** Some hundred languages for each purpose and application; the bound holds whatever happens. */
const LARGEST_MEMORY = 20_000;
/** No text is so long: what is too long for its template is told as well. */
const ANY_SEGMENTS = 255;
const MINUTES = Array.from({ length: LONGEST_MINUTES }, (_, index) => index + 1);

/** Looks at each published text once: its words never change, and a change of its template makes another version of that. */
export class Appraisals {
  private readonly known = new Map<string, Appraisal>();

  /** Of a text under the settings of its own template. In between others get their turn. */
  async of(template: Template, text: PublishedWords, source: PublishedWords | null): Promise<Appraisal> {
    const key = `${text.versionId}|${template.version}|${source?.versionId ?? ''}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    await setImmediate();
    const made = appraise(template, text, source);
    if (this.known.size >= LARGEST_MEMORY) this.known.clear();
    this.known.set(key, made);
    return made;
  }
}

function appraise(template: Template, text: PublishedWords, source: PublishedWords | null): Appraisal {
  const findings = checkWords(template, text.locale, text, source);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const { encoding = null, segments = null } = longestOf(template, text) ?? {};
  return { encoding, segments, errors, warnings: findings.length - errors };
}

/** By the number of minutes that makes it longest; undefined for what cannot be written at all. */
function longestOf({ purpose, variables }: Template, text: PublishedWords): RenderedText | undefined {
  try {
    const source = { ...text, shortBody: null, purpose, variables, maxSegments: ANY_SEGMENTS };
    const compiled = new CompiledText(source, { formats: text.locale });
    const values = longestValues(purpose, variables);
    return MINUTES.flatMap((minutes) => {
      const outcome = compiled.render({ ...values, minutes });
      return outcome.kind === 'rendered' ? [outcome.text] : [];
    }).toSorted((one, other) => other.segments - one.segments || other.units - one.units)[0];
  } catch (error) {
    if (error instanceof UnusableTextError) return undefined;
    throw error;
  }
}
