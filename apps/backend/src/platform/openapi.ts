import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Config } from '../config/config.js';
import { describeOperations } from './openapi-operations.js';
import { tidyDocument } from './openapi-tidy.js';

const PUBLIC_PREFIX = '/v1/';

const ABOUT = `One-time codes by SMS over your own carriers.

Every refusal is RFC 9457 problem+json with a stable \`code\`; its words follow Accept-Language. A path that is not here is
404 \`request.not_found\`; another method on one that is here is 405 \`request.method_not_allowed\`, with \`Allow\`.

Requests are strict: a field that is not described is refused. Answers may gain fields. Numbers and codes are strings.`;

const KEY = `An API key. It has scopes, and each operation says which one it needs: \`start\` to start, resend and cancel,
\`check\` to check, \`read\` to read verifications and messages. With \`reveal\` beside \`start\` the code itself is
answered. A key may be bound to addresses and may expire. Neither query nor cookies are looked at.`;

/** The description of `/v1`, OpenAPI 3.1: the same text for the same code, nothing of this machine in it. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const frame = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Codewire')
    .setDescription(ABOUT)
    .setVersion('1')
    .addServer('http://127.0.0.1:3000', 'As it is started on one machine; yours has an address of its own')
    .addTag('Verifications', 'Make a code, send it, check it')
    .addTag('Messages', 'What became of what was sent')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'cw_live_… or cw_test_…',
      description: KEY,
    })
    .build();
  const whole = SwaggerModule.createDocument(app, frame);
  const paths = Object.entries(whole.paths).filter(([path]) => path.startsWith(PUBLIC_PREFIX));
  const described = describeOperations({ ...whole, paths: Object.fromEntries(paths) });
  return tidyDocument(described) as unknown as OpenAPIObject;
}

/** Serves the description for people at `/docs` and for programs at `/docs/openapi.json`; built when first asked for. */
export function mountDocs(app: INestApplication, { api }: Config): void {
  const build = () => ({ ...describeApi(app), servers: [{ url: api.publicUrl }] });
  SwaggerModule.setup('docs', app, build, {
    customSiteTitle: 'Codewire API',
    jsonDocumentUrl: '/docs/openapi.json',
    raw: ['json'],
    swaggerOptions: { validatorUrl: null },
  });
}
