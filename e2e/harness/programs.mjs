// The two JSON APIs as a program calls them: an axios of its own, which keeps cookies as a browser does.
import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import axios from 'axios';
import { PROGRAM } from './server.mjs';

// All names below localhost are this machine, whatever its resolver says.
const agent = () => new Agent({
  keepAlive: true,
  lookup: (host, options, done) => (options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)),
});

/** An axios for one origin. It keeps its cookies, and follows no redirects. */
export function program(origin, headers = {}) {
  const http = axios.create({ baseURL: origin, httpAgent: agent(), headers, maxRedirects: 0, proxy: false });
  const jar = new Map();
  const keep = (response) => {
    for (const line of response?.headers['set-cookie'] ?? []) note(jar, line);
    return response;
  };
  http.interceptors.response.use(keep, (error) => { keep(error.response); throw error; });
  http.interceptors.request.use((request) => {
    const path = new URL(request.url, origin).pathname;
    const sent = [...jar].filter(([, it]) => path.startsWith(it.path)).map(([name, it]) => `${name}=${it.value}`);
    if (sent.length > 0) request.headers.set('cookie', sent.join('; '));
    return request;
  });
  http.cookies = jar;
  return http;
}

function note(jar, line) {
  const [pair, ...attributes] = line.split(';').map((it) => it.trim());
  const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  const attribute = (wanted) => attributes.find((it) => it.toLowerCase().startsWith(`${wanted}=`))?.split('=')[1];
  if (attribute('max-age') === '0' || value === '') jar.delete(name);
  else jar.set(name, { value, path: attribute('path') ?? '/' });
}

/** What was refused: the status and the problem document. */
export async function refused(request) {
  try {
    const { status, data } = await request;
    throw new Error(`it was answered ${status}: ${JSON.stringify(data)}`);
  } catch (error) {
    if (!error.response) throw error;
    return { status: error.response.status, ...error.response.data };
  }
}

/** Makes the first admin of a folder that no server has opened yet, and a token for programs. */
export function token(folder, databaseUrl) {
  const env = { ...process.env, ...(databaseUrl && { PORTICO_DATABASE_URL: databaseUrl }) };
  const run = (words, input) => execFileSync(PROGRAM, [...words, '--data-dir', folder], { env, input, encoding: 'utf8' });
  run(['admin', 'create', '--email', 'olu@example.org', '--password-stdin'], 'seven steps before a door\n');
  return run(['token', 'create', '--admin', 'olu@example.org', '--name', 'journey']).trim().split('\n').at(-1);
}
