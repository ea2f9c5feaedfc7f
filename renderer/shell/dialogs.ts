import { create } from 'zustand';

/** Which of the shell's own dialogs is open. */
export const useShellDialogs = create<{ readonly open: 'palette' | 'keys' | undefined }>(() => ({ open: undefined }));

export const closeShellDialog = (): void => useShellDialogs.setState({ open: undefined });
