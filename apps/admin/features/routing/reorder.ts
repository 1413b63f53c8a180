/** The same things with one of them at another place, counted from 0. */
export function movedTo<Item>(items: readonly Item[], item: Item, place: number): Item[] {
  const others = items.filter((one) => one !== item);
  return [...others.slice(0, place), item, ...others.slice(place)];
}

/** The row that something stands before; null at the end. */
export function neighbourBelow(ids: readonly string[], id: string): string | null {
  return ids[ids.indexOf(id) + 1] ?? null;
}

/** The order in which something stands before its neighbour again; at the end when there is none or it is gone. */
export function placedBefore(ids: readonly string[], id: string, neighbour: string | null): string[] {
  const others = ids.filter((one) => one !== id);
  const place = neighbour === null ? -1 : others.indexOf(neighbour);
  return movedTo(ids, id, place === -1 ? others.length : place);
}

/** Where a row that is dragged would stand: behind all others whose middle the pointer has passed. */
export function placeAt(y: number, middles: readonly number[], from: number): number {
  return middles.filter((middle, place) => place !== from && middle < y).length;
}
