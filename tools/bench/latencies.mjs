/** @typedef {{ count: number, p50: number, p99: number, max: number }} Latencies in milliseconds */

/** @param {number[]} milliseconds @returns {Latencies} */
export function summarize(milliseconds) {
  const sorted = Float64Array.from(milliseconds).sort();
  // Nearest rank: a latency that was really had, not one between two.
  const at = (/** @type {number} */ share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
