import { expect, test, vi } from 'vitest';
import { planTemplates } from './plan-templates.js';

test('published texts that stay are looked at through the memory of the import: not anew while others wait for it', async () => {
  const check = vi.fn(async () => []);
  const template = {
    id: 'tpl_login',
    purpose: 'login',
    maxSegments: 2,
    variables: [],
    version: 1,
    application: null,
  } as const;
  const words = { body: '{code}', shortBody: null, transliterates: false };
  const state = {
    locales: [],
    countries: [],
    applications: [],
    templates: [template],
    texts: [{ templateId: 'tpl_login', locale: 'de', status: 'published', ...words }] as const,
  };
  const entry = { purpose: 'login', application: null, max_segments: 1, variables: [], texts: {} } as const;
  const document = { templates: [{ ...entry, variables: [] }] };
  const { changes } = await planTemplates(document, state, { publishes: true, memory: { check } });
  expect(changes).toMatchObject([{ kind: 'template', change: 'changed', after: { max_segments: 1 } }]);
  expect(check.mock.calls).toMatchObject([[{ maxSegments: 1 }, 'de', words, null]]);
});
