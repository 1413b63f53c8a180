import type { LinkClock, TimerHandle } from '@codewire/sms';

/** How a link is to ask for signs of life. No other timer of the link may have one of these lengths. */
export const ENQUIRE = { everyMs: 59_999, timeoutMs: (answerMs: number) => answerMs + 1 };

/**
 * A clock that has a link ask for a sign of life at once, and notices the answer: links tell of those that are missed
 * alone. A link waits for an answer with a timer of known length, and takes the timer back when the answer is there;
 * it does so too when the connection ends.
 */
export class EnquireClock implements LinkClock {
  private hasAsked = false;

  constructor(
    private readonly timeoutMs: number,
    private readonly onTakenBack: () => void,
  ) {}

  now(): number {
    return Date.now();
  }

  after(ms: number, run: () => void): TimerHandle {
    const isFirstAsk = ms === ENQUIRE.everyMs && !this.hasAsked;
    if (isFirstAsk) this.hasAsked = true;
    let isOver = false;
    const timer = setTimeout(
      () => {
        isOver = true;
        run();
      },
      isFirstAsk ? 0 : ms,
    );
    const cancel = () => {
      clearTimeout(timer);
      if (!isOver && ms === this.timeoutMs) this.onTakenBack();
      isOver = true;
    };
    return { cancel };
  }
}
