// The door for browsers: languages alone, without numbers and codes.
export { canonicalTag, directionOf } from './locale-tag.js';
export { LocaleBook, type LocaleChoice, type LocaleFacts, type LocaleQuestion } from './locale.js';
