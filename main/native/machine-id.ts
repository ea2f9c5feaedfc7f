import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const ASK_MS = 3_000;

/**
 * What tells this machine's system from another's, as a short digest; null where the system does not say. A disk that is
 * cloned with its system says the same on both: then the server finds the fork.
 */
export async function machineId(platform: NodeJS.Platform = process.platform): Promise<string | null> {
  try {
    const id = (await systemId(platform)).trim();
    return id === '' ? null : createHash('sha256').update(`daybook machine ${id}`).digest('base64url').slice(0, 22);
  } catch {
    return null;
  }
}

async function systemId(platform: NodeJS.Platform): Promise<string> {
  if (platform === 'linux') return readFile('/etc/machine-id', 'utf8');
  const [program, args, pattern] = platform === 'win32'
    ? ['reg', ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid'], /MachineGuid\s+REG_SZ\s+(\S+)/] as const
    : ['ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'], /"IOPlatformUUID" = "([^"]+)"/] as const;
  const { stdout } = await promisify(execFile)(program, args, { timeout: ASK_MS, windowsHide: true });
  return pattern.exec(stdout)?.[1] ?? '';
}
