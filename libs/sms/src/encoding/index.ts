// The second door, for those who measure texts: nothing behind it opens a socket, so a browser may go through it.
export { isGsm, type Encoding } from './segments.js';
export { measureText, sizeText, type ForeignCharacter, type TextMeasure, type TextSize } from './text.js';
export { gsmReplacement, transliterate } from './transliterate.js';
