import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest for their size: begun last, each would run on alone while the other worker has nothing to do. */
const LONGEST = [
  'tools/fuzz/fuzz.e2e.test.ts',
  'tools/launcher.e2e.test.ts',
  'apps/backend/src/test/crashes.e2e.test.ts',
  'apps/backend/src/test/failover.e2e.test.ts',
  'apps/backend/src/test/odd-carriers.e2e.test.ts',
];

/** Vitest's own order, larger files first, but for those whose size does not tell how long they take. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return place === -1 ? LONGEST.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
