/** Numbers with their unit read from left to right in every language; without the mark `34–41 °C` turns round in Arabic text. */
export const ltr = (text: string): string => `\u2066${text}\u2069`;
