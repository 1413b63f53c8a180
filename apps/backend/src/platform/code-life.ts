/**
 * The longest life of a code (ten minutes, the most that a policy allows), and what the clocks that make ids may differ
 * by: of a message with an id older than that nobody waits for anything.
 */
export const CODE_OVER_MS = 600_000 + 120_000;
