import { I18nLoader, type I18nTranslation } from 'nestjs-i18n';
import deFields from './de/fields.json' with { type: 'json' };
import deProblems from './de/problems.json' with { type: 'json' };
import deWords from './de/words.json' with { type: 'json' };
import enFields from './en/fields.json' with { type: 'json' };
import enProblems from './en/problems.json' with { type: 'json' };
import enWords from './en/words.json' with { type: 'json' };
import esFields from './es/fields.json' with { type: 'json' };
import esProblems from './es/problems.json' with { type: 'json' };
import esWords from './es/words.json' with { type: 'json' };

/** What the API says, from the files beside this one: reviewed in git, the same for every installation. */
export const API_TEXTS = {
  en: { problems: enProblems, fields: enFields, words: enWords },
  de: { problems: deProblems, fields: deFields, words: deWords },
  es: { problems: esProblems, fields: esFields, words: esWords },
};

export class ApiTextLoader extends I18nLoader {
  async languages(): Promise<string[]> {
    return Object.keys(API_TEXTS);
  }

  async load(): Promise<I18nTranslation> {
    return API_TEXTS;
  }
}
