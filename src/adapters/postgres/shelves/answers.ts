import type { AnsweredRequest, AnswerShelf } from '../../../application/access/service-book.ts';
import type { Session } from '../session.ts';

export function answerShelf(session: Session): AnswerShelf {
  return {
    find: async (viewer, key) => {
      const [row] = await session.rows<AnsweredRequest>(
        'select request, status, answer from answered_requests where viewer = $1 and key = $2',
        [viewer, key],
      );
      return row ?? null;
    },
    keep: async (viewer, key, { request, status, answer }) => {
      await session.rows(
        'insert into answered_requests (viewer, key, request, status, answer) values ($1, $2, $3, $4, $5)',
        [viewer, key, request, status, answer],
      );
    },
  };
}
