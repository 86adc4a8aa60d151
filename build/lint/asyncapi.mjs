// What `asyncapi validate` finds, from the parser that it is made of (the command itself is twenty times as large), and
// whether the document's schemas allow the golden files: node asyncapi.mjs <document> <folder of golden files>
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';

const [file, golden] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const { document, diagnostics } = await new Parser().parse(text);
for (const { code, message, path } of diagnostics) console.error(`${code}: ${message} (${path.join('.')})`);
let failed = diagnostics.length > 0 || document === undefined;

// Objects of the server have the members that are described and no others.
const close = (schema) => {
  for (const member of Object.values(schema.properties ?? {})) close(member);
  if (schema.items) close(schema.items);
  if (schema.properties) schema.additionalProperties = false;
  return schema;
};

// Some golden numbers are beyond what JavaScript can hold: for it they are infinite.
const ajv = new Ajv({ strict: true, strictNumbers: false, allowUnionTypes: true, formats: { double: true } });
const messages = Object.entries(JSON.parse(text).components.messages);
const validators = (prefix, change) => messages
  .filter(([key]) => key.startsWith(prefix))
  .map(([key, { payload }]) => [key, ajv.compile(change(payload))]);
const sides = { server: validators('server_', close), client: validators('client_', (schema) => schema) };

let count = 0;
for (const [side, known] of Object.entries(sides)) {
  for (const name of readdirSync(join(golden, side))) {
    const message = JSON.parse(readFileSync(join(golden, side, name), 'utf8'));
    const matches = known.filter(([, isValid]) => isValid(message)).map(([key]) => key);

    // A chat without a message is understood, but not valid.
    const expected = name === 'chat.nulls.json' ? 0 : 1;
    if (matches.length !== expected) {
      console.error(`${side}/${name} is described ${matches.length} times: ${matches}`);
      failed = true;
    }

    count += 1;
  }
}

console.log(`${file}: ${diagnostics.length} problems; ${count} golden files held against it.`);
process.exit(failed || count === 0 ? 1 : 0);
