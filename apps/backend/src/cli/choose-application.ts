import type { ApplicationRow } from '../applications/application.store.js';

/** The application that was meant, or an error that names those there are. Without a name only a single one is meant. */
export function chooseApplication(all: readonly ApplicationRow[], wanted: string | undefined): ApplicationRow {
  const found = wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name === wanted);
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  if (all.length === 0) throw new Error('There is no application yet: run `npm run seed`.');
  const known = all.map(({ id, name }) => `  ${name}  (${id})`).join('\n');
  if (only === undefined) throw new Error(`There is no application "${wanted}". There are:\n${known}`);
  const why = wanted === undefined ? 'Say which application, with --application.' : `Several are called "${wanted}".`;
  throw new Error(`${why} There are:\n${known}`);
}
