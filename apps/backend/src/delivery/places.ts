/** The room of this node's links while a batch is handed out: no place is promised twice. */
export class Places {
  private readonly given = new Map<string, number>();

  constructor(private readonly roomOf: (carrierId: string) => number) {}

  left(carrierId: string): number {
    return Math.max(0, this.roomOf(carrierId) - (this.given.get(carrierId) ?? 0));
  }

  leftOf(carrierIds: readonly string[]): number {
    return carrierIds.reduce((sum, carrierId) => sum + this.left(carrierId), 0);
  }

  take(carrierId: string, count = 1): void {
    this.given.set(carrierId, (this.given.get(carrierId) ?? 0) + count);
  }

  /** Takes so many places, of the first carrier that has some before the next one's. */
  takeOf(carrierIds: readonly string[], count: number): void {
    let missing = count;
    for (const carrierId of carrierIds) {
      const taken = Math.min(missing, this.left(carrierId));
      this.take(carrierId, taken);
      missing -= taken;
    }
  }
}
