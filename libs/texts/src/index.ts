export type { RenderedText, RenderOutcome, TextSource, TextValues } from './text.types.js';
