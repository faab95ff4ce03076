// The script that walks from nothing to the first call with curl alone, as it stands in the examples.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { databases } from '../harness/databases.mjs';
import { freshFolder, PROGRAM, startServer } from '../harness/server.mjs';

const SCRIPT = fileURLToPath(new URL('../../examples/first-call.sh', import.meta.url));

for (const database of databases) {
  describe(`the first call with curl alone, on ${database.name}`, () => {
    it('ends with 200 at the gateway', async () => {
      const folder = freshFolder();
      const { url, drop } = database.open();
      const data = join(folder.path, 'data');
      const env = { ...plain(), ...(url && { PORTICO_DATABASE_URL: url }) };
      const server = await startServer({ folder: data, databaseUrl: url });
      try {
        const email = 'olu@example.com';
        portico(['admin', 'create', '--email', email, '--password-stdin', '--data-dir', data], env, 'a long way to the quarry');
        const token = portico(['token', 'create', '--admin', email, '--name', 'first-call', '--days', '1', '--data-dir', data], env).trim();
        const done = await run({ TOKEN: token, DOMAIN: `localhost:${server.port}`, GATEWAY: server.gateway, MAILS: join(data, 'mail') });
        assert.equal(done.code, 0, `${done.said}${done.complained}`);
        assert.match(done.said, /without the key: 401\n {3}with the key: 200\n$/);
      } finally {
        await server.stop();
        drop();
        folder.remove();
      }
    });
  });
}

function plain() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PORTICO_')));
}

function portico(words, env, input = '') {
  const { status, stdout, stderr } = spawnSync(PROGRAM, words, { env, input, cwd: tmpdir(), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

function run(settings) {
  return new Promise((done) => {
    execFile('sh', [SCRIPT], { env: { ...plain(), ...settings } }, (error, said, complained) =>
      done({ code: error ? error.code : 0, said, complained }));
  });
}
