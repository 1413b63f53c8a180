import { configurationFor } from './tools/boundaries/rules.mjs';

export default configurationFor(import.meta.dirname);
