/** Why a wording cannot be sent. Says nothing of the wording itself. */
export class UnusableTextError extends Error {
  override readonly name = 'UnusableTextError';
}
