/** Hints stand below, so that boxes beside each other begin at the same height. */
export const HINT_BELOW = { inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[] };
