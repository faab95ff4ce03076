// The small client in `e2e/client`, in a folder of its own for a server to serve, or served elsewhere by itself.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { freePort, freshFolder } from './server.mjs';

const SOURCE = new URL('../client', import.meta.url).pathname;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

/** A folder with the client, which asks the API at this origin; at its own where none is named. */
export function clientFolder(api = '') {
  const folder = freshFolder();
  cpSync(SOURCE, folder.path, { recursive: true });
  const index = join(folder.path, 'index.html');
  const text = readFileSync(index, 'utf8').replaceAll('"API/', `"${api}/`).replace('content=""', `content="${api}"`);
  writeFileSync(index, text);
  return folder;
}

/** Serves a client at a port of its own, as somebody else would: every address that is no file is its page. */
export async function serveClient(folder) {
  const port = await freePort();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://client.test');
    const name = extname(pathname) in TYPES ? pathname : '/index.html';
    response.writeHead(200, { 'content-type': TYPES[extname(name)] });
    response.end(readFileSync(join(folder.path, name)));
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return { port, stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}
