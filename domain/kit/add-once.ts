/** For a few texts: looking through them costs less than a set. */
export function addOnce(texts: string[], text: string): void {
  if (!texts.includes(text)) texts.push(text);
}
