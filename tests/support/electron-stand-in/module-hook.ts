import { registerHooks } from 'node:module';

const ADDRESS = 'stand-in:electron';
const NAMES = new Set(['electron', 'electron/main', 'electron/common']);

/** Makes `import … from 'electron'` and `require('electron')` give this object, in every module of the process. */
export function provideElectron(electron: object): void {
  const slot = Symbol.for('daybook.stand-in.electron');
  Object.defineProperty(globalThis, slot, { value: electron });
  const object = `globalThis[Symbol.for('daybook.stand-in.electron')]`;
  const named = Object.keys(electron).map((name) => `export const ${name} = electron.${name};`).join('\n');

  registerHooks({
    resolve(specifier, context, next) {
      if (!NAMES.has(specifier)) return next(specifier, context);
      const kind = context.conditions.includes('require') ? 'commonjs' : 'module';
      return { url: `${ADDRESS}?${kind}`, format: kind, shortCircuit: true };
    },
    load(url, context, next) {
      if (!url.startsWith(ADDRESS)) return next(url, context);
      return url.endsWith('commonjs')
        ? { format: 'commonjs', source: `module.exports = ${object};`, shortCircuit: true }
        : { format: 'module', source: `const electron = ${object};\nexport default electron;\n${named}`, shortCircuit: true };
    },
  });
}
