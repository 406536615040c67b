import { type Received, type SmtpHouse, smtpHouse } from '../mail/smtp-house.ts';
import { askAgain } from '../support/ask-again.ts';
import { type ExampleService, exampleService, type Person } from './example-service.ts';

export type Mail = {
  readonly id: string;
  readonly event: string;
  readonly addressee: string;
  readonly state: string;
  readonly recipients: string[];
  readonly dueAt: string | null;
  readonly content: { readonly subject: string; readonly text: string };
  readonly attempts: { readonly ok: boolean; readonly answer: string }[];
};
export const PASSWORD = 'let me in';

/** The example book, and a mail server for it that is not set yet. */
export type MailHouse = {
  readonly house: ExampleService;
  readonly post: SmtpHouse;
  /** The answer of a request that is granted. */
  readonly ask: <T>(who: Person, method: string, path: string, body?: unknown, etag?: string) => Promise<T>;
  readonly settings: (more?: object) => object;
  readonly setServer: (more?: object) => Promise<void>;
  readonly mails: (query?: string) => Promise<Mail[]>;
  /** Asks until the mail stands so. */
  readonly until: (id: string, wanted: (mail: Mail) => boolean) => Promise<Mail>;
  readonly received: (many: number) => Promise<Received[]>;
  readonly close: () => Promise<void>;
};

export async function mailHouse(): Promise<MailHouse> {
  const post = await smtpHouse();
  const house = await exampleService('2026-02');
  const ask: MailHouse['ask'] = async <T>(
    who: Person,
    method: string,
    path: string,
    body?: unknown,
    etag?: string,
  ): Promise<T> => {
    const headers = etag === undefined ? {} : { 'if-match': `"${etag}"` };
    const reply = await house.ask(who, method, path, { ...(body === undefined ? {} : { body }), headers });
    if (reply.status >= 400) throw new Error(`${reply.status} ${reply.text}`);
    return reply.json<T>();
  };
  const settings = (more: object = {}): object => ({
    host: '127.0.0.1',
    port: post.port,
    security: 'none',
    anyCertificate: false,
    user: 'ada',
    password: PASSWORD,
    fromAddress: 'book@meridian.example',
    consoleUrl: 'https://book.meridian.example/',
    ...more,
  });
  const mails = async (query = ''): Promise<Mail[]> =>
    (await ask<{ items: Mail[] }>('admin', 'GET', `/mails?limit=500${query}`)).items;
  return {
    house,
    post,
    ask,
    settings,
    mails,
    setServer: async (more) => {
      const { etag } = await ask<{ etag: string }>('admin', 'GET', '/mail/server');
      await ask('admin', 'PUT', '/mail/server', settings(more), etag);
    },
    until: (id, wanted) =>
      askAgain(async () => {
        const mail = await ask<Mail>('admin', 'GET', `/mails/${id}`);
        return wanted(mail) ? mail : null;
      }),
    received: (many) => askAgain(() => (post.received.length < many ? null : post.received)),
    close: async () => {
      await house.close();
      await post.close();
    },
  };
}
