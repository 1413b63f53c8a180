import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Config } from '../config/config.js';
import { tidyDocument } from './openapi-tidy.js';

const PUBLIC_PREFIX = '/v1/';

/** The description of `/v1`, OpenAPI 3.1: the same text for the same code, nothing of this machine in it. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const frame = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Codewire')
    .setDescription('One-time codes by SMS over your own carriers. Refusals are RFC 9457 problem+json.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'cw_live_… or cw_test_…',
      description: 'An API key',
    })
    .build();
  const whole = SwaggerModule.createDocument(app, frame);
  const paths = Object.entries(whole.paths).filter(([path]) => path.startsWith(PUBLIC_PREFIX));
  return tidyDocument({ ...whole, paths: Object.fromEntries(paths) }) as unknown as OpenAPIObject;
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
