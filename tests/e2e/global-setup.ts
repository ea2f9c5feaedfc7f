import { bundle } from '#build/bundle.ts';

/** Brings out/ up to date once, before the workers start; both projects run what is there. */
export async function setUp(): Promise<void> {
  await bundle();
}

// Playwright calls the default export of the file it is given.
// eslint-disable-next-line no-restricted-syntax -- see above
export default setUp;
