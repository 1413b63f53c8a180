'use client';

import { KEY_SCOPES, Role, type KeyScope } from '@codewire/contracts';
import { useFormatter, useTranslations, type Messages } from 'next-intl';
import { Moment } from '../../ui/moment';
import classes from './audit.module.css';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
/** What stands in an entry where a secret was. */
const SECRET = 'changed';

/** Facts whose values are words of ours rather than somebody's. */
const CLOSED: ReadonlySet<string> = new Set([
  'bind_mode',
  'by',
  'direction',
  'kind',
  'long_texts',
  'method',
  'mode',
  'origin',
  'purpose',
  'reason',
  'receipt_ids',
  'resend',
  'second_factor',
  'second_factors',
  'state',
  'status',
  'status_actions',
  'tls_key',
  'totp',
  'unknown_outcome',
  'validity',
]);

/** Numbers that count nothing are written without signs between their digits. */
const NAMES: ReadonlySet<string> = new Set(['port', 'ton', 'npi']);

type Value = keyof Messages['audit']['value'];
type Fact = keyof Messages['audit']['facts'];

/**
 * A fact's name in the reader's language; one the console has no word for keeps its own. Of a fact within a fact both are
 * told, where there is a word for the outer one.
 */
export function useFactName(): (name: string) => string {
  const t = useTranslations('audit.facts');
  return (name) => {
    const parts = name.split('.');
    const words = parts.flatMap((part, place) => {
      if (t.has(part as Fact)) return [t(part as Fact)];
      return place === parts.length - 1 ? [part.replaceAll('_', ' ')] : [];
    });
    return words.join(' · ');
  };
}

/** A fact's value as a person reads it. */
export function FactValue({ name, value }: { name: string; value: unknown }) {
  const t = useTranslations('audit');
  const inWords = useValueWords();
  if (value === SECRET) return <span className={classes.secret}>{t('secretChanged')}</span>;
  if (typeof value === 'string' && TIME.test(value)) return <Moment at={value} show="full" />;
  return <bdi>{inWords(name, value)}</bdi>;
}

function useValueWords(): (name: string, value: unknown) => string {
  const t = useTranslations('audit');
  const roleWord = useTranslations('roles');
  const scopeWord = useTranslations('scopes');
  const valueWord = useTranslations('audit.value');
  const format = useFormatter();

  function ofText(name: string, text: string): string {
    const fact = name.split('.').at(-1) ?? name;
    const role = Role.safeParse(text);
    if (fact === 'role' && role.success) return roleWord(role.data);
    if (fact === 'scopes' && isScope(text)) return scopeWord(text);
    return name.split('.').some((part) => CLOSED.has(part)) && valueWord.has(text as Value)
      ? valueWord(text as Value)
      : text;
  }

  return function inWords(name, value): string {
    if (value === null || value === undefined || value === '') return t('nothing');
    if (typeof value === 'boolean') return value ? t('yes') : t('no');
    if (typeof value === 'number')
      return NAMES.has(name.split('.').at(-1) ?? name) ? String(value) : format.number(value);
    if (typeof value === 'string') return ofText(name, value);
    if (Array.isArray(value)) {
      return value.length === 0 ? t('nothing') : format.list(value.map((one) => inWords(name, one)));
    }
    if (isTlv(value)) return `${value.tag} = ${value.value}`;
    if (isWeighed(value)) return t('weighed', value);
    return isWindow(value) ? t('window', value) : JSON.stringify(value);
  };
}

function isScope(text: string): text is KeyScope {
  return KEY_SCOPES.some((scope) => scope === text);
}

function isWindow(value: unknown): value is { limit: number; seconds: number } {
  return typeof value === 'object' && value !== null && 'limit' in value && 'seconds' in value;
}

function isWeighed(value: unknown): value is { id: string; weight: number } {
  return typeof value === 'object' && value !== null && 'id' in value && 'weight' in value;
}

function isTlv(value: unknown): value is { tag: string; value: string } {
  return typeof value === 'object' && value !== null && 'tag' in value && 'value' in value;
}
