import { describe, expect, test } from 'vitest';
import { HALF_TYPED, shownIn, textIn } from './half-typed.ts';

describe('a date as it is typed', () => {
  test('half typed it is not blank, so it is never saved as no date', () => {
    expect(textIn({ value: '', validity: { badInput: true } })).toBe(HALF_TYPED);
    expect(textIn({ value: '', validity: { badInput: false } })).toBe('');
    expect(textIn({ value: '2026-02-16', validity: { badInput: false } })).toBe('2026-02-16');
  });

  test('a text the browser doubts stays what was typed, and what is half typed is not written over', () => {
    expect(textIn({ value: 'ada@', validity: { badInput: true } })).toBe('ada@');
    expect(shownIn(HALF_TYPED)).toBe('');
    expect(shownIn('2026-02-16')).toBe('2026-02-16');
  });
});
