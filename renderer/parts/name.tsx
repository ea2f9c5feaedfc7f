import type { ReactNode } from 'react';

/** A name in whatever script: an Arabic one does not turn round the numbers beside it, nor a Latin one in an Arabic line. */
export const Name = ({ children }: { readonly children: ReactNode }) => <bdi>{children}</bdi>;
