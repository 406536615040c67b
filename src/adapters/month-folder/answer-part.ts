import { isCurrency } from '../../domain/money/currency.ts';
import { type ExactAmount, exactFromText } from '../../domain/money/exact-amount.ts';
import { type CalendarDate, isCalendarDate } from '../../domain/period/calendar-date.ts';
import { LONGEST, textFault } from './cells.ts';
import { JsonNumber } from './json-text.ts';
import { type Notes, quoted } from './notes.ts';

/** An amount of an answer; without a currency it is in the book's. */
export type AnswerAmount = { readonly exact: ExactAmount; readonly currency: string | null };

/** One place of a JSON answer, by its path. What it reads when something is wrong is of no use: the fault is noted. */
export class AnswerPart {
  readonly file: string;
  /** `credits[3].initialAmount`; blank: the whole file. */
  readonly at: string;
  readonly value: unknown;
  readonly #notes: Notes;

  constructor(file: string, at: string, value: unknown, notes: Notes) {
    this.file = file;
    this.at = at;
    this.value = value;
    this.#notes = notes;
  }

  /** How many faults were noted so far, wherever: equal before and after reading a part, the part is whole. */
  get faults(): number {
    return this.#notes.faults.length;
  }

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get isObject(): boolean {
    const { value } = this;
    const bare = value instanceof JsonNumber || Array.isArray(value);
    return typeof value === 'object' && value !== null && !bare;
  }

  field(name: string): AnswerPart {
    const has = this.isObject && Object.hasOwn(this.value as object, name);
    const value: unknown = has ? Reflect.get(this.value as object, name) : undefined;
    return new AnswerPart(this.file, this.at === '' ? name : `${this.at}.${name}`, value, this.#notes);
  }

  /** The entries of a list; none when it is none. */
  entries(): AnswerPart[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map(
      (value: unknown, at) => new AnswerPart(this.file, `${this.at}[${at}]`, value, this.#notes),
    );
  }

  fault(todo: string, seen = this.seen()): void {
    this.#notes.faults.push({
      file: this.file,
      row: null,
      column: this.at === '' ? null : this.at,
      seen,
      todo,
    });
  }

  /** Text on one line; '' when it is not there. */
  text(): string {
    if (!this.isThere) return '';
    if (typeof this.value !== 'string') {
      this.fault('write it as text in quotes');
      return '';
    }
    const wrong = textFault(this.value, LONGEST.text);
    if (wrong !== null) this.fault(wrong.todo, wrong.seen);
    return this.value.trim();
  }

  neededText(todo: string): string {
    const text = this.text();
    if (text === '' && (!this.isThere || typeof this.value === 'string')) this.fault(todo);
    return text;
  }

  /** Digits as AWS writes ids: text, or a number that was written with all of them. */
  digits(pattern: RegExp, todo: string): string {
    const text = this.value instanceof JsonNumber ? this.value.text : this.value;
    if (typeof text === 'string' && pattern.test(text)) return text;
    this.fault(todo);
    return '';
  }

  yesNo(): boolean {
    if (typeof this.value !== 'boolean') this.fault('write true or false');
    return this.value === true;
  }

  /** `{ currencyAmount, currencyCode }`, or the bare decimal. */
  amount(): AnswerAmount | null {
    const bare = !this.isObject;
    const part = bare ? this : this.field(this.field('currencyAmount').isThere ? 'currencyAmount' : 'amount');
    const written = part.value instanceof JsonNumber ? part.value.text : part.value;
    const exact = typeof written === 'string' ? exactFromText(written) : null;
    if (exact === null || exact.scale > MOST_DIGITS || `${exact.digits}`.length > MOST_DIGITS) {
      part.fault('write the amount as a decimal such as "743.21"');
      return null;
    }
    const code = bare ? null : this.field('currencyCode');
    if (code === null || !code.isThere) return { exact, currency: null };
    if (typeof code.value === 'string' && isCurrency(code.value)) return { exact, currency: code.value };
    code.fault('write a three-letter ISO 4217 currency such as "USD", in capitals');
    return null;
  }

  /** The UTC day of an instant: seconds since 1970, or a date or time in ISO's form; null when it is not there. */
  day(): CalendarDate | null {
    if (!this.isThere) return null;
    const day = this.value instanceof JsonNumber ? dayOfSeconds(this.value.text) : dayOfText(this.value);
    if (day === null) this.fault('write seconds since 1970, or a day as "YYYY-MM-DD"');
    return day;
  }

  seen(): string {
    if (!this.isThere) return 'nothing';
    if (this.value instanceof JsonNumber) return quotedShort(this.value.text);
    if (typeof this.value === 'string') return quoted(this.value);
    if (typeof this.value === 'boolean') return String(this.value);
    return Array.isArray(this.value) ? 'a list' : 'an object';
  }
}

/** Far more than any amount of money has; a longer one is no amount. */
const MOST_DIGITS = 30;

/** The year 9999 begins in so many seconds, and every day of an answer lies before. */
const LAST_SECOND = 253_370_764_800n;

function dayOfSeconds(text: string): CalendarDate | null {
  const exact = exactFromText(text);
  if (exact === null || exact.scale > MOST_DIGITS) return null;
  const seconds = exact.digits / 10n ** BigInt(exact.scale);
  if (exact.digits < 0n || seconds >= LAST_SECOND) return null;
  return new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function dayOfText(value: unknown): CalendarDate | null {
  const match = typeof value === 'string' ? INSTANT.exec(value.trim()) : null;
  if (match === null) return null;
  const [, date = '', time, zone = 'Z'] = match;
  if (!isCalendarDate(date)) return null;
  if (time === undefined) return date;
  const at = Date.parse(`${date}T${time}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  return Number.isNaN(at) ? null : new Date(at).toISOString().slice(0, 10);
}

function quotedShort(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
