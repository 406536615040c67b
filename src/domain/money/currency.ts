/** ISO 4217 currencies and their minor units. Source: semantics C3 (JPY 0, USD 2, KWD 3). */
export type Currency = string;

const WITHOUT_MINOR_UNIT = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const WITH_THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND';
const WITH_FOUR_DECIMALS = 'CLF UYW';
const WITH_TWO_DECIMALS =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF ' +
  'CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD ' +
  'HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT ' +
  'MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR ' +
  'SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU ' +
  'UZS VED VES WST XCD XCG YER ZAR ZMW ZWG';

const MINOR_DIGITS: ReadonlyMap<Currency, number> = new Map(
  [WITHOUT_MINOR_UNIT, null, WITH_TWO_DECIMALS, WITH_THREE_DECIMALS, WITH_FOUR_DECIMALS].flatMap(
    (codes, digits) => codes?.split(' ').map((code): [Currency, number] => [code, digits]) ?? [],
  ),
);

export function isCurrency(code: string): code is Currency {
  return MINOR_DIGITS.has(code);
}

/** Decimals of the minor unit. The currency was checked where it was read: an unknown one is a bug. */
export function minorDigits(currency: Currency): number {
  const digits = MINOR_DIGITS.get(currency);
  if (digits === undefined)
    throw new RangeError(`currency ${currency} reached the book without being checked`);
  return digits;
}
