// `portico demo`, and what its card says.
import { startServer } from './server.mjs';

/** Starts the demo, in a folder of its own or in this one, and reads its card. */
export async function startDemo(options = {}) {
  const server = await startServer({ command: 'demo', ...options });
  const [card] = await server.printed(/^ +portal [^]*Mails are in .*$/m);
  return { server, card, ...read(card) };
}

function read(card) {
  const person = (word) => {
    const [, email, password] = card.match(new RegExp(`^ +${word} +(\\S+) +password +(.+)$`, 'm')) ?? [];
    if (!email) throw new Error(`the card has no ${word}: ${card}`);
    return { email, password: password.trim() };
  };
  const address = (word) => card.match(new RegExp(`^ +${word} +(http\\S+)$`, 'm'))?.[1];
  return { portal: address('portal'), console: address('console'), admin: person('admin'), developer: person('developer'), line: card.match(/^ *(curl .+)$/m)?.[1] };
}
