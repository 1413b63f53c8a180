export interface PersonParts {
  readonly name: string;
  /** Undefined for what is no person, such as a command. */
  readonly email: string | undefined;
}

/** Takes apart how the backend writes who did something: `Ann Lee <ann@example.com>`. */
export function personParts(author: string): PersonParts {
  const [, name, email] = /^(.+) <([^<>\s]+@[^<>\s]+)>$/.exec(author) ?? [];
  return name !== undefined && email !== undefined ? { name, email } : { name: author, email: undefined };
}
