const KEY = 'codewire-recent';
const MOST = 6;

/** Paths of this tab, the newest first; never what was searched for. */
export function recentPlaces(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((path) => typeof path === 'string') : [];
  } catch {
    return [];
  }
}

export function notePlace(path: string): void {
  const places = [path, ...recentPlaces().filter((place) => place !== path)].slice(0, MOST);
  sessionStorage.setItem(KEY, JSON.stringify(places));
}

/** Whoever signs in next in this tab begins anew. */
export function forgetPlaces(): void {
  sessionStorage.removeItem(KEY);
}
