import { CommanderError } from 'commander';
import { BadInput, type Fault, faultText, Refusal } from '../../application/errors.ts';
import type { ExitCode } from './world.ts';

/** An error as --json gives it. `code` is stable; `faults` are those of bad input, and empty else. */
type ErrorJson = {
  readonly kind: 'usage' | 'bad-input' | 'refused' | 'internal';
  readonly code: string;
  readonly message: string;
  readonly faults: readonly Fault[];
};

/** `text` is for the person at the terminal, `error` for a program. */
export type ToldError = { readonly code: ExitCode; readonly text: string; readonly error: ErrorJson };

const SHOWN = 200;

type Circumstances = {
  /** What commander had to say. */
  readonly usage: string;
  readonly debug: boolean;
  /** A transaction of the command was over before. */
  readonly hasSaved: boolean;
};

/** How an error is told, and the exit code that goes with it. */
export function toldError(error: unknown, { usage, debug, hasSaved }: Circumstances): ToldError {
  if (error instanceof CommanderError) {
    const code = error.exitCode === 0 ? 0 : 2;
    const message = usage.replace(/^error: /, '').trimEnd();
    // commander has said it already.
    return { code, text: '', error: { kind: 'usage', code: 'usage', message, faults: [] } };
  }
  if (error instanceof BadInput) {
    const { faults, message } = error;
    return {
      code: 2,
      text: faultsText(error, hasSaved),
      error: { kind: 'bad-input', code: 'bad-input', message, faults },
    };
  }
  if (error instanceof Refusal) {
    const { code, message } = error;
    const text = `refused (${code}): ${message}\n${hasSaved ? 'What was saved before it stays.' : 'Nothing was changed.'}`;
    return { code: 1, text, error: { kind: 'refused', code, message, faults: [] } };
  }
  const known = error instanceof Error ? error : new Error(String(error));
  const more = debug ? (known.stack ?? '') : 'Set CREDITBOOK_DEBUG=1 to see where it happened.';
  const message = `something went wrong inside creditbook: ${known.message}\n${more}`;
  return { code: 3, text: message, error: { kind: 'internal', code: 'internal', message, faults: [] } };
}

function faultsText({ faults }: BadInput, hasSaved: boolean): string {
  const shown = faults.slice(0, SHOWN).map((fault) => `  ${faultText(fault)}`);
  const more = faults.length > SHOWN ? [`  … and ${faults.length - SHOWN} more`] : [];
  const count = faults.length === 1 ? '1 thing is wrong' : `${faults.length} things are wrong`;
  return [
    `${count}; ${hasSaved ? 'what was saved before it stays' : 'nothing was saved'}:`,
    ...shown,
    ...more,
  ].join('\n');
}
