import type { RouteCreate, RouteMode, RouteView } from '@codewire/contracts';

export interface CarrierDraft {
  readonly id: string;
  readonly weight: string;
}

/** A rule while it is being made; an empty string is "any". */
export interface RuleDraft {
  readonly name: string;
  readonly application: string;
  readonly country: string;
  readonly prefix: string;
  readonly mode: RouteMode;
  readonly carriers: readonly CarrierDraft[];
  readonly isEnabled: boolean;
}

/** All that a rule says, without its place. */
export type RuleFacts = Omit<RouteCreate, 'before'>;

export type RuleField = 'name' | 'prefix' | 'carriers';
export type RuleFault = 'name' | 'prefix' | 'no_carrier' | 'weights' | 'no_weight';

export const NEW_RULE: RuleDraft = {
  name: '',
  application: '',
  country: '',
  prefix: '',
  mode: 'priority',
  carriers: [],
  isEnabled: true,
};
export const MOST_CARRIERS = 20;
const HEAVIEST = 1_000;
const PREFIX = /^[1-9][0-9]{0,6}$/;

export function draftOf(rule: RuleFacts): RuleDraft {
  return {
    name: rule.name,
    application: rule.application_id ?? '',
    country: rule.country ?? '',
    prefix: rule.prefix ?? '',
    mode: rule.mode,
    carriers: rule.carriers.map(({ id, weight }) => ({ id, weight: String(weight) })),
    isEnabled: rule.is_enabled,
  };
}

/** The rule that a draft means; look for faults first. */
export function factsOf(draft: RuleDraft): RuleFacts {
  return {
    name: draft.name.trim(),
    application_id: draft.application === '' ? null : draft.application,
    country: draft.country === '' ? null : draft.country,
    prefix: digitsOf(draft.prefix) === '' ? null : digitsOf(draft.prefix),
    mode: draft.mode,
    carriers: draft.carriers.map(({ id, weight }) => ({ id, weight: weightOf(weight) ?? 1 })),
    is_enabled: draft.isEnabled,
  };
}

/** What a rule says now, to make it say so again. */
export function rememberedFacts({
  name,
  application_id,
  country,
  prefix,
  mode,
  carriers,
  is_enabled,
}: RouteView): RuleFacts {
  return { name, application_id, country, prefix, mode, carriers, is_enabled };
}

export function faultsOf(draft: RuleDraft): Partial<Record<RuleField, RuleFault>> {
  const prefix = digitsOf(draft.prefix);
  const carriers = faultOfCarriers(draft);
  return {
    ...(draft.name.trim() === '' && { name: 'name' as const }),
    ...(prefix !== '' && !PREFIX.test(prefix) && { prefix: 'prefix' as const }),
    ...(carriers && { carriers }),
  };
}

function faultOfCarriers({ carriers, mode }: RuleDraft): RuleFault | undefined {
  if (carriers.length === 0) return 'no_carrier';
  if (mode !== 'weighted') return undefined;
  const weights = carriers.map(({ weight }) => weightOf(weight));
  if (weights.includes(undefined)) return 'weights';
  return weights.every((weight) => weight === 0) ? 'no_weight' : undefined;
}

/** As people write it: `+49 151`, with whatever stands between. Letters stay, and are told as wrong. */
function digitsOf(prefix: string): string {
  return prefix.replaceAll(/[\s()./+-]/g, '');
}

function weightOf(text: string): number | undefined {
  const weight = /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : Number.NaN;
  return weight <= HEAVIEST ? weight : undefined;
}

export function isWeight(text: string): boolean {
  return weightOf(text) !== undefined;
}

/** Which part of all messages each gets, from 0 to 1; of weights that are none, nobody gets any. */
export function sharesOf(weights: readonly (number | string)[]): number[] {
  const numbers = weights.map((weight) => (typeof weight === 'number' ? weight : (weightOf(weight) ?? 0)));
  const sum = numbers.reduce((all, weight) => all + weight, 0);
  return numbers.map((weight) => (sum === 0 ? 0 : weight / sum));
}
