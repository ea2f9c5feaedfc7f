import { asciiBytes, hexByte } from '../../bytes/ascii.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { beginsWith, lineRule } from '../../bytes/line-rule.ts';
import { sum8 } from '../../bytes/sums.ts';

const isSound = (text: string): boolean => {
  const found = /^(\{0,.*,)CS,([\dA-F]{2})$/.exec(text);
  return found !== null && hexByte(sum8(asciiBytes(found[1]!))) === found[2];
};

/** A line of keys and values that ends `CS,` and the sum of all characters before. */
export const tanitaFramer = () => huntingFramer(lineRule({ longest: 1024, begins: beginsWith('{'), matches: isSound }));

export function tanitaLine(pairs: readonly (readonly [string, string])[]): Uint8Array {
  const before = `{0,16,~0,1,${pairs.map(([key, value]) => `${key},${value},`).join('')}`;
  return asciiBytes(`${before}CS,${hexByte(sum8(asciiBytes(before)))}\r\n`);
}
