import { expect, test } from 'vitest';
import { MAIL_KINDS, VARIABLES } from './mail-kinds.ts';
import { type MailValues, monthIn, renderMail } from './render.ts';
import { STANDARD_TEMPLATES } from './standard-templates.ts';
import { isFaulty, type MailTemplate, readTemplate } from './template.ts';

const LINE = {
  customer: 'Blue Kiln',
  account: '000000000011',
  description: 'MAP 2.0 Credit',
  amount: '60.00',
  currency: 'USD',
};
const VALUES: MailValues = {
  texts: new Map([
    ['seller', 'Meridian'],
    ['buyer', 'Harbor'],
    ['total', '70.00 USD'],
  ]),
  link: 'https://book.example/my/credits?a=1&b=2',
  credits: [LINE, { ...LINE, customer: 'Oak', account: '22', description: 'PoC', amount: '10.00' }],
  totals: [{ currency: 'USD', amount: '70.00' }],
};

function rendered(change: Partial<MailTemplate>, values = VALUES) {
  const read = readTemplate('credit-communication', {
    language: 'en',
    subject: 'Subject',
    body: 'Body',
    ...change,
  });
  if (isFaulty(read)) throw new Error(JSON.stringify(read));
  return renderMail(read, values);
}

function faults(change: Partial<MailTemplate>) {
  const read = readTemplate('credit-communication', {
    language: 'en',
    subject: 'Subject',
    body: 'Body',
    ...change,
  });
  return isFaulty(read) ? read.map(({ field, seen, todo }) => `${field}: ${seen}; ${todo}`) : [];
}

test('one source gives the text and the HTML, with the credits as a table', () => {
  const body =
    'Dear {{buyer}},\nhello\n\n{{credits: Kunde | Konto | Text | Betrag | Summe}}\n\n{{link: Öffnen}}';
  const mail = rendered({ subject: 'Hi {{buyer}}: {{total}}', body });
  expect(mail.subject).toBe('Hi Harbor: 70.00 USD');
  expect(mail.text).toBe(
    [
      'Dear Harbor,',
      'hello',
      '',
      'Kunde     | Konto        | Text           |    Betrag',
      'Blue Kiln | 000000000011 | MAP 2.0 Credit | 60.00 USD',
      'Oak       | 22           | PoC            | 10.00 USD',
      'Summe     |              |                | 70.00 USD',
      '',
      'Öffnen: https://book.example/my/credits?a=1&b=2',
      '',
    ].join('\n'),
  );
  expect(mail.html).toContain('<p>Dear <bdi>Harbor</bdi>,<br>\nhello</p>');
  expect(mail.html).toContain('<td align="right"><bdi>60.00 USD</bdi></td>');
  expect(mail.html).toContain('<a href="https://book.example/my/credits?a=1&amp;b=2">Öffnen</a>');
});

test('what a name holds is neither HTML, nor a template, nor a line of its own', () => {
  const texts = new Map([['buyer', '<script>alert("x")</script>\r\nBcc: {{total}}\u202E & co']]);
  const mail = rendered(
    { subject: '{{buyer}}', body: '{{buyer}}\n\n{{credits}}' },
    { ...VALUES, texts, credits: [{ ...LINE, customer: '<img src=x>\nX' }] },
  );
  expect(mail.subject).toBe('<script>alert("x")</script> Bcc: {{total}} & co');
  expect(mail.html).toContain(
    '<bdi>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; Bcc: {{total}} &amp; co',
  );
  expect(mail.html).toContain('&lt;img src=x&gt; X');
  expect(mail.html).not.toMatch(/<script|<img/);
});

test('a template in Arabic is written from the right, its month in its language', () => {
  const { html } = rendered({ language: 'ar', body: 'مرحبا {{buyer}}\n\n{{credits}}' });
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('<td align="left"><bdi>60.00 USD');
  expect([monthIn('de', '2026-03'), monthIn('ja', '2026-03'), monthIn('en', '2026-01')]).toEqual([
    'März 2026',
    '2026年3月',
    'January 2026',
  ]);
});

test('the standard templates name only what there is', () => {
  for (const kind of MAIL_KINDS) expect(isFaulty(readTemplate(kind, STANDARD_TEMPLATES[kind]))).toBe(false);
});

const KNOWN = VARIABLES['credit-communication'].map(({ name }) => `{{${name}}}`).join(', ');
const FIVE = '{{credits: Customer | Account | Description | Amount | Total}}';

test.each<[Partial<MailTemplate>, string]>([
  [{ body: 'Dear\n  you {{byer}}' }, `body: {{byer}} in line 2, column 7; write one of ${KNOWN}`],
  [{ subject: '{{number}}' }, `subject: {{number}} in line 1, column 1; write one of ${KNOWN}`],
  [{ body: 'a {{buyer' }, 'body: {{ in line 1, column 3; write a name between {{ and }}, all on one line'],
  [{ body: 'a }} b' }, 'body: }} in line 1, column 3; write a name between {{ and }}, all on one line'],
  [{ body: 'see {{credits}}' }, 'body: {{credits}} in line 1, column 5; put it on a line of its own'],
  [
    { body: 'x\n{{credits: A | B}}' },
    `body: {{credits: A | B}} in line 2, column 1; give five headings: ${FIVE}`,
  ],
  [
    { subject: '{{credits}}' },
    'subject: {{credits}} in line 1, column 1; a table has no place in a subject: write {{total}}',
  ],
  [{ body: '{{buyer: x}}' }, 'body: {{buyer: x}} in line 1, column 1; write {{buyer}} alone'],
  [{ subject: 'a\r\nBcc: x' }, 'subject: a control character in line 1, column 2; take it out'],
  [{ body: ' \n ' }, 'body: nothing; write something here'],
  [{ body: 'a\u0007b' }, 'body: a control character in line 1, column 2; take it out'],
  [{ language: 'klingon!' }, 'language: klingon!; write the code of a language, such as en, de or pt-BR'],
  [{ body: 'x'.repeat(10_001) }, 'body: 10001 letters; write at most 10000'],
])('%j is refused with its place', (change, says) => {
  expect(faults(change)[0]).toBe(says);
});
