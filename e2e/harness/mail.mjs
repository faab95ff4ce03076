// Mails as the local outbox holds them: `.eml` files under the data folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './server.mjs';

/** The newest mail to somebody whose subject matches, once it is there. */
export async function mailTo(server, address, subject = /./) {
  return eventually(`a mail like ${subject} comes to ${address}`, () =>
    mails(server).reverse().find((it) => it.to.includes(address) && subject.test(it.subject)), 20_000);
}

/** All mails, in the order of their files. */
export function mails(server) {
  const folder = join(server.data, 'mail');
  let names = [];
  try { names = readdirSync(folder).filter((name) => name.endsWith('.eml')).sort(); } catch { return []; }
  return names.map((name) => read(readFileSync(join(folder, name), 'latin1')));
}

/** The first address in the mail's text that leads to a path of ours. */
export function link(mail, path) {
  const found = mail.text.match(new RegExp(`https?://[^\\s<>]+${path}[^\\s<>]*`));
  if (!found) throw new Error(`no address with ${path} in: ${mail.text}`);
  return found[0];
}

function read(source) {
  const { headers, body } = split(source);
  const parts = leaves(headers, body);
  const text = parts.find((it) => it.type.startsWith('text/plain'))?.content ?? '';
  const html = parts.find((it) => it.type.startsWith('text/html'))?.content ?? '';
  return { from: words(headers.from), to: words(headers.to), subject: words(headers.subject), text, html };
}

function split(source) {
  const at = source.search(/\r?\n\r?\n/);
  const head = source.slice(0, at).replace(/\r?\n[ \t]+/g, ' ');
  const pairs = head.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
  return { headers: Object.fromEntries(pairs), body: source.slice(at).replace(/^\r?\n\r?\n/, '') };
}

/** The parts of a message that are not made of parts. */
function leaves(headers, body) {
  const type = (headers['content-type'] ?? 'text/plain').toLowerCase();
  const boundary = headers['content-type']?.match(/boundary="?([^";]+)"?/i)?.[1];
  if (type.startsWith('multipart/') && boundary) {
    return body.split(`--${boundary}`).slice(1, -1).flatMap((part) => {
      const inner = split(part.replace(/^\r?\n/, ''));
      return leaves(inner.headers, inner.body);
    });
  }
  const coding = (headers['content-transfer-encoding'] ?? '7bit').toLowerCase();
  return [{ type, content: decode(body, coding) }];
}

function decode(body, coding) {
  if (coding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return (coding === 'quoted-printable' ? unquote(body.replace(/=\r?\n/g, '')) : Buffer.from(body, 'latin1')).toString('utf8');
}

function unquote(text) {
  return Buffer.from(text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}

/** A header's words: RFC 2047 is decoded. */
function words(value = '') {
  return value.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind, text) =>
    (kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : unquote(text.replace(/_/g, ' '))).toString('utf8'));
}
