import { ADDRESS_TODO, isEmailAddress } from '../../domain/party/email.ts';
import type { FieldFault } from '../access/field-fault.ts';
import { MAIL_PLACE, type SecretSeal } from '../access/secret-seal.ts';
import type { Shelves } from '../book.ts';
import type { MailServer, OpenedMailServer } from './mail-server.ts';

/** The settings as a person gives them. Without a password the one that is kept stays; null: it asks for none. */
export type MailServerGiven = MailServer & { readonly password?: string | null | undefined };

/** Saves the server with its password sealed, and lets what waited for it go at once; or tells every fault and saves nothing. */
export async function changeMailServer(
  shelves: Shelves,
  seal: SecretSeal,
  given: MailServerGiven,
): Promise<readonly FieldFault[]> {
  const { password, ...server } = given;
  const faults = await serverFaults(shelves, given);
  if (faults.length > 0) return faults;
  const sealed =
    server.user === '' || password === null
      ? null
      : password === undefined
        ? undefined
        : seal.seal(password, MAIL_PLACE);
  await shelves.mail.saveServer(server, sealed);
  await shelves.outbox.hurry();
  return [];
}

/** The server with its password, given or kept, to be tried; or every fault. */
export async function openedServer(
  shelves: Shelves,
  seal: SecretSeal,
  given: MailServerGiven,
): Promise<OpenedMailServer | readonly FieldFault[]> {
  const faults = await serverFaults(shelves, given);
  if (faults.length > 0) return faults;
  const { password, ...server } = given;
  const kept = password === undefined ? await shelves.mail.sealedPassword() : null;
  const opened = kept === null ? (password ?? '') : seal.open(kept, MAIL_PLACE);
  if (opened === null)
    return [
      {
        field: 'password',
        seen: 'one that does not open',
        todo: 'its key is not known any more: write it again',
      },
    ];
  return { ...server, password: server.user === '' ? '' : opened };
}

async function serverFaults({ mail }: Shelves, given: MailServerGiven): Promise<FieldFault[]> {
  const { host, port, user, password, fromAddress, consoleUrl } = given;
  const before = await mail.server();
  const kept = (await mail.sealedPassword()) !== null;
  const faults: FieldFault[] = [];
  const fault = (field: string, seen: string, todo: string): void => void faults.push({ field, seen, todo });
  if (!isHost(host)) fault('host', host, 'write only the name of the server, such as smtp.example.com');
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    fault('port', `${port}`, 'write a whole number from 1 to 65535, most often 587 or 465');
  if (!isEmailAddress(fromAddress)) fault('fromAddress', fromAddress, ADDRESS_TODO);
  if (!isConsoleUrl(consoleUrl))
    fault('consoleUrl', consoleUrl, 'write the address of the console, such as https://book.example.com');
  for (const [field, text] of [
    ['user', user],
    ['password', password ?? ''],
  ] as const)
    if (text.length > 500 || /\p{Cc}/u.test(text))
      fault(field, `${text.length} letters`, 'write at most 500 on one line');
  if (user === '' && password !== undefined && password !== null && password !== '')
    fault('user', 'nothing', 'write whose password it is');
  if (user !== '' && password === undefined && !kept)
    fault('password', 'nothing', `write the password of ${user}`);
  // A password is given to the server that it was written down for and to no other.
  if (user !== '' && password === undefined && kept && before !== null && before.host !== host)
    fault('password', 'one for another server', `write it again: ${host} is not ${before.host}`);
  return faults;
}

/** A name, or an address of either kind; a colon is only in an IPv6 address: what else has one names a port. */
function isHost(text: string): boolean {
  if (text.includes(':')) return URL.canParse(`http://[${text}]`);
  return /^[^\s\p{Cc}/@?#[\]]{1,253}$/u.test(text);
}

function isConsoleUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol) || text.length > 500) return false;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}
