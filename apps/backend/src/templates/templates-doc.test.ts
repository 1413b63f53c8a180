import { readFileSync } from 'node:fs';
import { FINDING_CODES, FINDINGS } from '@codewire/contracts';
import { checkText, CompiledText, typicalValues } from '@codewire/texts';
import { describe, expect, test } from 'vitest';

const DOCUMENT = readFileSync(new URL('../../../../docs/templates.md', import.meta.url), 'utf8');

const CHANNEL = { name: 'channel', type: 'text', max_length: 10 } as const;
const examples = [...DOCUMENT.matchAll(/```text ?(\w*)\n([^`]+)\n```/g)].map(([, about, body]) => ({
  locale: about === 'hr' ? 'hr' : 'en',
  body: body!,
}));

describe('what admins are told of texts', () => {
  test('every finding is in the table, with what it is', () => {
    const rows = [...DOCUMENT.matchAll(/^\| `(\w+)` \| (error|warning) \|/gm)].map(([, code, kind]) => [code, kind]);
    expect(rows).toEqual(FINDING_CODES.map((code) => [code, FINDINGS[code]]));
  });

  test('every example is a text that could be published', () => {
    expect(examples).toHaveLength(4);
    for (const { locale, body } of examples) {
      const question = { locale, purpose: 'verification', body, shortBody: null, variables: [CHANNEL] } as const;
      const findings = checkText({ ...question, transliterates: false, maxSegments: 1 });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  test('the worked example is sent as the table says', () => {
    const { body } = examples.find(({ locale }) => locale === 'hr')!;
    const source = { versionId: 1, locale: 'hr', purpose: 'verification', body, shortBody: null } as const;
    const text = new CompiledText(
      { ...source, transliterates: false, maxSegments: 1, variables: [] },
      { formats: 'hr' },
    );
    const rows = [...DOCUMENT.matchAll(/^\| (\d+) \| `\w+` \| (.+) \|$/gm)].map(([, minutes, sent]) => [minutes, sent]);
    expect(rows).toHaveLength(3);
    for (const [minutes, sent] of rows) {
      const outcome = text.render({ ...typicalValues('verification', []), minutes: Number(minutes) });
      expect(outcome).toMatchObject({ kind: 'rendered', text: { body: sent!.replace('482913', '{code}') } });
    }
  });
});
