/** Licences that let the program be given away with these packages inside, unchanged. */
const ALLOWED = new Set([
  'MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0', 'Unlicense', 'OFL-1.1', 'BlueOak-1.0.0',
  'Python-2.0', 'Zlib', 'PostgreSQL', 'WTFPL',
  // File-level copyleft: fine as long as the package is used as published.
  'MPL-2.0',
]);

/** Whether an SPDX expression can be satisfied with allowed licences alone. An unreadable one cannot. */
export function isAllowed(expression: string): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const any = (): boolean => {
    let allowed = all();
    while (tokens[at] === 'OR') {
      at++;
      const right = all();
      allowed = allowed || right;
    }
    return allowed;
  };
  const all = (): boolean => {
    let allowed = one();
    while (tokens[at] === 'AND') {
      at++;
      const right = one();
      allowed = allowed && right;
    }
    return allowed;
  };
  const one = (): boolean => {
    const token = tokens[at++];
    if (token !== '(') return token !== undefined && ALLOWED.has(token);
    const inner = any();
    return tokens[at++] === ')' && inner;
  };
  const allowed = any();
  return allowed && at === tokens.length;
}
