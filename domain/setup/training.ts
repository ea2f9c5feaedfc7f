/** Everybody in the training clinic signs in with this PIN; the sign-in screen says so. */
export const TRAINING_PIN = '2468';
