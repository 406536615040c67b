import type { BookOffice } from '../../application/access/act.ts';
import type { CommandSignature } from '../../application/access/command-signature.ts';
import type { ServiceBook } from '../../application/access/service-book.ts';
import type { SourceOffice } from '../../application/access/source-desk.ts';
import type { Desk } from '../../application/desk.ts';
import type { EveryOption } from './options.ts';
import type { ExitCode, Intent, MailDesk, World } from './world.ts';

/** What one run of a command works with. */
export type Run = {
  readonly world: World;
  readonly json: boolean;
  readonly desk: (intent: Intent) => Promise<Desk>;
  readonly mailDesk: (intent: Intent) => Promise<MailDesk>;
  readonly serviceBook: () => Promise<Pick<ServiceBook, 'readAs'>>;
  /** What the audit log says of what this run changes. */
  readonly signature: CommandSignature;
  readonly bookOffice: () => Promise<BookOffice>;
  readonly sourceOffice: () => Promise<SourceOffice>;
  /** The result: as JSON with --json, else as text. The text is only made when it is wanted. */
  readonly answer: (value: unknown, text: () => string) => void;
  /** For the person who waits, on stderr; never part of the result. */
  readonly note: (text: string) => void;
};

/** Runs the work of one command and tells how it ended. */
export type Perform = (
  options: EveryOption,
  // A command without a verdict of its own is done, which is 0.
  work: (run: Run) => Promise<ExitCode | undefined>,
) => Promise<void>;

export function performerIn(
  world: World,
  signed: () => CommandSignature,
  /** A transaction of the command is over: what fails from now on does not take it back. */
  saved: () => void,
  ended: (code: ExitCode) => void,
): Perform {
  return async (options, work) => {
    const json = options.json === true;
    const signature = signed();
    const run: Run = {
      world,
      signature,
      json,
      desk: async (intent) => tellingOf(saved, await world.openDesk(options.book, intent, signature)),
      mailDesk: (intent) => world.openMailDesk(options.book, intent, signature),
      serviceBook: () => world.openServiceBook(options.book),
      bookOffice: () => world.bookOffice(options.book, signature),
      sourceOffice: () => world.sourceOffice(options.book, signature),
      answer: (value, text) => {
        world.stdout.write(`${json ? JSON.stringify(value, null, 2) : text()}\n`);
      },
      note: (text) => {
        world.stderr.write(`${text}\n`);
      },
    };
    ended((await work(run)) ?? 0);
  };
}

function tellingOf(saved: () => void, desk: Desk): Desk {
  const write: Desk['book']['write'] = async (verb) => {
    const answer = await desk.book.write(verb);
    saved();
    return answer;
  };
  return { ...desk, book: { ...desk.book, write } };
}
