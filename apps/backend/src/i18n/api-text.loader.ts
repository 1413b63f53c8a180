import { I18nLoader, type I18nTranslation } from 'nestjs-i18n';
import deFields from './de/fields.json' with { type: 'json' };
import deFindings from './de/findings.json' with { type: 'json' };
import deProblems from './de/problems.json' with { type: 'json' };
import deWords from './de/words.json' with { type: 'json' };
import enFields from './en/fields.json' with { type: 'json' };
import enFindings from './en/findings.json' with { type: 'json' };
import enProblems from './en/problems.json' with { type: 'json' };
import enWords from './en/words.json' with { type: 'json' };
import esFields from './es/fields.json' with { type: 'json' };
import esFindings from './es/findings.json' with { type: 'json' };
import esProblems from './es/problems.json' with { type: 'json' };
import esWords from './es/words.json' with { type: 'json' };
import frFields from './fr/fields.json' with { type: 'json' };
import frFindings from './fr/findings.json' with { type: 'json' };
import frProblems from './fr/problems.json' with { type: 'json' };
import frWords from './fr/words.json' with { type: 'json' };
import ptFields from './pt-BR/fields.json' with { type: 'json' };
import ptFindings from './pt-BR/findings.json' with { type: 'json' };
import ptProblems from './pt-BR/problems.json' with { type: 'json' };
import ptWords from './pt-BR/words.json' with { type: 'json' };

/** What the API says, from the files beside this one: reviewed in git, the same for every installation. */
export const API_TEXTS = {
  en: { problems: enProblems, fields: enFields, findings: enFindings, words: enWords },
  de: { problems: deProblems, fields: deFields, findings: deFindings, words: deWords },
  es: { problems: esProblems, fields: esFields, findings: esFindings, words: esWords },
  fr: { problems: frProblems, fields: frFields, findings: frFindings, words: frWords },
  'pt-BR': { problems: ptProblems, fields: ptFields, findings: ptFindings, words: ptWords },
};

export class ApiTextLoader extends I18nLoader {
  async languages(): Promise<string[]> {
    return Object.keys(API_TEXTS);
  }

  async load(): Promise<I18nTranslation> {
    return API_TEXTS;
  }
}
