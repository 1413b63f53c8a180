const AWAY_AFTER_MILLISECONDS = 60_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

let lastSign = Date.now();

function note(): void {
  lastSign = Date.now();
}

/** Notes that someone is at the keyboard or the pointer; returns how to stop. */
export function watchPresence(): () => void {
  for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true });
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, note);
  };
}

/** True when nobody has touched anything for a minute: what the page asks by itself then keeps no session alive. */
export function isAway(now: number): boolean {
  return now - lastSign > AWAY_AFTER_MILLISECONDS;
}
