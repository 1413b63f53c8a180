/** One more ends the one that was seen least recently. */
export const MOST_SESSIONS = 5;
