/** The database that every test's own is a copy of. */
export const TEMPLATE = 'test_template';

/** Tests drop what they used, so they may only ever use a database whose name says that it is for them. */
export function assertTestDatabase(name: string): void {
  if (!/^test_[a-z0-9_]+$/.test(name))
    throw new Error(`"${name}" is not a test database: its name must start with test_`);
}
