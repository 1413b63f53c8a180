/** How many answers came in a second: the better of the last whole one and the one that runs. */
export class AnswerPace {
  #second = 0;
  #count = 0;
  #previous = 0;

  answered(nowMs: number): void {
    this.#turn(nowMs);
    this.#count++;
  }

  perSecond(nowMs: number): number {
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
