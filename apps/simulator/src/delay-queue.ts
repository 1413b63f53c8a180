interface Entry<T> {
  dueAt: number;
  order: number;
  item: T;
}

/**
 * Hands out items when their delay has passed, all that are due in one call, earliest first; equal times in the order
 * of adding. One timer for the whole queue, so thousands of items a second cost a heap insert each, not a timer each.
 */
export class DelayQueue<T> {
  readonly #heap: Entry<T>[] = [];
  readonly #now: () => number;
  readonly #onDue: (items: T[]) => void;
  #timer: NodeJS.Timeout | undefined;
  #timerDueAt = Infinity;
  #order = 0;

  constructor(now: () => number, onDue: (items: T[]) => void) {
    this.#now = now;
    this.#onDue = onDue;
  }

  /** The item comes out after delayMs milliseconds, never within this call. */
  add(item: T, delayMs: number): void {
    const entry = { dueAt: this.#now() + delayMs, order: this.#order++, item };
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    this.#arm();
  }

  /** Forgets what is left. */
  close(): void {
    clearTimeout(this.#timer);
    this.#heap.length = 0;
  }

  #arm(): void {
    const first = this.#heap[0];
    if (!first || first.dueAt >= this.#timerDueAt) return;
    clearTimeout(this.#timer);
    this.#timerDueAt = first.dueAt;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, Math.ceil(first.dueAt - this.#now())));
  }

  #run(): void {
    this.#timerDueAt = Infinity;
    const due: T[] = [];
    const now = this.#now();
    while (this.#heap[0] && this.#heap[0].dueAt <= now) due.push(this.#takeFirst().item);
    if (due.length > 0) this.#onDue(due);
    this.#arm();
  }

  #takeFirst(): Entry<T> {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(index: number): void {
    const heap = this.#heap;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isBefore(heap[parent]!, heap[index]!)) return;
      [heap[parent], heap[index]] = [heap[index]!, heap[parent]!];
      index = parent;
    }
  }

  #sink(index: number): void {
    const heap = this.#heap;
    for (;;) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child;
      }
      if (least === index) return;
      [heap[least], heap[index]] = [heap[index]!, heap[least]!];
      index = least;
    }
  }
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
}
