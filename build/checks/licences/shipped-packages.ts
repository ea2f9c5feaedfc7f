import ts from 'typescript';
import { isBuiltin } from 'node:module';
import type { Tree } from '../tree.ts';

/** One package of `package-lock.json`, keyed there by its place under node_modules. */
export interface LockedPackage {
  /** Name as published, when it is installed under another. */
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export type LockedPackages = Readonly<Record<string, LockedPackage>>;

const SHIPPED_CODE = /^(domain|db|main|preload|renderer|server)\/.*\.(ts|tsx|css)$/;

/** Names of the packages whose code ends up in the bundles: all that shipped files import, types aside. */
export function importedPackages(tree: Tree): Set<string> {
  const names = new Set<string>();
  for (const path of tree.paths.filter((p) => SHIPPED_CODE.test(p))) {
    for (const specifier of path.endsWith('.css') ? cssImports(tree.read(path)) : codeImports(path, tree.read(path))) {
      if (/^[.#/]/.test(specifier) || isBuiltin(specifier) || specifier.includes(':')) continue;
      const [scope = '', rest = ''] = specifier.split('/');
      names.add(scope.startsWith('@') ? `${scope}/${rest}` : scope);
    }
  }
  return names;
}

/**
 * Lock-file places of every shipped package: the run-time dependencies, the bundled ones, and all they need in turn.
 * Peer dependencies that are installed count, since the bundler takes them along.
 */
export function shippedPlaces(locked: LockedPackages, imported: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  const queue = [...Object.keys(locked['']?.dependencies ?? {}), ...imported]
    .map((name) => `node_modules/${name}`)
    .filter((place) => locked[place]);
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    const { dependencies, optionalDependencies, peerDependencies } = locked[place] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const next = resolve(locked, place, name);
      if (next) queue.push(next);
    }
  }
  return [...found].sort();
}

/** Node's own search: beside the package first, then in every folder above it. */
function resolve(locked: LockedPackages, from: string, name: string): string | undefined {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const place = base ? `${base}/node_modules/${name}` : `node_modules/${name}`;
    if (locked[place]) return place;
    if (base === '') return undefined;
  }
}

function codeImports(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const specifiers: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) add(node.moduleSpecifier);
    if (ts.isExportDeclaration(node) && !node.isTypeOnly && node.moduleSpecifier) add(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  const add = (node: ts.Expression): void => {
    if (ts.isStringLiteralLike(node)) specifiers.push(node.text);
  };
  visit(source);
  return specifiers;
}

function cssImports(text: string): string[] {
  return [...text.matchAll(/@import\s+(?:url\()?["']([^"']+)["']/g)].map((match) => match[1] ?? '');
}
