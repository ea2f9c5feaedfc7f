import ts from 'typescript';
import type { Finding, Verdict } from './finding.ts';
import type { Tree } from './tree.ts';

/** Properties whose text a person sees or hears. */
const SPOKEN = new Set([
  'label', 'placeholder', 'title', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext',
  'alt', 'description', 'error', 'nothingFoundMessage', 'tooltip',
]);
/** Elements that show keys of the keyboard, which keep their names. */
const KEYS = new Set(['kbd', 'Kbd']);
/** Names that are the same in every language. */
const SAME_EVERYWHERE = new Set(['Daybook']);
const WORDS = /\p{L}{2,}/u;

/** No sentence is written into a component: all of them come from renderer/text. */
export function literalText(tree: Tree): Verdict {
  const components = tree.paths.filter((path) => path.startsWith('renderer/') && path.endsWith('.tsx'));
  return { findings: components.flatMap((file) => literalsIn(file, tree.read(file))) };
}

/** The literal user-visible texts of one component file. */
export function literalsIn(file: string, text: string): Finding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const findings: Finding[] = [];
  const report = (node: ts.Node, words: string): void => {
    const shown = words.trim().replace(/\s+/g, ' ');
    if (!WORDS.test(shown) || SAME_EVERYWHERE.has(shown)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    findings.push({ file, line, what: `'${shown}' is written into the component: use t('area.key')` });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) {
      if (!insideKey(node)) report(node, node.text);
    } else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
      if (node.expression && !insideKey(node)) shownTexts(node.expression).forEach((t) => report(node, t));
    } else if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText())) {
      const value = node.initializer;
      const expression = value && ts.isJsxExpression(value) ? value.expression : value;
      if (expression) shownTexts(expression).forEach((t) => report(node, t));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

/** Texts an expression can evaluate to: literals, templates, and both arms of a condition; calls are not followed. */
function shownTexts(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  if (ts.isParenthesizedExpression(node)) return shownTexts(node.expression);
  if (ts.isConditionalExpression(node)) return [...shownTexts(node.whenTrue), ...shownTexts(node.whenFalse)];
  if (ts.isBinaryExpression(node) && LAST_VALUE.has(node.operatorToken.kind)) return [...shownTexts(node.left), ...shownTexts(node.right)];
  return [];
}

/** Operators whose result is one of the operands, or their texts joined. */
const LAST_VALUE = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.BarBarToken, ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.PlusToken,
]);

function insideKey(node: ts.Node): boolean {
  const parent = node.parent;
  return ts.isJsxElement(parent) && KEYS.has(parent.openingElement.tagName.getText());
}
