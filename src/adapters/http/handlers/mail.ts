import {
  communicationsShown,
  mailServerShown,
  mailTemplates,
  mailWishes,
  previewMail,
  saveMailServer,
  saveMailTemplate,
  saveMailWishes,
  sendCommunications,
  sendTestMail,
  tryMailServer,
  writeAboutStatements,
} from '../../../application/access/mail-desk.ts';
import { cancelMail, mailPage, oneMail, resendMail } from '../../../application/access/outbox-desk.ts';
import type { MAIL_ROUTES } from '../../../contract/mail.ts';
import type { Handlers } from '../call.ts';

export const mailHandlers: Handlers<keyof typeof MAIL_ROUTES> = {
  getMailServer: ({ office, viewer }) => mailServerShown(office, viewer),
  updateMailServer: async ({ house, office, viewer, body, etag, write }) => {
    const answer = await write((room) => saveMailServer(office, room, viewer, { etag, given: body }));
    house.outbox.wake();
    return answer;
  },
  tryMailServer: ({ office, viewer, body }) => tryMailServer(office, viewer, body),
  getMailTemplates: ({ office, viewer, params }) => mailTemplates(office, viewer, params.seller),
  updateMailTemplate: ({ office, viewer, params, body, etag, write }) =>
    write((room) => saveMailTemplate(office, room, viewer, { ...params, etag, template: body })),
  previewMail: ({ office, viewer, body }) => previewMail(office, viewer, body),
  sendTestMail: async ({ house, office, viewer, body, write }) => {
    const answer = await write((room) => sendTestMail(office, room, viewer, body));
    house.outbox.wake();
    return answer;
  },
  getCreditCommunications: ({ office, viewer, query }) =>
    communicationsShown(office, viewer, { ...query, buyers: null }),
  sendCreditCommunications: async ({ house, viewer, body, write }) => {
    const answer = await write((room) => sendCommunications(room, viewer, body));
    house.outbox.wake();
    return answer;
  },
  mailStatements: async ({ house, viewer, body, write }) => {
    const answer = await write((room) => writeAboutStatements(room, viewer, body.ids));
    house.outbox.wake();
    return answer;
  },
  listMails: ({ office, viewer, query }) => mailPage(office, viewer, query, query),
  getMail: ({ office, viewer, params }) => oneMail(office, viewer, params.id),
  resendMail: async ({ house, viewer, params, write }) => {
    const answer = await write((room) => resendMail(room, viewer, params.id));
    house.outbox.wake();
    return answer;
  },
  cancelMail: ({ viewer, params, write }) => write((room) => cancelMail(room, viewer, params.id)),
  getMailWishes: ({ office, viewer, params }) => mailWishes(office, viewer, params.party),
  updateMailWishes: ({ office, viewer, params, body, write }) =>
    write((room) => saveMailWishes(office, room, viewer, { ...params, ...body })),
};
