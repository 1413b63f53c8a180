import { ApiFailure } from '../../lib/api/failure';

/** What the backend has to say about a field, whichever part of it is meant: `carriers.0.id` is about `carriers`. */
export function toldAt(failure: unknown, field: string): string | undefined {
  const problem = failure instanceof ApiFailure ? failure.problem : null;
  if (!problem) return undefined;
  const told = problem.errors?.find((error) => error.field.split('.')[0] === field);
  if (told) return told.detail;
  return problem.field?.split('.')[0] === field ? `${problem.detail} ${problem.remedy}` : undefined;
}
