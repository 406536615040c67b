import type { FieldFault } from '../access/field-fault.ts';
import { type MailKind, TABLE, TABLE_HEADINGS, VARIABLES } from './mail-kinds.ts';

/** One source for the subject, the text and the HTML of a mail. */
export type MailTemplate = {
  /** BCP 47, such as `en` or `pt-BR`: months and the direction of writing follow it. */
  readonly language: string;
  readonly subject: string;
  /** Paragraphs, a blank line between two. */
  readonly body: string;
};

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** `words` shows instead of the address of a link. */
  | { readonly kind: 'variable'; readonly name: string; readonly words: string | null };
export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly (readonly Piece[])[] }
  | { readonly kind: 'table'; readonly headings: readonly string[] };
export type ReadTemplate = {
  readonly language: string;
  readonly subject: readonly Piece[];
  readonly blocks: readonly Block[];
};

const MOST = { subject: 200, body: 10_000 } as const;
const NAMED = /\{\{([^{}]*)\}\}/g;
/** Characters that no text has a use for; a line may end and a tab may stand. */
const CONTROLS = /[^\P{Cc}\t\n]/u;

/** The template as it is rendered; or every fault of it with its place, and then it cannot be used. */
export function readTemplate(kind: MailKind, template: MailTemplate): ReadTemplate | readonly FieldFault[] {
  const body = template.body.replace(/\r\n?/g, '\n');
  const faults = [
    ...languageFaults(template.language),
    ...textFaults('subject', template.subject),
    ...textFaults('body', body),
    ...nameFaults(kind, 'subject', template.subject),
    ...nameFaults(kind, 'body', body),
  ];
  if (/[\n\r]/.test(template.subject))
    faults.push({ field: 'subject', seen: 'a line break', todo: 'write it on one line' });
  if (faults.length > 0) return faults;
  const blocks = body
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .flatMap((paragraph) => blocksOf(paragraph.replace(/^\n+|\s+$/g, '')));
  return { language: template.language, subject: piecesOf(template.subject.trim()), blocks };
}

export function isFaulty(read: ReadTemplate | readonly FieldFault[]): read is readonly FieldFault[] {
  return Array.isArray(read);
}

function languageFaults(language: string): FieldFault[] {
  const fault = [
    { field: 'language', seen: language, todo: 'write the code of a language, such as en, de or pt-BR' },
  ];
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language).length === 1 ? [] : fault;
  } catch {
    return fault;
  }
}

function textFaults(field: 'subject' | 'body', text: string): FieldFault[] {
  if (text.trim() === '') return [{ field, seen: 'nothing', todo: 'write something here' }];
  if (text.length > MOST[field])
    return [{ field, seen: `${text.length} letters`, todo: `write at most ${MOST[field]}` }];
  const control = CONTROLS.exec(text);
  return control === null
    ? []
    : [{ field, seen: `a control character${placeOf(text, control.index)}`, todo: 'take it out' }];
}

function nameFaults(kind: MailKind, field: 'subject' | 'body', text: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (at: number, seen: string, todo: string): void => {
    faults.push({ field, seen: `${seen}${placeOf(text, at)}`, todo });
  };
  const known = VARIABLES[kind].map(({ name }) => name);
  for (const match of text.matchAll(NAMED)) {
    const [whole, inside = ''] = match;
    const { name, words } = partsOf(inside);
    if (!known.includes(name))
      fault(match.index, whole, `write one of ${known.map((one) => `{{${one}}}`).join(', ')}`);
    else if (name === TABLE) tableFault(text, match.index, whole, words, field, fault);
    else if (words !== null && name !== 'link') fault(match.index, whole, `write {{${name}}} alone`);
  }
  const rest = text.replace(NAMED, (found) => ' '.repeat(found.length));
  for (const match of rest.matchAll(/\{\{|\}\}/g))
    fault(match.index, match[0], 'write a name between {{ and }}, all on one line');
  return faults;
}

function tableFault(
  text: string,
  at: number,
  whole: string,
  words: string | null,
  field: 'subject' | 'body',
  fault: (at: number, seen: string, todo: string) => void,
): void {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n', 1)[0] ?? '';
  if (field === 'subject') fault(at, whole, 'a table has no place in a subject: write {{total}}');
  else if (line.trim() !== whole) fault(at, whole, 'put it on a line of its own');
  else if (words !== null && headingsOf(words).length !== TABLE_HEADINGS.length)
    fault(at, whole, `give five headings: {{${TABLE}: ${TABLE_HEADINGS.join(' | ')}}}`);
}

/** ` in line 3, column 7`, counted from 1. */
function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return ` in line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function partsOf(inside: string): { readonly name: string; readonly words: string | null } {
  const colon = inside.indexOf(':');
  if (colon < 0) return { name: inside.trim(), words: null };
  return { name: inside.slice(0, colon).trim(), words: inside.slice(colon + 1).trim() };
}

function headingsOf(words: string): string[] {
  return words.split('|').map((heading) => heading.trim());
}

/** A table ends the paragraph above it and begins another below. */
function blocksOf(paragraph: string): Block[] {
  const blocks: Block[] = [];
  let lines: (readonly Piece[])[] = [];
  const end = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', lines });
    lines = [];
  };
  for (const line of paragraph === '' ? [] : paragraph.split('\n')) {
    const pieces = piecesOf(line.trim());
    const [first] = pieces;
    if (first?.kind === 'variable' && first.name === TABLE) {
      end();
      blocks.push({
        kind: 'table',
        headings: first.words === null ? TABLE_HEADINGS : headingsOf(first.words),
      });
    } else lines.push(pieces);
  }
  end();
  return blocks;
}

function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of line.matchAll(NAMED)) {
    if (match.index > from) pieces.push({ kind: 'text', text: line.slice(from, match.index) });
    pieces.push({ kind: 'variable', ...partsOf(match[1] ?? '') });
    from = match.index + match[0].length;
  }
  if (from < line.length) pieces.push({ kind: 'text', text: line.slice(from) });
  return pieces;
}
