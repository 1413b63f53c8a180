import { Session } from 'node:inspector/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Counts branches by V8's block coverage. Start it before the modules are loaded.
 * @param {readonly string[]} files compiled modules, by path
 */
export async function startCoverage(files) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    /** Per file: branches taken, branches there are. */
    take: async () => {
      const { result } = await session.post('Profiler.takePreciseCoverage');
      session.disconnect();
      return files.map((file) => {
        const script = result.find(({ url }) => url.startsWith('file:') && fileURLToPath(url) === file);
        const ranges = script?.functions.flatMap((one) => one.ranges) ?? [];
        return { file: basename(file), taken: ranges.filter(({ count }) => count > 0).length, all: ranges.length };
      });
    },
  };
}
