'use client';

import '../ui/tokens.css';
import '../ui/base.css';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { PlainPage } from '../ui/plain-page';

/** The last resort, when not even the shell could be drawn: no theme, no translations, plain words. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Codewire</title>
        <PlainPage
          title="The console could not be drawn"
          detail="Sending codes does not depend on this page. Try again; if it stays, look at the console’s log."
        >
          <Button emphasis="main" onClick={() => window.location.reload()}>
            Try again
          </Button>
          <ButtonLink href="/" isReload>
            Go to the start
          </ButtonLink>
          {error.digest ? <p>Error {error.digest}</p> : null}
        </PlainPage>
      </body>
    </html>
  );
}
