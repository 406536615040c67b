import { runCli } from '../adapters/cli/run-cli.ts';
import { openWorld } from './compose.ts';
import { closeOnSignal } from './signals.ts';

const { world, close, isServing } = openWorld();
const signalCode = closeOnSignal(close, isServing);
// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
const code = await runCli(world, process.argv.slice(2), (process.env['CREDITBOOK_DEBUG'] ?? '') !== '');
await close('done');
process.exitCode = signalCode() ?? code;
