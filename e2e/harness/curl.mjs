// Runs a line as it was printed, in a shell, with curl. What to tell of the answer is set beside the line, not in it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The status, the headers and the body of the answer to a printed line. */
export async function runLine(line) {
  const home = mkdtempSync(join(tmpdir(), 'portico-curl-'));
  writeFileSync(join(home, '.curlrc'), 'silent\nshow-error\ninclude\nmax-time = 20\nnoproxy = "*"\n');
  try {
    return parse(await shell(line, { ...process.env, CURL_HOME: home }));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function shell(line, env) {
  return new Promise((done, fail) => {
    execFile('sh', ['-c', line], { env }, (error, stdout, stderr) => (error ? fail(new Error(`${line}: ${stderr}`)) : done(stdout)));
  });
}

function parse(answer) {
  const [head, ...rest] = answer.split('\r\n\r\n');
  const [first, ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  const body = rest.join('\r\n\r\n');
  return { status: Number(first.split(' ')[1]), headers, body, json: () => JSON.parse(body) };
}
