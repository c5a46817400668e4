import { connect } from 'node:net';

/** A connection that is kept, with one request on it at a time. */
export interface Connection {
  /** Sends a request, whole, as it goes over the wire. True when it is answered 200, false for any other answer. */
  exchange(request: string): Promise<boolean>;
  close(): void;
}

const OK = 'HTTP/1.1 200 ';
const LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/** Opens one to this machine. A socket and not a HTTP client, because a client costs more than what is measured. */
export function openConnection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let waiting: { resolve(ok: boolean): void; reject(error: Error): void } | undefined;
    let rest = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      rest = rest === '' ? chunk : rest + chunk;
      if (!isWhole(rest)) return;
      const ok = rest.startsWith(OK);
      rest = '';
      waiting?.resolve(ok);
    });
    const fail = (error: Error) => {
      reject(error);
      waiting?.reject(error);
    };
    socket.on('error', fail).on('close', () => fail(new Error('the server closed a connection')));
    socket.once('connect', () =>
      resolve({
        exchange: (request) =>
          new Promise((answered, failed) => {
            waiting = { resolve: answered, reject: failed };
            socket.write(request, 'latin1');
          }),
        close() {
          waiting = undefined;
          socket.destroy();
        },
      }),
    );
  });
}

/** True when the text holds a whole answer; every answer here announces its length. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const length = LENGTH.exec(text)?.[1];
  if (length === undefined) throw new Error('an answer announces no length');
  return text.length >= head + 4 + Number(length);
}
