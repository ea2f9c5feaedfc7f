import { loud } from './unsupported.ts';

/** A dialog that would have been shown: its kind, and the options or texts it was called with. */
export interface ShownDialog {
  readonly kind: string;
  readonly details: unknown;
}

/** Dialogs shown so far; a test reads them by `require('electron').standIn`. */
export const shownDialogs: ShownDialog[] = [];

/** Answers a test has prepared, taken in order. */
export const dialogAnswers: unknown[] = [];

function scripted(kind: string): (...args: unknown[]) => Promise<unknown> {
  return async (...args) => {
    shownDialogs.push({ kind, details: args.at(-1) });
    if (dialogAnswers.length === 0) throw new Error(`stand-in electron: dialog.${kind} was opened and no answer is prepared`);
    return dialogAnswers.shift();
  };
}

export const dialog = loud('dialog', {
  showOpenDialog: scripted('showOpenDialog'),
  showSaveDialog: scripted('showSaveDialog'),
  showMessageBox: scripted('showMessageBox'),
  /** Electron blocks until it is clicked away; before `ready` on Linux it prints, and so does the stand-in always. */
  showErrorBox(title: string, content: string): void {
    shownDialogs.push({ kind: 'showErrorBox', details: { title, content } });
    process.stderr.write(`${title}\n${content}\n`);
  },
});
