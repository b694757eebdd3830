// Somebody else's server with calendars, on loopback: the files of tests/calendars as they are, and
// answers that are no calendar.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const files = join(import.meta.dirname, '../../calendars');

export interface CalendarServer {
  /** `host:port` */
  host: string;
  end: () => Promise<void>;
}

export async function serveCalendars(): Promise<CalendarServer> {
  const server = createServer((request, response) => {
    const name = /^\/([a-z_]+)\.ics$/.exec(request.url ?? '')?.[1];
    if (request.url === '/sign-on') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Meld je aan</title>');
    } else if (request.url === '/moved') {
      response.writeHead(302, { Location: '/outlook.ics' }).end();
    } else if (request.url === '/large') {
      response.writeHead(200, { 'Content-Type': 'text/calendar' });
      const piece = Buffer.alloc(1 << 20, 'x');
      let left = 50;
      const more = () => {
        while (left-- > 0) if (!response.write(piece)) return void response.once('drain', more);
        response.end();
      };
      response.on('error', () => undefined);
      more();
    } else if (name) {
      readFile(join(files, `${name}.ics`)).then(
        (content) => response.writeHead(200, { 'Content-Type': 'text/calendar', ETag: `"${name}"` }).end(content),
        () => response.writeHead(404).end(),
      );
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    end: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
