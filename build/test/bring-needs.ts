import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, isOnPath } from './find-chromium.ts';
import { missingNeeds, supplyOf, type Need, type Supply } from './needs.ts';
import { runCommand } from './run-command.ts';

const APT = ['-y', '-qq', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=30'];
/** The whole one speaks; the other, quicker, runs everything else. */
const CHROMIUM = ['chromium', 'chromium-headless-shell'];
const APT_ENVIRONMENT = { DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Installs the system programs that the tests need and this machine lacks, as far as it may,
 * and prints in plain lines what will be missing.
 */
export async function bringNeeds(root: string, halves: readonly Need['half'][], install: boolean): Promise<void> {
  const needsChromium = halves.includes('e2e');
  const missing = missingNeeds(halves, isOnPath);
  if (missing.length === 0 && (!needsChromium || findChromium())) return;
  const supply = install ? machineSupply() : { kind: 'none', reason: 'asked not to install' } as const;
  if (supply.kind === 'apt') await byApt(missing, needsChromium && supply.chromiumByApt && !findChromium());
  for (const need of missingNeeds(halves, isOnPath)) {
    const why = supply.kind === 'none' ? supply.reason : 'apt-get could not install it';
    say(`${need.commands[0] ?? ''} is missing (${why}): tests that need it for ${need.purpose} are skipped`);
  }
  if (needsChromium && !findChromium() && install) await byPlaywright(root, supply);
  if (needsChromium && !findChromium()) say('no Chromium: install one, or name it in DAYBOOK_CHROMIUM; end-to-end tests will fail');
}

function machineSupply(): Supply {
  const release = '/etc/os-release';
  return supplyOf(existsSync(release) ? readFileSync(release, 'utf8') : '', process.getuid?.() === 0, isOnPath('apt-get'));
}

async function byApt(missing: readonly Need[], chromium: boolean): Promise<void> {
  const packages = [...missing.flatMap((need) => need.packages), ...(chromium ? CHROMIUM : [])];
  if (packages.length === 0) return;
  say(`installing ${packages.join(', ')}`);
  const update = await runCommand('apt-get', ['update', ...APT], { environment: APT_ENVIRONMENT, minutes: 3, quiet: true });
  if (update.code !== 0) say(`apt-get update failed:\n${update.tail}`);
  const install = (names: readonly string[]): ReturnType<typeof runCommand> =>
    runCommand('apt-get', ['install', '--no-install-recommends', ...APT, ...names], { environment: APT_ENVIRONMENT, minutes: 10, quiet: true });
  const all = await install(packages);
  if (all.code === 0 || packages.length === 1) {
    if (all.code !== 0) say(`apt-get install failed:\n${all.tail}`);
    return;
  }
  // One unknown package makes apt refuse them all, so each then gets its own chance.
  for (const name of packages) {
    const { code, tail } = await install([name]);
    if (code !== 0) say(`apt-get could not install ${name}: ${tail.trim().split('\n').at(-1) ?? ''}`);
  }
}

async function byPlaywright(root: string, supply: Supply): Promise<void> {
  say('downloading Chromium with Playwright');
  const withSystemLibraries = supply.kind === 'apt' ? ['--with-deps'] : [];
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const { code, tail } = await runCommand(process.execPath, [cli, 'install', ...withSystemLibraries, 'chromium'], { minutes: 10, quiet: true });
  if (code !== 0) say(`the download failed:\n${tail}`);
}

function say(line: string): void {
  console.log(`needs: ${line}`);
}
