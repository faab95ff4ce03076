// The API behind the gateway: a server that answers every request with what it received.
import { once } from 'node:events';
import { createServer } from 'node:http';

export async function startUpstream() {
  const received = [];
  const server = createServer(async (request, response) => {
    const seen = { method: request.method, path: request.url, headers: request.headers };
    const body = Buffer.concat(await request.toArray());
    received.push({ ...seen, body });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(seen));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${server.address().port}`, received, stop };
}
