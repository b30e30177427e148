// One Node for all tests: reads commands and writes answers, one JSON object a line.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import tls from 'node:tls';

const PATIENCE = 20_000;
const servers = new Map();

const say = (object) => process.stdout.write(JSON.stringify(object) + '\n');

const options = (setup) => ({
  minVersion: setup.version,
  maxVersion: setup.version,
  ...(setup.version === 'TLSv1.2' && { dhparam: 'auto' }),
  ciphers: setup.suites,
  ecdhCurve: setup.groups,
  ca: readFileSync(setup.trusted),
  cert: setup.chain && readFileSync(setup.chain),
  key: setup.key && readFileSync(setup.key),
  ...(setup.alpn.length > 0 && { ALPNProtocols: setup.alpn }),
  allowHalfOpen: true,
});

const facts = (socket) => ({
  suite: socket.getCipher().standardName,
  group: socket.getEphemeralKeyInfo()?.name ?? '',
  alpn: socket.alpnProtocol || '',
  serverName: socket.servername || '',
});

const post = (body) =>
  `POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

// Posts and wants the same back; whoever is to end first does.
function connect({ id, port, setup }) {
  const socket = tls.connect({ ...options(setup), host: '127.0.0.1', port, servername: 'localhost' });
  let heard = '';
  let what = {};
  let rounds = setup.rounds;
  const answered = () => heard.endsWith(`\r\n\r\n${setup.body}`);
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error('time-out')));
  socket.on('error', (error) => say({ id, error: `${error.code}: ${error.message}` }));
  socket.setEncoding('latin1');
  socket.on('secureConnect', () => {
    what = facts(socket);
    if (setup.ending === 'USUAL') socket.write(post(setup.body));
    if (setup.ending === 'BEFORE_OURS') socket.end(post(setup.body));
  });
  socket.on('data', (chunk) => {
    heard += chunk;
    if (setup.ending !== 'USUAL' || !answered()) return;
    rounds -= 1;
    if (rounds === 0) return socket.end();
    heard = '';
    socket.write(post(setup.body));
  });
  socket.on('end', () => {
    if (setup.ending === 'AFTER_OURS') socket.end(post(setup.body));
    else if (!socket.writableEnded) socket.end();
  });
  socket.on('close', () => {
    const fine = setup.ending === 'AFTER_OURS' || answered();
    say(fine ? { id, ...what } : { id, error: `heard ${heard.length} characters` });
  });
}

// Sends everything back after the other side's end, or says the body first and wants it back.
function listen({ id, setup }) {
  const wants = setup.clientAuthentication !== 'NONE';
  const server = tls.createServer({
    ...options(setup),
    requestCert: wants,
    rejectUnauthorized: wants && setup.clientAuthentication === 'NEED',
  });
  server.on('secureConnection', (socket) => {
    let heard = '';
    const what = facts(socket);
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error('time-out')));
    socket.on('error', (error) => say({ server: id, error: `${error.code}: ${error.message}` }));
    socket.setEncoding('latin1');
    if (setup.ending === 'BEFORE_OURS') socket.end(setup.body);
    socket.on('data', (chunk) => (heard += chunk));
    socket.on('end', () => {
      if (setup.ending !== 'BEFORE_OURS') socket.end(heard);
    });
    socket.on('close', () => say({ server: id, heard: heard === setup.body, ...what }));
  });
  server.on('tlsClientError', (error) => say({ server: id, error: `${error.code}: ${error.message}` }));
  servers.set(id, server);
  server.listen(0, '127.0.0.1', () => say({ id, port: server.address().port }));
}

function close({ id, server }) {
  servers.get(server).close();
  servers.delete(server);
  say({ id });
}

const commands = { connect, listen, close };
createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  try {
    commands[command.do](command);
  } catch (error) {
    say({ id: command.id, error: String(error) });
  }
});
