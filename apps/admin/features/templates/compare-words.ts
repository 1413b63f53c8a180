/** A door of its own, so that nothing else of the lib is fetched along. */
export { diffWords } from '@codewire/texts';
