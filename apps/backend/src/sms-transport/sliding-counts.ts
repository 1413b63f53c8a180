interface Bucket {
  /** Number of the slice of time that it counts, since the epoch of the clock. */
  slice: number;
  good: number;
  bad: number;
  sum: number;
}

export interface Counts {
  readonly good: number;
  readonly bad: number;
  /** Of what was added beside the good ones. */
  readonly sum: number;
}

/** What went well and what did not in the last so many slices of time. A slice that is over falls out as a whole. */
export class SlidingCounts {
  private readonly buckets: Bucket[];

  constructor(
    private readonly sliceMs: number,
    slices: number,
  ) {
    this.buckets = Array.from({ length: slices }, () => ({ slice: -1, good: 0, bad: 0, sum: 0 }));
  }

  good(nowMs: number, value = 0): void {
    const bucket = this.at(nowMs);
    bucket.good += 1;
    bucket.sum += value;
  }

  bad(nowMs: number): void {
    this.at(nowMs).bad += 1;
  }

  counts(nowMs: number): Counts {
    const oldest = Math.floor(nowMs / this.sliceMs) - this.buckets.length;
    const counts = { good: 0, bad: 0, sum: 0 };
    for (const bucket of this.buckets) {
      if (bucket.slice <= oldest) continue;
      counts.good += bucket.good;
      counts.bad += bucket.bad;
      counts.sum += bucket.sum;
    }
    return counts;
  }

  clear(): void {
    for (const bucket of this.buckets) bucket.slice = -1;
  }

  private at(nowMs: number): Bucket {
    const slice = Math.floor(nowMs / this.sliceMs);
    const bucket = this.buckets[slice % this.buckets.length] as Bucket;
    if (bucket.slice !== slice) Object.assign(bucket, { slice, good: 0, bad: 0, sum: 0 });
    return bucket;
  }
}
