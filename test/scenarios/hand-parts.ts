import type { HandPart } from '../../src/application/credits/hand-shares.ts';
import { minorFromText } from '../../src/domain/money/minor.ts';
import { percentFromText } from '../../src/domain/money/percent.ts';

/** `C1=50.00,R1=10%`: an amount or a percentage per party; the distributor keeps the rest (S4). */
export function handParts(text: string, currency: string): readonly HandPart[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [party = '', value = ''] = part.split('=');
      if (!value.endsWith('%')) return { party, amount: minorFromText(value, currency) };
      const percent = percentFromText(value.slice(0, -1));
      if (typeof percent === 'string') throw new Error(`${part} is ${percent}`);
      return { party, percent };
    });
}
