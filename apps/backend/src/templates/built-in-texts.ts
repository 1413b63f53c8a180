import { PURPOSES, type Purpose, type TextForm } from '@codewire/contracts';
import { isGsm } from '@codewire/sms/encoding';
import am from './builtin/am.json' with { type: 'json' };
import ar from './builtin/ar.json' with { type: 'json' };
import az from './builtin/az.json' with { type: 'json' };
import bg from './builtin/bg.json' with { type: 'json' };
import bn from './builtin/bn.json' with { type: 'json' };
import bs from './builtin/bs.json' with { type: 'json' };
import ca from './builtin/ca.json' with { type: 'json' };
import cs from './builtin/cs.json' with { type: 'json' };
import da from './builtin/da.json' with { type: 'json' };
import de from './builtin/de.json' with { type: 'json' };
import el from './builtin/el.json' with { type: 'json' };
import en from './builtin/en.json' with { type: 'json' };
import es from './builtin/es.json' with { type: 'json' };
import et from './builtin/et.json' with { type: 'json' };
import eu from './builtin/eu.json' with { type: 'json' };
import fa from './builtin/fa.json' with { type: 'json' };
import fi from './builtin/fi.json' with { type: 'json' };
import fil from './builtin/fil.json' with { type: 'json' };
import fr from './builtin/fr.json' with { type: 'json' };
import gl from './builtin/gl.json' with { type: 'json' };
import gu from './builtin/gu.json' with { type: 'json' };
import he from './builtin/he.json' with { type: 'json' };
import hi from './builtin/hi.json' with { type: 'json' };
import hr from './builtin/hr.json' with { type: 'json' };
import hu from './builtin/hu.json' with { type: 'json' };
import hy from './builtin/hy.json' with { type: 'json' };
import id from './builtin/id.json' with { type: 'json' };
import icelandic from './builtin/is.json' with { type: 'json' };
import it from './builtin/it.json' with { type: 'json' };
import ja from './builtin/ja.json' with { type: 'json' };
import ka from './builtin/ka.json' with { type: 'json' };
import kk from './builtin/kk.json' with { type: 'json' };
import km from './builtin/km.json' with { type: 'json' };
import kn from './builtin/kn.json' with { type: 'json' };
import ko from './builtin/ko.json' with { type: 'json' };
import lo from './builtin/lo.json' with { type: 'json' };
import lt from './builtin/lt.json' with { type: 'json' };
import lv from './builtin/lv.json' with { type: 'json' };
import mk from './builtin/mk.json' with { type: 'json' };
import ml from './builtin/ml.json' with { type: 'json' };
import mn from './builtin/mn.json' with { type: 'json' };
import mr from './builtin/mr.json' with { type: 'json' };
import ms from './builtin/ms.json' with { type: 'json' };
import my from './builtin/my.json' with { type: 'json' };
import nb from './builtin/nb.json' with { type: 'json' };
import ne from './builtin/ne.json' with { type: 'json' };
import nl from './builtin/nl.json' with { type: 'json' };
import pa from './builtin/pa.json' with { type: 'json' };
import pl from './builtin/pl.json' with { type: 'json' };
import ptBr from './builtin/pt-BR.json' with { type: 'json' };
import ptPt from './builtin/pt-PT.json' with { type: 'json' };
import ro from './builtin/ro.json' with { type: 'json' };
import ru from './builtin/ru.json' with { type: 'json' };
import si from './builtin/si.json' with { type: 'json' };
import sk from './builtin/sk.json' with { type: 'json' };
import sl from './builtin/sl.json' with { type: 'json' };
import sq from './builtin/sq.json' with { type: 'json' };
import sr from './builtin/sr.json' with { type: 'json' };
import srLatn from './builtin/sr-Latn.json' with { type: 'json' };
import sv from './builtin/sv.json' with { type: 'json' };
import sw from './builtin/sw.json' with { type: 'json' };
import ta from './builtin/ta.json' with { type: 'json' };
import te from './builtin/te.json' with { type: 'json' };
import th from './builtin/th.json' with { type: 'json' };
import tr from './builtin/tr.json' with { type: 'json' };
import uk from './builtin/uk.json' with { type: 'json' };
import ur from './builtin/ur.json' with { type: 'json' };
import uz from './builtin/uz.json' with { type: 'json' };
import vi from './builtin/vi.json' with { type: 'json' };
import zhCn from './builtin/zh-CN.json' with { type: 'json' };
import zhHk from './builtin/zh-HK.json' with { type: 'json' };
import zhTw from './builtin/zh-TW.json' with { type: 'json' };
import zu from './builtin/zu.json' with { type: 'json' };

/** What a file of `builtin/` holds. */
export type BuiltInLanguage = Readonly<Record<Purpose, Readonly<Record<TextForm, string>>>> & {
  /** The word for *code* that stands beside the digits in each of its texts: phones look for it there. */
  readonly code_word: string;
};

/** By canonical BCP 47 tag. */
export const BUILT_IN_LANGUAGES: Readonly<Record<string, BuiltInLanguage>> = {
  am,
  ar,
  az,
  bg,
  bn,
  bs,
  ca,
  cs,
  da,
  de,
  el,
  en,
  es,
  et,
  eu,
  fa,
  fi,
  fil,
  fr,
  gl,
  gu,
  he,
  hi,
  hr,
  hu,
  hy,
  id,
  is: icelandic,
  it,
  ja,
  ka,
  kk,
  km,
  kn,
  ko,
  lo,
  lt,
  lv,
  mk,
  ml,
  mn,
  mr,
  ms,
  my,
  nb,
  ne,
  nl,
  pa,
  pl,
  'pt-BR': ptBr,
  'pt-PT': ptPt,
  ro,
  ru,
  si,
  sk,
  sl,
  sq,
  sr,
  'sr-Latn': srLatn,
  sv,
  sw,
  ta,
  te,
  th,
  tr,
  uk,
  ur,
  uz,
  vi,
  'zh-CN': zhCn,
  'zh-HK': zhHk,
  'zh-TW': zhTw,
  zu,
};

export interface BuiltInText {
  readonly locale: string;
  readonly purpose: Purpose;
  /** ICU MessageFormat. */
  readonly body: string;
  readonly shortBody: string;
  /**
   * Where all its letters are of the GSM alphabet: a brand with one that is not would make the message dearer than its
   * template allows, and is better read without an accent than not at all.
   */
  readonly transliterates: boolean;
}

/** The texts that come with the product, each in two forms. */
export const BUILT_IN_TEXTS: readonly BuiltInText[] = Object.entries(BUILT_IN_LANGUAGES).flatMap(([locale, language]) =>
  PURPOSES.map((purpose) => ({
    locale,
    purpose,
    body: language[purpose].full,
    shortBody: language[purpose].short,
    transliterates: isGsm(language[purpose].full) && isGsm(language[purpose].short),
  })),
);
