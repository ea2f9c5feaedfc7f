import { asciiBytes, hexWord } from '../../bytes/ascii.ts';
import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { beginsWith, lineRule } from '../../bytes/line-rule.ts';

/** The sum of the characters before the last space, 16 bits, as four hexadecimal letters. */
function isSound(text: string): boolean {
  const found = /^([P@?] .*) ([\dA-F]{4})$/.exec(text);
  return found !== null && hexWord(sum16(found[1]!)) === found[2];
}

const sum16 = (text: string): number => asciiBytes(text).reduce((sum, byte) => sum + byte, 0);

/** Lines that begin with the letter of the command they answer. */
export const ultraFramer = () => huntingFramer(lineRule({ longest: 128, begins: beginsWith('P@?'), matches: isSound }));

export const ultraLine = (text: string): Uint8Array => asciiBytes(`${text} ${hexWord(sum16(text))}\r\n`);

/** Each command wakes the meter first. */
const asked = (letters: string): Uint8Array => asciiBytes(`\x11\r${letters}\r`);

/** The memory, the serial number, the software. Setting the clock and clearing the memory are not among them. */
export const ultraCommands = { memory: asked('DMP'), serial: asked('DM@'), software: asked('DM?') } as const;

/** Number of records, serial number and display unit; the header of a dump. */
export const ultraHeader = /^P (\d{3}),"([^"]*)","([^"]*)" /;
