/** Tells those whose answers have no end by themselves that this process ends: their listeners find another. */
export class Closing {
  private readonly controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  begin(): void {
    this.controller.abort();
  }
}
