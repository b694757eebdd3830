// Run as a worker: holds many hostile connections of nine kinds open at once, and opens one anew when one is closed.
// Each kind comes from an address of its own. Posts how many were opened and what was answered when it is told to stop.
import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { parentPort, workerData } from 'node:worker_threads';

const { port, host, certificate, connections } = workerData;
const line = '\r\n';
const request = (path, ...more) => [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...more, '', ''].join(line);
const body = ['POST /v1/sessions HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json', 'Content-Length: 100000', '', '{'].join(line);
const hello = Buffer.from('16030102000100', 'hex');
const every = (socket, ms, act) => {
  const timer = setInterval(act, ms);
  socket.on('close', () => clearInterval(timer));
};

/** What a connection does once it is there; `raw` ones never finish the handshake of TLS. */
const kinds = [
  { name: 'idle', act: () => {} },
  { name: 'dribbles a head', act: (socket) => { socket.write(`GET / HTTP/1.1${line}X: `); every(socket, 500, () => socket.write('x')); } },
  { name: 'dribbles a body', act: (socket) => { socket.write(body); every(socket, 500, () => socket.write('x')); } },
  { name: 'reads nothing', act: (socket) => { socket.pause(); socket.write(request('/v1/openapi.json')); } },
  { name: 'comes and goes', act: (socket) => setTimeout(() => socket.destroy(), 200) },
  { name: 'half a handshake', raw: true, act: (socket) => socket.write(hello) },
  { name: 'garbage', raw: true, act: (socket) => { socket.write(Buffer.alloc(2048, 0xa7)); every(socket, 1000, () => socket.write(Buffer.alloc(64, 0x5b))); } },
  { name: 'asks and asks', act: (socket) => every(socket, 250, () => socket.write(request('/v1/status'))) },
  { name: 'asks once and stays', act: (socket) => socket.write(request('/v1/status')) },
];

let stopped = false;
let opened = 0;
const open = new Set();
const answers = {};

function hold(number) {
  if (stopped) return;
  const kind = kinds[number % kinds.length];
  const options = { host: '127.0.0.1', port, localAddress: `127.0.9.${1 + (number % kinds.length)}` };
  const isTls = certificate !== undefined && !kind.raw;
  const socket = isTls
    ? connectTls({ ...options, servername: host, ca: certificate, ALPNProtocols: ['http/1.1'] }, () => kind.act(socket))
    : connectPlain(options, () => kind.act(socket));
  opened += 1;
  open.add(socket);
  socket.on('data', (bytes) => {
    const status = /^HTTP\/1\.1 (\d{3})/.exec(bytes.subarray(0, 16).toString('latin1'))?.[1];
    if (status) answers[status] = (answers[status] ?? 0) + 1;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    open.delete(socket);
    setTimeout(() => hold(number), 100 + (number % 100));
  });
}

// Not all in one moment: the client's own handshakes take its core.
let number = 0;
const filling = setInterval(() => {
  for (let i = 0; i < 25 && number < connections; ++i) hold(number++);
  if (number < connections) return;
  clearInterval(filling);
  parentPort.postMessage({ filled: true });
}, 50);

parentPort.on('message', () => {
  const held = open.size;
  stopped = true;
  for (const socket of open) socket.destroy();
  parentPort.postMessage({ held, opened, answers, kinds: kinds.length });
});
