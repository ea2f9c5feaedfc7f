import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { assertNever } from '#domain/kit/assert-never.ts';
import { ELECTRON_FILES, LAYERS, layerOf, type Layer } from './layer-table.ts';

type Target =
  | { readonly kind: 'file'; readonly path: string; readonly relative: boolean }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'package'; readonly name: string };

/**
 * Says what is wrong with one import, or nothing.
 * @param file project-relative path of the importing file, with forward slashes
 * @param specifier the text between the quotes
 * @param typeOnly whether nothing of it remains at run time
 */
export function importVerdict(file: string, specifier: string, typeOnly: boolean): string | undefined {
  const from = layerOf(file);
  if (!from) return undefined;
  const target = targetOf(file, specifier);
  switch (target.kind) {
    case 'builtin':
      return LAYERS[from].nodeBuiltins ? undefined : `${from} must not import ${specifier}: ${LAYERS[from].instead}`;
    case 'package':
      return packageVerdict(file, from, target.name);
    case 'file':
      return fileVerdict(from, target, specifier, typeOnly);
    default:
      return assertNever(target);
  }
}

function targetOf(file: string, specifier: string): Target {
  if (specifier.startsWith('#')) return { kind: 'file', path: specifier.slice(1), relative: false };
  if (specifier.startsWith('.')) {
    return { kind: 'file', path: posix.join(posix.dirname(file), specifier), relative: true };
  }
  if (isBuiltin(specifier)) return { kind: 'builtin' };
  const [scope = '', name = ''] = specifier.split('/');
  return { kind: 'package', name: scope.startsWith('@') ? `${scope}/${name}` : scope };
}

function packageVerdict(file: string, from: Layer, name: string): string | undefined {
  const rule = LAYERS[from];
  if (name === 'electron') {
    return ELECTRON_FILES.test(file)
      ? undefined
      : 'electron may be imported only in main/electron.ts, main/windows/, main/native/ and preload/: take a port as an argument';
  }
  if (rule.packages && !matches(rule.packages, name)) return `${from} must not import ${name}: ${rule.instead}`;
  if (rule.deniedPackages && matches(rule.deniedPackages, name)) return `${from} must not import ${name}: ${rule.instead}`;
  return undefined;
}

function fileVerdict(
  from: Layer,
  target: Extract<Target, { kind: 'file' }>,
  specifier: string,
  typeOnly: boolean,
): string | undefined {
  const path = target.path.replace(/\?.*$/, '');
  const to = layerOf(path);
  if (target.relative && to !== from) {
    return to
      ? `Across folders use the subpath import '#${path}' instead of '${specifier}'`
      : undefined;
  }
  if (!to) return `'${specifier}' is not a subpath import this project declares`;
  const rule = LAYERS[from];
  const typed = typeOnly && (rule.typesOnly ?? []).some((prefix) => path.startsWith(prefix));
  if (!rule.layers.includes(to) && !typed) return `${from} must not import ${to}: ${rule.instead}`;
  // Node resolves no extensions, so a bare path compiles and then fails at start.
  return posix.extname(path) ? undefined : `'${specifier}' needs its file extension (.ts, .tsx, .json, …)`;
}

function matches(list: readonly string[], name: string): boolean {
  return list.some((entry) => (entry.endsWith('/*') ? name.startsWith(entry.slice(0, -1)) : entry === name));
}
