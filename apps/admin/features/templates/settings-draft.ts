import type { TemplateChange, Variable } from '@codewire/contracts';

/** Settings of a template while they are typed. */
export interface VariableDraft {
  readonly name: string;
  readonly type: Variable['type'];
  readonly length: string;
}

export interface SettingsDraft {
  readonly most: string;
  readonly variables: readonly VariableDraft[];
}

const NAME = /^[a-z][a-z0-9_]{0,29}$/;
/** Mean the same in every text. */
const TAKEN = ['code', 'brand', 'minutes', 'amount', 'payee'];
const MOST_SEGMENTS = 10;
const LONGEST = { text: 60, number: 9 } as const satisfies Record<Variable['type'], number>;

export function variableDraft({ name, type, max_length: length }: Variable): VariableDraft {
  return { name, type, length: String(length) };
}

/** The settings that are meant; NaN where a number is none: look for faults first. */
export function settingsOf({ most, variables }: SettingsDraft): TemplateChange {
  return {
    max_segments: whole(most),
    variables: variables.map(({ name, type, length }) => ({ name: name.trim(), type, max_length: whole(length) })),
  };
}

/** The fields that have to be mended: `most`, and `0.name` or `0.length` of the first variable. */
export function faultsIn({ most, variables }: SettingsDraft): ReadonlySet<string> {
  const names = variables.map(({ name }) => name.trim());
  return new Set([
    ...(isWithin(most, MOST_SEGMENTS) ? [] : ['most']),
    ...variables.flatMap(({ type, length }, place) => {
      const name = names[place] ?? '';
      const isGood = NAME.test(name) && !TAKEN.includes(name) && names.indexOf(name) === place;
      return [...(isGood ? [] : [`${place}.name`]), ...(isWithin(length, LONGEST[type]) ? [] : [`${place}.length`])];
    }),
  ]);
}

const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);

function isWithin(text: string, highest: number): boolean {
  const value = whole(text);
  return value >= 1 && value <= highest;
}
