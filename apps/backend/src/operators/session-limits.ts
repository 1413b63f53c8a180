/** OWASP ASVS 5 7.3: a session ends when nobody is there, and in the end whatever happens. */
export const IDLE_MINUTES = 30;
export const ABSOLUTE_HOURS = 12;
/** One more ends the one that was seen least recently. */
export const MOST_SESSIONS = 5;
/** How long a proof counts as fresh. */
export const STEP_UP_MINUTES = 10;
