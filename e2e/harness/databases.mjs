// The databases that each journey is walked on: SQLite always, PostgreSQL when the harness names a server.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

const SERVER = process.env.PORTICO_TEST_POSTGRES;

export const databases = [
  { name: 'SQLite', open: () => ({ url: undefined, drop: () => {} }) },
  ...(SERVER ? [{ name: 'PostgreSQL', open: openPostgres }] : []),
];

/** A database of its own on the server. */
function openPostgres() {
  const name = `journey_${randomBytes(6).toString('hex')}`;
  psql(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => psql(`drop database ${name} with (force)`) };
}

function psql(statement) {
  execFileSync('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', `--dbname=${SERVER}`, `--command=${statement}`], { stdio: ['ignore', 'ignore', 'pipe'] });
}
