const ONE_YEAR_SECONDS = 31_536_000;

/** A preference the server needs for the first paint. Nothing private belongs here. */
export function rememberCookie(name: string, value: string): void {
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; SameSite=Lax${secure}`;
}
