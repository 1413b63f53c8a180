import { Fifo } from './fifo.js';

/** What waits to be written, in the order of the submits: what comes back takes the place that it had. */
export class SubmitQueue<T> {
  readonly #fresh = new Fifo<T>();
  /** Never more than a window, and always before the fresh ones. */
  readonly #returned: T[] = [];

  /** ordinalOf numbers the items by the order in which they were pushed. */
  constructor(private readonly ordinalOf: (item: T) => number) {}

  get length(): number {
    return this.#returned.length + this.#fresh.length;
  }

  push(item: T): void {
    this.#fresh.push(item);
  }

  /** Puts an item back that shift gave out. */
  giveBack(item: T): void {
    const later = this.#returned.findIndex((other) => this.ordinalOf(other) > this.ordinalOf(item));
    this.#returned.splice(later === -1 ? this.#returned.length : later, 0, item);
  }

  shift(): T | undefined {
    return this.#returned.shift() ?? this.#fresh.shift();
  }
}
