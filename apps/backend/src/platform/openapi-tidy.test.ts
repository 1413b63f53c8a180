import { expect, test } from 'vitest';
import { tidyDocument } from './openapi-tidy.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ content: { 'application/json': { schema: ref(name) } } });

test('a document is sorted, closed for requests, open for answers, and free of noise', () => {
  const document = {
    servers: [],
    tags: [],
    info: { title: 'Codewire', contact: {} },
    paths: {
      '/v1/otp': {
        post: {
          parameters: [
            { name: 'state', in: 'query', description: 'd', schema: { allOf: [ref('Inner')], description: 'd' } },
          ],
          requestBody: json('Ask'),
          responses: { '400': json('Problem'), '201': json('Told') },
        },
      },
    },
    components: {
      schemas: {
        Told: {
          type: 'object',
          additionalProperties: false,
          properties: {
            inner: ref('Inner'),
            at: { type: 'string', format: 'date-time', pattern: '^long$' },
            count: { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
          },
        },
        Inner: { additionalProperties: false },
        Ask: {
          additionalProperties: false,
          properties: {
            limit: { minimum: 1, maximum: 100 },
            country: { type: 'string', format: 'country', pattern: '^[A-Z]{2}$' },
          },
        },
        Problem: { type: 'object' },
        OfTheConsole: { type: 'object' },
      },
    },
  };
  expect(JSON.stringify(tidyDocument(document), null, 1)).toBe(
    JSON.stringify(
      {
        components: {
          schemas: {
            Ask: {
              additionalProperties: false,
              properties: {
                country: { pattern: '^[A-Z]{2}$', type: 'string' },
                limit: { maximum: 100, minimum: 1 },
              },
            },
            Inner: {},
            Problem: { type: 'object' },
            Told: {
              properties: {
                at: { format: 'date-time', type: 'string' },
                count: { type: 'integer' },
                inner: { $ref: '#/components/schemas/Inner' },
              },
              type: 'object',
            },
          },
        },
        info: { title: 'Codewire' },
        paths: {
          '/v1/otp': {
            post: {
              parameters: [{ description: 'd', in: 'query', name: 'state', schema: ref('Inner') }],
              requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Ask' } } } },
              responses: {
                '201': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Told' } } } },
                '400': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } },
              },
            },
          },
        },
      },
      null,
      1,
    ),
  );
});
