'use client';

import { useSyncExternalStore } from 'react';

/**
 * What stands after the `#` of the address: browsers send it to no server. Undefined until the page is alive; a link
 * pasted over another one changes nothing else, so it is watched.
 */
export function useFragment(): string | undefined {
  return useSyncExternalStore(
    watch,
    () => window.location.hash.slice(1),
    () => undefined,
  );
}

function watch(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

/** Takes the fragment out of the address and of the browser's history of this page. */
export function dropFragment(): void {
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
}
