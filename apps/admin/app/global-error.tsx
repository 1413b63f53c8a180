'use client';

import '../ui/tokens.css';
import '../ui/base.css';
import { Button } from '../ui/button';
import { PlainPage } from '../ui/plain-page';

/** The last resort, when not even the shell could be drawn: no theme, no translations, plain words. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Codewire</title>
        <PlainPage
          title="The console could not be drawn"
          detail="Sending codes does not depend on this page. Try again; if it stays, look at the console’s log."
        >
          <Button onClick={reset}>Try again</Button>
        </PlainPage>
      </body>
    </html>
  );
}
