import type { WebContents } from 'electron';

/** A page that keeps crashing is left alone after this many reloads, so that its message can be read. */
const MOST_REVIVALS = 3;

/** Loads a page again when its process died; drafts and the store are kept outside of it. */
export function reviveAfterCrash(contents: WebContents): void {
  let revivals = 0;
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || revivals >= MOST_REVIVALS) return;
    revivals += 1;
    contents.reload();
  });
}
