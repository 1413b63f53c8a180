/** Aborts at the first wish to stop this process: Ctrl-C, a closed terminal, a service that ends us. */
export function stopSignal() {
  const stop = new AbortController();
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => stop.abort());
  return stop.signal;
}
