/**
 * Parts of Chromium's own window, drawn as web pages. No test sees them, and they cost every window a process and about
 * a fifth of the work of opening the desk.
 */
const OWN_WINDOW = [
  'PreloadTopChromeWebUI', 'PreloadTopChromeWebUILessNavigations', 'InitialWebUI', 'WebUIReloadButton', 'WebUIToolbar', 'WebUIOmniboxPopup',
  'SpareRendererForSitePerProcess',
];

/** What Playwright switches off in a browser it starts, as far as pages of this program meet it: a later switch takes the place of its own. */
const AS_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay',
  'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints',
  'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
];

/** For a Chromium that Playwright starts. */
export const LEAN_BROWSER = `--disable-features=${[...AS_PLAYWRIGHT, ...OWN_WINDOW].join(',')}`;

/** For the Chromium of Electron's stand-in; Electron itself has no such window. */
export const LEAN_STAND_IN = `--disable-features=${OWN_WINDOW.join(',')}`;
