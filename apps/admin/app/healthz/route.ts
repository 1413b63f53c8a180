/** Alive, whatever the backend does. */
export function GET(): Response {
  return Response.json({ status: 'ok' });
}
