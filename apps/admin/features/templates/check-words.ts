/** A door of its own, so that the lib is fetched when someone writes, and not before. */
export { checkText } from '@codewire/texts';
