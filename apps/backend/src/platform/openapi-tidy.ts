type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The document as a person or a generator of clients wants it: names sorted, so that equal code gives equal text;
 * without what is said twice (a regular expression beside `date-time` or beside a format of ours, the bounds of a
 * double, a parameter's description in its schema); and answers open to fields that a later version adds, while
 * requests stay closed.
 */
export function tidyDocument(document: object): JsonObject {
  const whole = JSON.parse(JSON.stringify(document)) as JsonObject;
  const requests = new Set<string>();
  visit(whole, (node) => {
    if (isObject(node['requestBody'])) visit(node['requestBody'], (inner) => void requests.add(String(inner['$ref'])));
  });
  const schemas = at(whole, 'components', 'schemas');
  for (const [name, schema] of Object.entries(schemas)) {
    const isRequest = requests.has(`#/components/schemas/${name}`);
    visit(schema, (node) => tidySchema(node, isRequest));
  }
  keepOnly(schemas, reachable(whole['paths'] ?? null, schemas));
  visit(whole['paths'] ?? null, (node) => {
    tidySchema(node, true);
    tidyParameter(node);
  });
  delete at(whole, 'info')['contact'];
  for (const name of ['servers', 'tags'])
    if (Array.isArray(whole[name]) && whole[name].length === 0) delete whole[name];
  return sorted(whole) as JsonObject;
}

function at(from: JsonObject, ...path: readonly string[]): JsonObject {
  return path.reduce<JsonObject>((node, name) => {
    const inner = node[name];
    return isObject(inner) ? inner : {};
  }, from);
}

function visit(value: Json, act: (node: JsonObject) => void): void {
  if (Array.isArray(value)) for (const inner of value) visit(inner, act);
  if (!isObject(value)) return;
  act(value);
  for (const inner of Object.values(value)) visit(inner, act);
}

/** The schemas that the paths lead to: those of routes that are not described here are left out with them. */
function reachable(from: Json, schemas: JsonObject, found = new Set<string>()): Set<string> {
  visit(from, ({ $ref: reference }) => {
    const name = typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
    if (name === undefined || found.has(name)) return;
    found.add(name);
    reachable(schemas[name] ?? null, schemas, found);
  });
  return found;
}

function keepOnly(schemas: JsonObject, names: ReadonlySet<string>): void {
  for (const name of Object.keys(schemas)) if (!names.has(name)) delete schemas[name];
}

function tidySchema(node: JsonObject, isRequest: boolean): void {
  if (node['format'] === 'date-time') delete node['pattern'];
  else if (typeof node['pattern'] === 'string') delete node['format'];
  if (node['maximum'] === Number.MAX_SAFE_INTEGER) delete node['maximum'];
  if (node['minimum'] === Number.MIN_SAFE_INTEGER) delete node['minimum'];
  if (node['additionalProperties'] === false && !isRequest) delete node['additionalProperties'];
}

function tidyParameter(node: JsonObject): void {
  const { schema } = node;
  if (typeof node['in'] !== 'string' || !isObject(schema)) return;
  if (schema['description'] === node['description']) delete schema['description'];
  const [only, ...others] = Array.isArray(schema['allOf']) ? schema['allOf'] : [];
  if (only !== undefined && others.length === 0 && Object.keys(schema).length === 1) node['schema'] = only;
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
