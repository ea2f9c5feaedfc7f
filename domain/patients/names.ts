export { cleanName, MAX_NAME, type NameError } from './clean-name.ts';
export { foldName } from './fold-name.ts';
export { latinName, searchTokens } from './name-search.ts';
