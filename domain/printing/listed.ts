/** Several words after each other on a paper, with the comma of its language. */
export const listed = (words: readonly string[], language: string): string => words.join(language === 'ar' ? '، ' : ', ');
