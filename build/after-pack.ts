import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion, type FuseV1Config } from '@electron/fuses';

/** The part of electron-builder's context that is used. */
interface PackContext {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: { readonly executableName?: string; readonly appInfo: { readonly productFilename: string } };
}

/** Every fuse of Electron 45. `strictlyRequireAllFuses` stops the build when a later Electron has one more. */
export const FUSES: FuseV1Config & { strictlyRequireAllFuses: true } = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // The executable is no Node interpreter, and no variable or argument makes it one.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  // Only the archive as it was built is run.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Pages come from app://, so file:// needs no privileges.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** Sets the fuses in the packed executable. The halves of a universal program are joined first. */
export async function afterPack(context: PackContext): Promise<void> {
  if (context.appOutDir.endsWith('-temp')) return;
  const isArmMac = context.electronPlatformName === 'darwin';
  await flipFuses(executableOf(context), { ...FUSES, resetAdHocDarwinSignature: isArmMac });
}

function executableOf({ appOutDir, electronPlatformName, packager }: PackContext): string {
  const name = packager.appInfo.productFilename;
  switch (electronPlatformName) {
    case 'darwin': return join(appOutDir, `${name}.app`);
    case 'win32': return join(appOutDir, `${name}.exe`);
    default: return join(appOutDir, packager.executableName ?? name.toLowerCase());
  }
}
