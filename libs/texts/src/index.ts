export { checkText, type CheckQuestion } from './check-text.js';
export { CompiledText } from './compiled-text.js';
export { diffWords } from './diff-words.js';
export { longestValues, typicalValues } from './sample-values.js';
export type { RenderedText, RenderOutcome, TextSource, TextValues } from './text.types.js';
export { trailerOf } from './trailer.js';
export { UnusableTextError } from './unusable-text-error.js';
export { RESERVED_NAMES, variableTypes, type VariableType } from './variable-types.js';
export { CODE_MARK } from './wording.js';
