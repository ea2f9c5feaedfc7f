/** How sure the program is of what it heard, in three words. */
export type Certainty = 'sure' | 'likely' | 'perhaps';

const SURE = 0.9;
const LIKELY = 0.6;

export const certaintyOf = (confidence: number): Certainty => (confidence >= SURE ? 'sure' : confidence >= LIKELY ? 'likely' : 'perhaps');
