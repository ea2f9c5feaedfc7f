import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeCloneCodec } from './clone-codec.ts';
import { isolatedWorld } from './page/isolated-world.ts';
import { mainWorld } from './page/main-world.ts';
import { worldBridge } from './page/world-bridge.ts';

/** The name Electron gives the preload script's world. */
export const ISOLATED_WORLD = 'Electron Isolated Context';

/** Preload scripts run in the window's own page, not in frames inside it. */
const MAIN_FRAME_ONLY = 'if (window.top !== window) return;';

/** Sources to evaluate in every new document of a window, before its own scripts. */
export interface PageScripts {
  readonly main: string;
  readonly isolated: string;
}

/** @param preloadPath absolute path of the preload script, a CommonJS file */
export function pageScripts(preloadPath: string): PageScripts {
  const token = randomUUID();
  const bridge = (heard: string, spoken: string): string =>
    `(${worldBridge.toString()})(${JSON.stringify(`${token}${heard}`)}, ${JSON.stringify(`${token}${spoken}`)}, ${makeCloneCodec.toString()})`;
  const preload = `function (require, module, exports, process) {\n${readFileSync(preloadPath, 'utf8')}\n}`;
  return {
    main: `(() => { ${MAIN_FRAME_ONLY} (${mainWorld.toString()})(${bridge('main', 'isolated')}); })()`,
    isolated: `(() => { ${MAIN_FRAME_ONLY} (${isolatedWorld.toString()})(${bridge('isolated', 'main')}, ${makeCloneCodec.toString()}, ${JSON.stringify(process.platform)}, ${preload}); })()`,
  };
}
