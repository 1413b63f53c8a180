/** Counts events by the second of the clock: how many there were in the last whole one, and at most in any. */
export class PerSecond {
  total = 0;
  #second = 0;
  #current = 0;
  #last = 0;
  #most = 0;

  count(now: number): void {
    this.#turn(now);
    this.total += 1;
    this.#current += 1;
    this.#most = Math.max(this.#most, this.#current);
  }

  at(now: number): { total: number; last_second: number; most_in_a_second: number } {
    this.#turn(now);
    return { total: this.total, last_second: this.#last, most_in_a_second: this.#most };
  }

  #turn(now: number): void {
    const second = Math.floor(now / 1_000);
    if (second === this.#second) return;
    this.#last = second === this.#second + 1 ? this.#current : 0;
    this.#current = 0;
    this.#second = second;
  }
}
