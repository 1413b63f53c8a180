import { I18nLoader, type I18nTranslation } from 'nestjs-i18n';
import arFields from './ar/fields.json' with { type: 'json' };
import arFindings from './ar/findings.json' with { type: 'json' };
import arProblems from './ar/problems.json' with { type: 'json' };
import arWords from './ar/words.json' with { type: 'json' };
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
import heFields from './he/fields.json' with { type: 'json' };
import heFindings from './he/findings.json' with { type: 'json' };
import heProblems from './he/problems.json' with { type: 'json' };
import heWords from './he/words.json' with { type: 'json' };
import jaFields from './ja/fields.json' with { type: 'json' };
import jaFindings from './ja/findings.json' with { type: 'json' };
import jaProblems from './ja/problems.json' with { type: 'json' };
import jaWords from './ja/words.json' with { type: 'json' };
import ptFields from './pt-BR/fields.json' with { type: 'json' };
import ptFindings from './pt-BR/findings.json' with { type: 'json' };
import ptProblems from './pt-BR/problems.json' with { type: 'json' };
import ptWords from './pt-BR/words.json' with { type: 'json' };
import zhFields from './zh-CN/fields.json' with { type: 'json' };
import zhFindings from './zh-CN/findings.json' with { type: 'json' };
import zhProblems from './zh-CN/problems.json' with { type: 'json' };
import zhWords from './zh-CN/words.json' with { type: 'json' };

/** What the API says, from the files beside this one: reviewed in git, the same for every installation. */
export const API_TEXTS = {
  en: { problems: enProblems, fields: enFields, findings: enFindings, words: enWords },
  de: { problems: deProblems, fields: deFields, findings: deFindings, words: deWords },
  es: { problems: esProblems, fields: esFields, findings: esFindings, words: esWords },
  fr: { problems: frProblems, fields: frFields, findings: frFindings, words: frWords },
  'pt-BR': { problems: ptProblems, fields: ptFields, findings: ptFindings, words: ptWords },
  ar: { problems: arProblems, fields: arFields, findings: arFindings, words: arWords },
  he: { problems: heProblems, fields: heFields, findings: heFindings, words: heWords },
  ja: { problems: jaProblems, fields: jaFields, findings: jaFindings, words: jaWords },
  'zh-CN': { problems: zhProblems, fields: zhFields, findings: zhFindings, words: zhWords },
};

export class ApiTextLoader extends I18nLoader {
  async languages(): Promise<string[]> {
    return Object.keys(API_TEXTS);
  }

  async load(): Promise<I18nTranslation> {
    return API_TEXTS;
  }
}
