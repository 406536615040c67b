import { oneLine } from '../documents/plain-text.ts';
import type { Block, Piece, ReadTemplate } from './template.ts';

/** A mail as it is read: the same words as plain text and as HTML. */
export type RenderedMail = { readonly subject: string; readonly text: string; readonly html: string };

/** One line of the credits: amounts are decimal text beside their currency. */
export type CreditLine = {
  readonly customer: string;
  readonly account: string;
  readonly description: string;
  readonly amount: string;
  readonly currency: string;
};
export type CreditTotal = { readonly currency: string; readonly amount: string };

/** What the variables of a template stand for in one mail. */
export type MailValues = {
  readonly texts: ReadonlyMap<string, string>;
  readonly link: string;
  readonly credits: readonly CreditLine[];
  readonly totals: readonly CreditTotal[];
};

/**
 * Puts values into a template. A value is never read as a template, and none can end a line or an element: it is put
 * on one line and escaped.
 */
export function renderMail(template: ReadTemplate, values: MailValues): RenderedMail {
  const subject = oneLine(inText(template.subject, values));
  const rtl = writesFromRight(template.language);
  return {
    subject,
    text: `${template.blocks.map((block) => textOf(block, values)).join('\n\n')}\n`,
    html: [
      `<!doctype html>`,
      `<html lang="${escaped(template.language)}" dir="${rtl ? 'rtl' : 'ltr'}">`,
      `<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
      '<body>',
      ...template.blocks.map((block) => htmlOf(block, values, rtl)),
      '</body>',
      '</html>',
      '',
    ].join('\n'),
  };
}

function valueOf(name: string, values: MailValues): string {
  return oneLine(values.texts.get(name) ?? '');
}

function inText(pieces: readonly Piece[], values: MailValues): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.name !== 'link') return valueOf(piece.name, values);
      return piece.words === null ? values.link : `${piece.words}: ${values.link}`;
    })
    .join('');
}

function inHtml(pieces: readonly Piece[], values: MailValues): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return escaped(piece.text);
      if (piece.name !== 'link') return `<bdi>${escaped(valueOf(piece.name, values))}</bdi>`;
      return `<a href="${escaped(values.link)}">${escaped(piece.words ?? values.link)}</a>`;
    })
    .join('');
}

function textOf(block: Block, values: MailValues): string {
  if (block.kind === 'paragraph') return block.lines.map((line) => inText(line, values)).join('\n');
  const rows = [block.headings.slice(0, 4), ...cellsOf(values), ...totalCells(block.headings, values)];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)));
  const padded = (text: string, width: number, right: boolean): string => {
    const blank = ' '.repeat(Math.max(width - [...text].length, 0));
    return right ? blank + text : text + blank;
  };
  return rows
    .map((row) => row.map((cell, at) => padded(cell, widths[at] ?? 0, at === 3)).join(' | '))
    .join('\n');
}

/** Only attributes that every mail program knows: no style sheet travels with a mail. */
function htmlOf(block: Block, values: MailValues, rtl: boolean): string {
  if (block.kind === 'paragraph')
    return `<p>${block.lines.map((line) => inHtml(line, values)).join('<br>\n')}</p>`;
  const [start, end] = rtl ? ['right', 'left'] : ['left', 'right'];
  const row = (cells: readonly string[], tag: 'th' | 'td', scope = ''): string => {
    const drawn = cells.map(
      (cell, at) => `<${tag}${scope} align="${at === 3 ? end : start}"><bdi>${escaped(cell)}</bdi></${tag}>`,
    );
    return `<tr>${drawn.join('')}</tr>`;
  };
  return [
    '<table border="0" cellpadding="6" cellspacing="0">',
    row(block.headings.slice(0, 4), 'th', ' scope="col"'),
    ...cellsOf(values).map((cells) => row(cells, 'td')),
    ...totalCells(block.headings, values).map((cells) => row(cells, 'th')),
    '</table>',
  ].join('\n');
}

function cellsOf({ credits }: MailValues): string[][] {
  return credits.map(({ customer, account, description, amount, currency }) =>
    [customer, account, description, `${amount} ${currency}`].map(oneLine),
  );
}

function totalCells(headings: readonly string[], { totals }: MailValues): string[][] {
  return totals.map(({ amount, currency }) => [headings[4] ?? '', '', '', `${amount} ${currency}`]);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found);
}

const FROM_RIGHT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm']);

function writesFromRight(language: string): boolean {
  return FROM_RIGHT.has(new Intl.Locale(language).maximize().script ?? '');
}

/** `March 2026` in the template's language, by the calendar of the cloud's bills. */
export function monthIn(language: string, period: string): string {
  const form = { month: 'long', year: 'numeric', timeZone: 'UTC', calendar: 'gregory' } as const;
  return new Intl.DateTimeFormat(language, form).format(new Date(`${period}-01T00:00:00Z`));
}
