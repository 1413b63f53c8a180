const FIRST_EXCHANGE = 200;
const EXCHANGES = Array.from({ length: 800 }, (_, n) => FIRST_EXCHANGE + n).filter(
  // NANP: 555 holds the fictional numbers, N11 are services.
  (exchange) => exchange !== 555 && exchange % 100 !== 11,
);

/** How many different numbers there are. */
export const NUMBERS = EXCHANGES.length * 10_000;

/** The n-th of nearly eight million valid numbers, without its plus; neighbours differ in their exchange. @param {number} n */
export function numberAt(n) {
  const exchange = EXCHANGES[n % EXCHANGES.length];
  const line = Math.floor(n / EXCHANGES.length) % 10_000;
  return `1212${exchange}${String(line).padStart(4, '0')}`;
}
