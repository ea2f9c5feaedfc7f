import { loadEnglish } from '#renderer/text/i18n.ts';

/** What the first screen does not need, each part in the shape `React.lazy` takes; all sentences and the full style sheet come before it. */
const complete = async <T>(part: Promise<T>): Promise<T> => (await Promise.all([part, loadEnglish(), import('#renderer/theme/all-styles.ts')]))[0];

export const loadDesk = () => complete(import('./desk-shell.tsx')).then(({ DeskShell }) => ({ default: DeskShell }));
export const loadDateQuestion = () => complete(import('#renderer/screens/sign-in/date-question.tsx')).then(({ DateQuestion }) => ({ default: DateQuestion }));
export const loadRemoved = () => complete(import('./removed.tsx')).then(({ Removed }) => ({ default: Removed }));
export const loadSetup = () => complete(import('#renderer/screens/setup/setup.tsx')).then(({ Setup }) => ({ default: Setup }));
export const loadToasts = () => complete(import('#renderer/parts/toasts.tsx')).then(({ Toasts }) => ({ default: Toasts }));
export const loadUnreachable = () => complete(import('./unreachable.tsx')).then(({ Unreachable }) => ({ default: Unreachable }));
