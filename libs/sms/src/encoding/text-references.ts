export interface TextReferencesOptions {
  /** Numbers that are remembered, those of the latest long texts; 20,000. */
  numbers?: number;
  /** Uniform in [0, 1). */
  random?: () => number;
}

/**
 * References for long texts, counted for each number apart: a handset that still waits for a part of one text must not
 * take a part of another for it, and 256 values shared by all numbers come round within seconds. Each count begins
 * anywhere, so that those of another process, or from before a restart, seldom meet ours. Memory is bounded: the number
 * that had no long text for the longest time is forgotten first.
 */
export class TextReferences {
  readonly #numbers: number;
  readonly #random: () => number;
  readonly #last = new Map<string, number>();

  constructor({ numbers = 20_000, random = Math.random }: TextReferencesOptions = {}) {
    this.#numbers = numbers;
    this.#random = random;
  }

  /** 16 bits; the low 8 of 256 in a row differ just as well. */
  next(number: string): number {
    const last = this.#last.get(number) ?? Math.floor(this.#random() * 0x10000);
    const reference = (last + 1) & 0xffff;
    // Behind all others: a map keeps the order in which its keys came.
    this.#last.delete(number);
    this.#last.set(number, reference);
    if (this.#last.size > this.#numbers) this.#last.delete(this.#last.keys().next().value ?? '');
    return reference;
  }
}
