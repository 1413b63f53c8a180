'use client';

/** The last resort, when not even the shell could be drawn: no theme, no translations, plain words. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', margin: '4rem auto', maxWidth: '36rem', padding: '0 1rem' }}>
        <title>Codewire</title>
        <h1>The console could not be drawn</h1>
        <p>Sending codes does not depend on this page. Try again; if it stays, look at the console&apos;s log.</p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
