import type { Command } from 'commander';
import type { CommandSignature } from '../../application/access/command-signature.ts';

/** They say where and how to look, not what to do; the reason has its own place. */
const NOT_ASKED = new Set(['book', 'json', 'full', 'reason']);
/** What an option whose name says so holds is nobody's to read. */
const SECRET = /password|secret|token/i;
const LONGEST_OBJECT = 200;

/** What the audit log says of a command: made of the words that were typed, so that no command can forget it. */
export function signatureOfCommand(
  command: Command,
  by: Pick<CommandSignature, 'who' | 'origin'>,
): CommandSignature {
  const typed = command.args.map(shown);
  const options = Object.entries(command.opts<Record<string, unknown>>()).filter(
    ([name]) => command.getOptionValueSource(name) === 'cli',
  );
  const chosen = Object.fromEntries(
    options
      .filter(([name]) => !NOT_ASKED.has(name))
      .map(([name, value]) => [name, SECRET.test(name) ? '(a secret)' : shownValue(value)]),
  );
  const object = [...typed, chosen['period'], chosen['seller']].filter((part) => typeof part === 'string');
  const reason = options.find(([name]) => name === 'reason')?.[1];
  return {
    ...by,
    what: nameOf(command),
    object: (object.join(' ') || 'the book').slice(0, LONGEST_OBJECT),
    why: typeof reason === 'string' ? reason : '',
    asked: { ...(typed.length === 0 ? {} : { named: typed }), ...chosen },
  };
}

/** An address without what lets one in: the password before its host, the key after its question mark. */
function shown(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(/(:\/\/[^:@/]*):[^@/]*@/, '$1:…@').replace(/\?.*$/s, '?…');
}

function shownValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shownValue);
  return typeof value === 'string' ? shown(value) : value;
}

/** `statements open`: as it is typed after the program's name. */
function nameOf(command: Command): string {
  const above = command.parent;
  return above?.parent == null ? command.name() : `${nameOf(above)} ${command.name()}`;
}
