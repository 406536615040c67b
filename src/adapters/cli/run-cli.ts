import { performerIn } from './job.ts';
import { creditbookProgram } from './program.ts';
import { toldError } from './told-error.ts';
import type { ExitCode, World } from './world.ts';

/** Runs one command line to its end. Never throws: every error is told on stderr and becomes an exit code. */
export async function runCli(world: World, args: readonly string[], debug: boolean): Promise<ExitCode> {
  let code: ExitCode = 0;
  const perform = performerIn(world, (ended) => {
    code = ended;
  });
  try {
    await creditbookProgram(world, perform).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    const told = toldError(error, debug);
    if (told.text !== '' && !world.isCutOff()) world.stderr.write(`${told.text}\n`);
    return told.code;
  }
}
