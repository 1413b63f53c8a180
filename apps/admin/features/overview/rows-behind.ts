import type { RowsBehind } from '@codewire/contracts';
import { addressOf } from '../log/filter-form';

/** Where a number opens its rows. */
export function hrefOf({ room, query }: RowsBehind): string {
  return `/${room}${addressOf(query)}`;
}
