/** Tells the server's components which page was asked for; set by the proxy, whatever the browser sent under it. */
export const PATH_HEADER = 'x-codewire-path';
