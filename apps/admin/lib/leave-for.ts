/** Leaves this page for another, which is fetched anew: who is signed in has changed. Never resolves. */
export function leaveFor(path: string): Promise<never> {
  window.location.assign(path);
  return new Promise(() => undefined);
}
