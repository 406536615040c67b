import { CommanderError } from 'commander';
import { BadInput, faultText, Refusal } from '../../application/errors.ts';
import type { ExitCode } from './world.ts';

export type ToldError = { readonly code: ExitCode; readonly text: string };

const SHOWN = 200;

/** An error as the person at the terminal gets to hear it, and the exit code that goes with it. */
export function toldError(error: unknown, debug: boolean): ToldError {
  if (error instanceof CommanderError) {
    // commander has said it already.
    return { code: error.exitCode === 0 ? 0 : 2, text: '' };
  }
  if (error instanceof BadInput) return { code: 2, text: faultsText(error) };
  if (error instanceof Refusal)
    return { code: 1, text: `refused (${error.code}): ${error.message}\nNothing was changed.` };
  const known = error instanceof Error ? error : new Error(String(error));
  const more = debug ? known.stack : 'Set CREDITBOOK_DEBUG=1 to see where it happened.';
  return { code: 3, text: `something went wrong inside creditbook: ${known.message}\n${more}` };
}

function faultsText({ faults }: BadInput): string {
  const shown = faults.slice(0, SHOWN).map((fault) => `  ${faultText(fault)}`);
  const more = faults.length > SHOWN ? [`  … and ${faults.length - SHOWN} more`] : [];
  const count = faults.length === 1 ? '1 thing is wrong' : `${faults.length} things are wrong`;
  return [`${count}; nothing was saved:`, ...shown, ...more].join('\n');
}
