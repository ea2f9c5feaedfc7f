const PREFIX = 'lab.';

/** The code under which a laboratory test's results stand in the record: none is taken for a vital sign of the same name. */
export const labCode = (testCode: string): string => `${PREFIX}${testCode}`;

export const isLabCode = (code: string): boolean => code.startsWith(PREFIX);
