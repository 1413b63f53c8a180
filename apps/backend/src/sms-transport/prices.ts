/** What a carrier takes, by the digits that numbers begin with. */
export type PriceList = ReadonlyMap<string, Price>;

/** Of one segment. */
export interface Price {
  /** Decimal, as it was imported: text, because a price is no floating number. */
  readonly price: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** The price of the longest prefix that fits: at most as many looks as the prefix has digits. */
export function priceOf(list: PriceList | undefined, numberPrefix: string | null): Price | undefined {
  if (list === undefined || numberPrefix === null) return undefined;
  for (let length = numberPrefix.length; length > 0; length -= 1) {
    const price = list.get(numberPrefix.slice(0, length));
    if (price !== undefined) return price;
  }
  return undefined;
}
