import { bundle } from '#build/bundle.ts';
import { prepareStores } from '#tests/support/desk-driver/prepared-stores.ts';
import { makeRunFolder } from '#tests/support/desk-driver/run-folder.ts';

/**
 * Brings out/ up to date once, before the workers start, and makes the stores that tests begin with.
 * Returns what takes them away after the last test.
 */
export async function setUp(): Promise<() => Promise<void>> {
  const removeRunFolder = await makeRunFolder();
  try {
    await bundle();
    await prepareStores();
  } catch (error) {
    await removeRunFolder();
    throw error;
  }
  return removeRunFolder;
}

// Playwright calls the default export of the file it is given.
// eslint-disable-next-line no-restricted-syntax -- see above
export default setUp;
