import type { Command } from 'commander';
import type { CommandSignature } from '../../application/access/command-signature.ts';
import { performerIn } from './command-run.ts';
import { signatureOfCommand } from './command-signature.ts';
import { creditbookProgram } from './program.ts';
import { toldError } from './told-error.ts';
import type { ExitCode, World } from './world.ts';

/**
 * Runs one command line to its end. Never throws: every error becomes an exit code and is told on stderr, or with --json
 * as the one JSON value on stdout.
 */
export async function runCli(world: World, args: readonly string[], debug: boolean): Promise<ExitCode> {
  let code: ExitCode = 0;
  let running: Command | null = null;
  const signed = (): CommandSignature => {
    if (running === null) throw new Error('no command runs');
    return signatureOfCommand(running, world.signsAs());
  };
  let hasSaved = false;
  const saved = (): void => {
    hasSaved = true;
  };
  const perform = performerIn(world, signed, saved, (ended) => {
    code = ended;
  });
  const json = wantsJson(args);
  let usage = '';
  const say = (text: string): void => {
    if (json) usage += text;
    else world.stderr.write(text);
  };
  try {
    await creditbookProgram(world, perform, say)
      .hook('preAction', (_program, command) => {
        running = command;
      })
      .parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    const told = toldError(error, { usage, debug, hasSaved });
    if (world.isCutOff() || told.code === 0) return told.code;
    if (json) world.stdout.write(`${JSON.stringify({ error: told.error }, null, 2)}\n`);
    else if (told.text !== '') world.stderr.write(`${told.text}\n`);
    return told.code;
  }
}

/** Told before the words are read, because they may be what is wrong. What follows a bare -- is no option. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).includes('--json');
}
