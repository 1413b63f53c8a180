/** How many there were in a second, by seconds of the clock. */
export class PerSecond {
  #second = 0;
  #count = 0;
  #previous = 0;

  add(nowMs: number, count = 1): void {
    this.#turn(nowMs);
    this.#count += count;
  }

  /** Of the last whole second. */
  last(nowMs: number): number {
    this.#turn(nowMs);
    return this.#previous;
  }

  /** The better of the last whole second and the one that runs. */
  best(nowMs: number): number {
    this.#turn(nowMs);
    return Math.max(this.#previous, this.#count);
  }

  #turn(nowMs: number): void {
    const second = Math.floor(nowMs / 1_000);
    if (second === this.#second) return;
    this.#previous = second === this.#second + 1 ? this.#count : 0;
    this.#second = second;
    this.#count = 0;
  }
}
