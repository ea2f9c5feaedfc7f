/** The certificate that is believed and the one that the server shows now, in the letters people compare. */
export interface Certificates {
  readonly believed: string | null;
  readonly shown: { readonly words: string } | null;
}

export interface JoinLetters {
  /** What the new PC will show; null where nothing is compared, or not until somebody has said whether a new certificate is right. */
  readonly letters: string | null;
  /** Whether the server shows another certificate than the one believed: it may be made anew while a code is in sight. */
  readonly renewed: boolean;
}

/** What is said of the certificate beside a code for joining. `made`: the letters that came with the code; `now` is undefined until it is known. */
export function joinLetters(made: string | null, now: Certificates | undefined): JoinLetters {
  if (!now) return { letters: made, renewed: false };
  const renewed = now.shown !== null && now.shown.words !== now.believed;
  // The new PC shows the letters of the other one.
  return { letters: renewed ? null : now.believed, renewed };
}
