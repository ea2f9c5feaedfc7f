/** What the first screen does not need, each part in the shape `React.lazy` takes; the full style sheet comes before it. */
const styled = async <T>(part: Promise<T>): Promise<T> => (await Promise.all([part, import('#renderer/theme/all-styles.ts')]))[0];

export const loadDesk = () => styled(import('./desk-shell.tsx')).then(({ DeskShell }) => ({ default: DeskShell }));
export const loadDateQuestion = () => styled(import('#renderer/screens/sign-in/date-question.tsx')).then(({ DateQuestion }) => ({ default: DateQuestion }));
export const loadRemoved = () => styled(import('./removed.tsx')).then(({ Removed }) => ({ default: Removed }));
export const loadSetup = () => styled(import('#renderer/screens/setup/setup.tsx')).then(({ Setup }) => ({ default: Setup }));
export const loadToasts = () => styled(import('#renderer/parts/toasts.tsx')).then(({ Toasts }) => ({ default: Toasts }));
export const loadUnreachable = () => styled(import('./unreachable.tsx')).then(({ Unreachable }) => ({ default: Unreachable }));
