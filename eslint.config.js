import electronSecurity from 'eslint-plugin-electron-security';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { layerImports } from './build/checks/lint/layer-imports.ts';

const SCRIPTS = ['build/**', 'tests/bench/**', 'main/cli.ts', 'main/cli/**', 'main/log.ts', '*.config.{ts,js}'];

/** What the domain must be handed instead of reaching for it. */
const IMPURE_CALLS = [
  { object: 'Date', property: 'now', message: 'Take a Clock (domain/kit/time.ts) as an argument.' },
  { object: 'Math', property: 'random', message: 'Take a Random (domain/kit/time.ts) as an argument.' },
];
const IMPURE_GLOBALS = [
  'crypto', 'performance', 'process', 'Buffer', 'global', 'globalThis', 'window', 'document', 'navigator', 'location', 'localStorage',
  'sessionStorage', 'indexedDB', 'fetch', 'WebSocket', 'XMLHttpRequest', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask',
  'requestAnimationFrame', 'alert', 'require', '__dirname', '__filename',
].map((name) => ({ name, message: 'domain is pure: take it as an argument, or keep this in db, main or renderer.' }));

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Export by name: a name can be searched for.',
};
const MARKUP = {
  selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"], Property[key.name="dangerouslySetInnerHTML"], AssignmentExpression[left.property.name=/^(inner|outer)HTML$/], CallExpression[callee.property.name="insertAdjacentHTML"]',
  message: 'What people typed is text, never markup.',
};
const CLOCK_READS = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Take a Clock and pass its instant to new Date(…).' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Take a Clock (domain/kit/time.ts) as an argument.' },
];

/** Rules about the shape of code, the same in every folder. Those that need its types are in .oxlintrc.json: there they cost a fifth. */
const SHAPE = {
  'max-lines': ['error', { max: 500 }],
  'max-lines-per-function': ['error', { max: 80 }],
  'max-depth': ['error', 4],
  complexity: ['error', { max: 16, variant: 'modified' }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-script-url': 'error',
  'no-self-compare': 'error',
  'no-unreachable-loop': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-template-curly-in-string': 'error',
  'array-callback-return': 'error',
  'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, MARKUP],
};

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'dist/', 'coverage/', 'test-results/', 'playwright-report/', '.cache/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,js,cjs,mjs}'],
    plugins: {
      'layer': { rules: { imports: layerImports } },
    },
    rules: {
      ...SHAPE,
      'layer/imports': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.base],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      '@typescript-eslint/no-non-null-asserted-optional-chain': 'error',
      '@typescript-eslint/no-empty-object-type': 'error',
      '@typescript-eslint/no-unsafe-function-type': 'error',
      '@typescript-eslint/no-require-imports': 'error',
    },
  },
  {
    files: ['domain/**'],
    rules: {
      'no-restricted-globals': ['error', ...IMPURE_GLOBALS],
      'no-restricted-properties': ['error', ...IMPURE_CALLS],
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, MARKUP, ...CLOCK_READS],
    },
  },
  {
    files: ['main/electron.ts', 'main/windows/**', 'main/native/**', 'preload/**'],
    plugins: { 'electron-security': electronSecurity },
    rules: { ...electronSecurity.configs.strict.rules, 'electron-security/no-raw-electron-api-exposure': 'error' },
  },
  {
    files: ['renderer/**/*.tsx', 'renderer/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.flat.recommended.rules,
  },
  { files: ['renderer/**/*.tsx'], rules: { 'max-lines-per-function': ['error', { max: 150 }] } },
  // A `describe` block is one function to the linter; its tests are judged by the file's size.
  { files: ['tests/**'], rules: { 'max-lines-per-function': 'off', 'no-template-curly-in-string': 'off' } },
  { files: SCRIPTS, rules: { 'no-console': 'off' } },
  { files: ['*.config.{ts,js}'], rules: { 'no-restricted-syntax': 'off' } },
);
