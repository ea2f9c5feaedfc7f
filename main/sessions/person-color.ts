/** Calm colours that tell people apart on the sign-in screen; all readable under white letters. */
const colors = ['#0f5e63', '#7a4b12', '#4a4e9c', '#8a2f5b', '#3c6e2f', '#245a8c', '#6b4a86', '#87382b'] as const;

/** The colour of the n-th person added. */
export const personColor = (n: number): string => colors[n % colors.length] ?? colors[0];
