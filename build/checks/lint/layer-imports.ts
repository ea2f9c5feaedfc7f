import { relative, sep } from 'node:path';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { importVerdict } from './import-verdict.ts';

type Imports = TSESTree.ImportDeclaration | TSESTree.ExportAllDeclaration | TSESTree.ExportNamedDeclaration;

/** ESLint rule: each layer imports only what the architecture allows, and says what to import instead. */
export const layerImports: TSESLint.RuleModule<'denied'> = {
  defaultOptions: [],
  meta: { type: 'problem', schema: [], messages: { denied: '{{why}}' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const judge = (node: TSESTree.Node, specifier: string, typeOnly: boolean): void => {
      const why = importVerdict(file, specifier, typeOnly);
      if (why) context.report({ node, messageId: 'denied', data: { why } });
    };
    const fromStatement = (node: Imports): void => {
      if (node.source) judge(node.source, node.source.value, isTypeOnly(node));
    };
    return {
      ImportDeclaration: fromStatement,
      ExportAllDeclaration: fromStatement,
      ExportNamedDeclaration: fromStatement,
      ImportExpression(node) {
        if (node.source.type === 'Literal' && typeof node.source.value === 'string') judge(node, node.source.value, false);
      },
      TSImportType(node) {
        judge(node, node.source.value, true);
      },
    };
  },
};

function isTypeOnly(node: Imports): boolean {
  if (node.type === 'ImportDeclaration') {
    const every = node.specifiers.length > 0
      && node.specifiers.every((s) => s.type === 'ImportSpecifier' && s.importKind === 'type');
    return node.importKind === 'type' || every;
  }
  return node.exportKind === 'type';
}
