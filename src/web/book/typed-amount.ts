/**
 * What is wrong with an amount as it is being typed, in the service's own words; the service has the last word when it
 * is saved (L6). Looks at the text only.
 */
export function amountFault(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  if (text.includes(',')) return `“${text}” has a comma. Write digits with a point, such as 1000.00.`;
  if (/^[-−–(]/.test(text))
    return `“${text}” has a minus. An amount is above zero; to reduce a grant, withdraw it with a reason.`;
  if (/^\+?[\d.]+[eE]/.test(text))
    return `“${text}” has an exponent. Write it out as digits with a point, such as 1000.00.`;
  if (!/^\d+(\.\d*)?$/.test(text))
    return `“${text}” is not plain digits. Write no currency sign, space or other mark, such as 1000.00.`;
  if (/^[0.]+$/.test(text) && text.length > 3)
    return 'An amount of zero adds nothing. Write an amount above zero.';
  return null;
}
