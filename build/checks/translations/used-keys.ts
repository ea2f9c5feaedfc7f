import ts from 'typescript';

export interface KeyUse {
  readonly key: string;
  readonly line: number;
}

/** What one source file says about translation keys. */
export interface KeyUses {
  /** `t('a.b')`: the key must exist. */
  readonly called: readonly KeyUse[];
  /** t(`a.${x}.b`): at least one key must match. */
  readonly patterns: readonly { readonly pattern: RegExp; readonly line: number; readonly text: string }[];
  /** Every other string: a key kept in a table counts as used. */
  readonly strings: ReadonlySet<string>;
}

/** Finds the keys a file uses, from its syntax tree. */
export function usedKeys(path: string, text: string): KeyUses {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const called: KeyUse[] = [];
  const patterns: { pattern: RegExp; line: number; text: string }[] = [];
  const strings = new Set<string>();
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) {
      if (isKeyPlace(node)) called.push({ key: node.text, line: lineOf(node) });
      else strings.add(node.text);
    } else if (ts.isTemplateExpression(node)) {
      const found = templatePattern(node);
      if (found) patterns.push({ ...found, line: lineOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { called, patterns, strings };
}

/** True for the first argument of `t(…)` or `something.t(…)`, both arms of a condition there, and `i18nKey="…"`. */
function isKeyPlace(node: ts.Node): boolean {
  const parent = node.parent;
  if (ts.isJsxAttribute(parent)) return parent.name.getText() === 'i18nKey';
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return isKeyPlace(parent);
  if (ts.isParenthesizedExpression(parent)) return isKeyPlace(parent);
  return ts.isCallExpression(parent) && parent.arguments[0] === node && isTranslate(parent.expression);
}

function isTranslate(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 't';
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 't';
}

/** A template that starts like a key: `area.` or `area.group.`; what is put in may hold dots of its own. */
function templatePattern(node: ts.TemplateExpression): { pattern: RegExp; text: string } | undefined {
  if (!/^[a-z][\w-]*\.[\w.-]*$/i.test(node.head.text)) return undefined;
  const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  if (parts.some((part) => !/^[\w.-]*$/.test(part))) return undefined;
  const body = parts.map((part) => part.replace(/[.\-]/g, '\\$&')).join('[\\w.-]+');
  return { pattern: new RegExp(`^${body}$`), text: parts.join('…') };
}
