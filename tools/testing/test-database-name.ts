/** The database that every test's own is a copy of. */
export const TEMPLATE = 'test_template';

/** The same after a first start: what systems under test are copies of. */
export const SEEDED_TEMPLATE = 'test_template_seeded';

/** Tests drop what they used, so they may only ever use a database whose name says that it is for them. */
export function assertTestDatabase(name: string): void {
  if (!/^test_[a-z0-9_]+$/.test(name))
    throw new Error(`"${name}" is not a test database: its name must start with test_`);
}
