import { ERRORS, OPERATIONS, Problem, PUBLIC_CODES, type ErrorCode, type OperationId } from '@codewire/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { LANGUAGES } from './languages.js';
import { EXAMPLES, exampleOf, type OperationExamples } from './openapi-examples.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type Response = Exclude<Operation['responses'][string], { $ref: string } | undefined>;
type Body = Exclude<Operation['requestBody'], { $ref: string } | undefined>;
type Components = NonNullable<OpenAPIObject['components']>;

const ref = (kind: keyof Components, name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** Headers of answers: the name on the wire, in lower case, and what the document says of it. */
const HEADERS = {
  'x-request-id': ['X-Request-Id', 'Name of this request, to give to the operator', 'req_5vQ2mX8kT1cLw9ZrB4nHyd'],
  'content-language': ['Content-Language', 'Language of `title`, `detail` and `remedy`', 'en'],
  'www-authenticate': ['WWW-Authenticate', 'How to authenticate', 'Bearer'],
  'retry-after': ['Retry-After', 'Whole seconds until it makes sense to try again', 30],
  'ratelimit-policy': [
    'RateLimit-Policy',
    'The limit that is used up: `q` in `w` seconds (draft-ietf-httpapi-ratelimit-headers)',
    '"sends";q=5;w=600',
  ],
  ratelimit: ['RateLimit', 'What is left of it, `r`, and the seconds until there is more, `t`', '"sends";r=0;t=300'],
} as const satisfies Record<string, readonly [name: string, description: string, example: string | number]>;

const ANY_LANGUAGE = new Intl.ListFormat('en', { type: 'disjunction' }).format(LANGUAGES.map((tag) => `\`${tag}\``));

const ACCEPT_LANGUAGE: Parameter = {
  name: 'Accept-Language',
  in: 'header',
  required: false,
  description: `Language of refusals, whatever its region: ${ANY_LANGUAGE}; English when none of them is asked for. Not that of the SMS.`,
  schema: { type: 'string' },
  example: 'de-CH, en;q=0.5',
};

const IDS: Readonly<Record<string, { description: string; example: string }>> = {
  otp: { description: 'Id from the reply to the start', example: 'ver_7TkQ2hM9xWc4LsVb1NzRya' },
  messages: { description: 'Id of a message', example: 'msg_0VwGk3Rq8sJd5XtYc2LmPn' },
};

/**
 * Adds to each operation what its decorators do not say: every refusal it can be answered with, by the table in
 * contracts, the headers of its answers, and examples. One that the table does not know stays as it is.
 */
export function describeOperations(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const methods = Object.entries(item as Record<string, Operation>);
    return [path, Object.fromEntries(methods.map(([method, operation]) => [method, describe(path, operation)]))];
  });
  return {
    ...document,
    paths: Object.fromEntries(paths) as OpenAPIObject['paths'],
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, Problem: problemSchema() },
      headers: Object.fromEntries(
        Object.values(HEADERS).map(([name, description, example]) => [
          name,
          { description, schema: { type: typeof example === 'number' ? 'integer' : 'string' }, example },
        ]),
      ),
      parameters: { 'Accept-Language': ACCEPT_LANGUAGE as never },
      examples: Object.fromEntries(
        PUBLIC_CODES.map((code) => {
          const { problem } = exampleOf(code);
          return [code, { summary: problem.title, value: problem }];
        }),
      ),
    },
  };
}

function describe(path: string, operation: Operation): Operation {
  const name = operation.operationId as OperationId;
  if (!Object.hasOwn(OPERATIONS, name)) return operation;
  const { scope, status, refusals } = OPERATIONS[name];
  const examples: OperationExamples<unknown, unknown> = EXAMPLES[name];
  const answer = operation.responses[status] as Response;
  const parameters = (operation.parameters ?? []).map((one) => describeId(path, one));
  const body = operation.requestBody as Body | undefined;
  return {
    ...operation,
    description: `Needs a key with the scope \`${scope}\`.`,
    parameters: [...parameters, ref('parameters', 'Accept-Language')],
    ...(body === undefined ? {} : { requestBody: withExamples(body, examples.request) }),
    responses: {
      [status]: { ...withExamples(answer, examples.answer), headers: headers(['x-request-id']) },
      ...refusalsByStatus(refusals),
    },
  };
}

function describeId(path: string, parameter: Parameter): Parameter {
  if (!('name' in parameter) || parameter.in !== 'path') return parameter;
  return { ...parameter, ...IDS[path.split('/')[2] ?? ''] };
}

function withExamples<Part extends { content?: Response['content'] }>(
  part: Part,
  examples: OperationExamples<unknown, unknown>['answer'],
): Part {
  const json = part.content?.['application/json'];
  if (json === undefined || examples === undefined) return part;
  return { ...part, content: { 'application/json': { ...json, examples } } };
}

function refusalsByStatus(codes: readonly ErrorCode[]): Record<string, Response> {
  const statuses = new Set(codes.map((code) => ERRORS[code].status));
  const of = (status: number) => codes.filter((code) => ERRORS[code].status === status);
  return Object.fromEntries([...statuses].map((status) => [status, refusal(of(status))]));
}

function refusal(codes: readonly ErrorCode[]): Response {
  const sent = codes.flatMap((code) => Object.keys(exampleOf(code).headers));
  return {
    description: codes.map((code) => `\`${code}\`: ${exampleOf(code).problem.title}`).join('; '),
    headers: headers(['x-request-id', 'content-language', ...sent]),
    content: {
      'application/problem+json': {
        schema: ref('schemas', 'Problem'),
        examples: Object.fromEntries(codes.map((code) => [code, ref('examples', code)])),
      },
    },
  };
}

function headers(names: readonly string[]) {
  const known = names.map((name) => HEADERS[name as keyof typeof HEADERS][0]);
  return Object.fromEntries(known.map((name) => [name, ref('headers', name)]));
}

/** The form of a refusal with the codes that /v1 can say: what the console is told is nobody else's business. */
function problemSchema() {
  const schema = Problem.omit({ findings: true }).extend({ code: z.enum(PUBLIC_CODES as [ErrorCode, ...ErrorCode[]]) });
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'output' });
  return rest as object;
}
