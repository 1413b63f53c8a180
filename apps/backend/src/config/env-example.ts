import { ENV_SCHEMA, NEIGHBOUR_SETTINGS } from './env.schema.js';

const HEAD = `# Every setting, with its default. Copy this file to \`.env\` and take the # off the lines you change.
# Made from the schema by: node apps/backend/bundle/cli.js env-example. An unknown CODEWIRE_ name stops the server.
`;

/** The text of `.env.example`. */
export function renderEnvExample(): string {
  const server = Object.entries(ENV_SCHEMA.shape).map(([name, schema]) =>
    entry(name, schema.description ?? '', textOf(schema.safeParse(undefined).data)),
  );
  const neighbours = Object.entries(NEIGHBOUR_SETTINGS).map(([name, { description, fallback }]) =>
    entry(name, description, fallback),
  );
  return [HEAD, '# --- the server', ...server, '# --- the programs beside it', ...neighbours].join('\n');
}

function entry(name: string, description: string, fallback: string): string {
  return `# ${description}\n#${name}=${fallback}\n`;
}

function textOf(fallback: string | number | readonly string[] | undefined): string {
  return fallback === undefined ? '' : String(fallback);
}
