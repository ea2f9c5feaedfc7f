import { fail, type CliArgs, readArgs, usage } from './cli/args.ts';

/** Each command is loaded when it is asked for, so that none waits for the others' libraries. */
const commands: Readonly<Record<string, (args: CliArgs) => Promise<void>>> = {
  serve: async (args) => (await import('./cli/serve.ts')).runServe(args),
  link: async (args) => (await import('./cli/link.ts')).runLink(args),
  import: async (args) => (await import('./cli/exchange.ts')).runImport(args),
  export: async (args) => (await import('./cli/exchange.ts')).runExport(args),
  check: async (args) => (await import('./cli/check.ts')).runCheck(args),
  training: async (args) => (await import('./cli/training.ts')).runTraining(args),
  simulate: async (args) => (await import('./cli/simulate.ts')).runSimulate(args),
  openapi: async (args) => (await import('./cli/openapi.ts')).runOpenApi(args),
  decode: async (args) => (await import('./cli/decode.ts')).runDecode(args),
  recover: async (args) => (await import('./cli/recover.ts')).runRecover(args),
};

const args = readArgs(process.argv.slice(2));
const command = commands[args.command];
if (!command) {
  process.stdout.write(usage);
  process.exitCode = args.command === 'help' ? 0 : 2;
} else {
  await command(args).catch((error: unknown) => { fail(args, error); });
}
