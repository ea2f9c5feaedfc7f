import { asServer } from '../db/transactions.ts';
import { HttpFailure } from '../http/errors.ts';
import { Problem } from '../problem.ts';
import { listProgramTokens, makeProgramToken, PROGRAM_PERMISSIONS, revokeProgramToken, type ProgramPermission, type TokenParts } from './program-tokens.ts';

const HOW = `Say: token make CLINIC NAME PERMISSIONS, token list, or token revoke ID. Permissions: ${PROGRAM_PERMISSIONS.join(', ')}.`;
const ACTOR = 'operator';
const LONGEST_NAME = 120;

/** `token …` of the command line: the lines to show. Throws Problem for what is not understood. */
export async function tokenCommand(parts: TokenParts, [verb, ...words]: readonly string[]): Promise<readonly string[]> {
  if (verb === 'list' && words.length === 0) return listLines(parts);
  if (verb === 'make' && words.length === 3) return make(parts, words);
  if (verb === 'revoke' && words.length === 1) return revoke(parts, words[0] ?? '');
  throw new Problem(HOW);
}

async function make(parts: TokenParts, [code = '', name = '', list = '']: readonly string[]): Promise<readonly string[]> {
  const permissions = list.split(',').map((word) => word.trim()).filter((word) => word !== '');
  if (permissions.length === 0 || !permissions.every(isOffered)) throw new Problem(HOW);
  if (name.trim() === '' || name.length > LONGEST_NAME) throw new Problem(`The name of the program has 1 to ${String(LONGEST_NAME)} letters.`);
  const clinic = await asServer(parts.database, (tx) => tx.selectFrom('clinic').select('clinic_id').where((eb) => eb(eb.fn('upper', ['code']), '=', code.toUpperCase())).executeTakeFirst());
  if (!clinic) throw new Problem(`No clinic here has the code ${code}.`);
  const { tokenId, token } = await makeProgramToken(parts, { clinicId: clinic.clinic_id, name: name.trim(), permissions, actor: ACTOR });
  return [`Token: ${token}`, 'It is shown this once; keep it like a password.', `To end it: npm run server -- token revoke ${tokenId}`];
}

const isOffered = (word: string): word is ProgramPermission => PROGRAM_PERMISSIONS.some((one) => one === word);

async function listLines(parts: TokenParts): Promise<readonly string[]> {
  const tokens = await listProgramTokens(parts, null);
  if (tokens.length === 0) return ['There are no tokens.'];
  const codes = new Map((await asServer(parts.database, (tx) => tx.selectFrom('clinic').select(['clinic_id', 'code']).execute())).map((row) => [row.clinic_id, row.code]));
  return tokens.map((token) => [
    token.tokenId, codes.get(token.clinicId) ?? '', token.name, token.permissions.join(','), `made ${token.createdAt}`, `last used ${token.lastUsedAt ?? 'never'}`,
    ...(token.revokedAt === null ? [] : [`revoked ${token.revokedAt}`]),
  ].join('  '));
}

async function revoke(parts: TokenParts, tokenId: string): Promise<readonly string[]> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(tokenId)) throw new Problem('That is no id of a token; token list shows them.');
  await revokeProgramToken(parts, tokenId, ACTOR).catch((error: unknown) => {
    throw error instanceof HttpFailure ? new Problem('There is no such token, or it has ended already.') : error;
  });
  return ['The token works no longer.'];
}
