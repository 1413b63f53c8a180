import { samplePrefixOf } from '@codewire/otp';
import type { SegmentPrice, SegmentPrices } from '../platform/ports.js';
import type { BindLeaseStore } from './bind-lease.store.js';
import { reachOf } from './reach.js';
import type { RouteBook } from './route-book.js';

/** By the routes and the price lists of now. */
export class RoutedSegmentPrices implements SegmentPrices {
  constructor(
    private readonly book: Pick<RouteBook, 'quote'>,
    private readonly binds: Pick<BindLeaseStore, 'listHeld'>,
  ) {}

  async pricesFor(
    { id: applicationId, isTest: isSimulatedOnly }: { readonly id: string; readonly isTest: boolean },
    countries: readonly string[],
  ): Promise<SegmentPrice[]> {
    if (countries.length === 0) return [];
    const reach = reachOf(await this.binds.listHeld());
    return countries.flatMap((country) => {
      const numberPrefix = samplePrefixOf(country);
      if (numberPrefix === undefined) return [];
      const quote = this.book.quote({ applicationId, country, numberPrefix, isSimulatedOnly }, reach);
      return quote === undefined ? [] : [{ country, ...quote }];
    });
  }
}
