import { serve as listen } from '@hono/node-server';
import { BadInput, type Fault } from '../application/errors.ts';

const NOT_HEARD: Readonly<Record<string, (port: number, host: string) => Fault>> = {
  EADDRINUSE: (port, host) =>
    listenFault(
      '--port',
      `${port}, which another program listens on at ${host}`,
      'stop that one, or name another port',
    ),
  EACCES: (port) =>
    listenFault('--port', `${port}, which this user may not listen on`, 'name a port from 1024 on'),
  EADDRNOTAVAIL: (_port, host) =>
    listenFault('--host', host, 'name an address of this machine, or 0.0.0.0 for all of them'),
  ENOTFOUND: (_port, host) =>
    listenFault('--host', host, 'name an address of this machine, or 0.0.0.0 for all of them'),
};

function listenFault(option: string, seen: string, todo: string): Fault {
  return { file: option, row: null, column: null, seen, todo };
}

function notHeard(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const fault = NOT_HEARD[error.code ?? '']?.(port, host);
  return fault === undefined ? error : new BadInput([fault]);
}

type Answer = (request: Request, bindings: object) => Promise<Response>;

/** Listens at once, so that the port is known before the service is made; answers when it is. */
export async function bound(port: number, host: string) {
  let answer: Answer | null = null;
  const server = await new Promise<ReturnType<typeof listen>>((resolve, reject) => {
    const started = listen(
      {
        port,
        hostname: host,
        fetch: (request: Request, bindings: object) =>
          answer?.(request, bindings) ?? new Response(null, { status: 503 }),
        serverOptions: { requestTimeout: 0, headersTimeout: 20_000, maxHeaderSize: 16_384 },
      },
      () => resolve(started),
    );
    started.once('error', (error: NodeJS.ErrnoException) => reject(notHeard(error, port, host)));
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    answer: (by: Answer): void => {
      answer = by;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
