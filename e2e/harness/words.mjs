// The sentences of the product, by their keys: a journey names what a person reads, and follows when it is reworded.
import { readdirSync, readFileSync } from 'node:fs';

const crates = new URL('../../crates/', import.meta.url);
const sentences = new Map();

for (const crate of readdirSync(crates)) {
  const folder = new URL(`${crate}/text/en/`, crates);
  let files = [];
  try { files = readdirSync(folder); } catch { continue; }
  for (const file of files.filter((it) => it.endsWith('.ftl'))) read(readFileSync(new URL(file, folder), 'utf8'));
}

function read(text) {
  let key = null;
  for (const line of text.split('\n')) {
    const begins = line.match(/^([a-z][a-z0-9-]*) = ?(.*)$/);
    if (begins) sentences.set(key = begins[1], begins[2]);
    else if (key && /^\s+\S/.test(line)) sentences.set(key, `${sentences.get(key)}\n${line.trim()}`.trim());
    else key = null;
  }
}

/** The sentence, with its arguments in their places. A sentence with variants takes the one that `count` chooses. */
export function t(key, values = {}) {
  const sentence = sentences.get(key);
  if (sentence === undefined) throw new Error(`there is no sentence ${key}`);
  return variant(sentence, values).replace(/\{ ?\$(\w+) ?\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`${key} needs ${name}`);
    return values[name];
  }).replace(/\{ ?"([^"]*)" ?\}/g, '$1');
}

function variant(sentence, values) {
  const select = sentence.match(/^\{ ?\$(\w+) ->\n([^]*)\n\}$/);
  if (!select) return sentence;
  const count = values[select[1]];
  const choices = [...select[2].matchAll(/^\*?\[(\w+)\] (.*)$/gm)].map(([whole, name, text]) => ({ name, text, last: whole.startsWith('*') }));
  const chosen = choices.find((it) => it.name === String(count) || (it.name === 'one' && Number(count) === 1));
  return (chosen ?? choices.find((it) => it.last)).text;
}
