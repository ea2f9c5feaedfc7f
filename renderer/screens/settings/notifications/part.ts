import type { ReactNode } from 'react';
import type { Live } from '#renderer/api/live.ts';
import type { Overview } from './notifications-page.tsx';

/** What every part of the page is given. */
export interface PartProps {
  /** The choice of parts, in the title line. */
  readonly tabs: ReactNode;
  readonly live: Live<Overview>;
  readonly manage: boolean;
}
