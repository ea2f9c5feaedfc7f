import type { StartFacts } from '#domain/contract/start-facts.ts';

let given = read();

/** What the page brought with it. Good for the first screen alone: it grows old. */
export const givenFacts = (): StartFacts | undefined => given;

/** The same, for the last time. */
export function takeGivenFacts(): StartFacts | undefined {
  const facts = given;
  given = undefined;
  return facts;
}

function read(): StartFacts | undefined {
  try {
    return JSON.parse(document.getElementById('start-facts')?.textContent ?? '') as StartFacts;
  } catch {
    // Served by something that puts no facts into the page.
    return undefined;
  }
}
