// A remote agent that counts primes and shows how far it is. Run it with: node remote-agent.mjs [port]
import { createServer } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';

async function answer(run, send, rest) {
  const numbers = run.message.match(/\d{1,15}/g);
  if (!numbers) return send('failed', { message: 'Give me a number, and I count the primes below it.' });
  const end = Number(numbers.at(-1));
  // What an earlier attempt noted: it goes on from there.
  let [begin, count, turn] = run.notes.length ? JSON.parse(run.notes.at(-1)) : [2, 0, 1];
  let isOpen = run.open_calls.length > 0;
  while (begin < end) {
    const stop = Math.min(begin + 1 + Math.floor(end / 5), end);
    const call = { tool_call_id: `block-${turn}`, tool_name: 'count_primes', iteration: turn };
    if (!isOpen) {
      send('step', { type: 'thought', content: `There are ${count} primes below ${begin}.`, iteration: turn });
      send('step', { type: 'tool_use', content: `Counting from ${begin} to ${stop}.`, arguments: { from: begin, to: stop }, ...call });
    }
    let found = 0;
    for (let number = begin; number < stop; number++) {
      if (number % 5000 === 0) await rest();
      if (isPrime(number)) found++;
    }
    [begin, count, turn, isOpen] = [stop, count + found, turn + 1, false];
    send('step', { type: 'tool_result', content: `${found} primes.`, note: JSON.stringify([begin, count, turn]), ...call });
  }
  const text = `There are ${count} primes below ${end}.`;
  for (const word of text.split(' ')) {
    send('delta', { step_type: 'text', content: `${word} `, iteration: turn });
    await setTimeout(50);
  }
  send('step', { type: 'final_answer', content: text, iteration: turn });
}

function isPrime(number) {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
}

const server = createServer(async (request, response) => {
  const chunks = await request.toArray();
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const send = (event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const rest = async () => {
    // Says that it is alive, and stops the work when nobody listens any more.
    response.write(': at work\n\n');
    await setImmediate();
    if (response.closed) throw new Error('the gateway has closed the connection');
  };
  try {
    await answer(JSON.parse(Buffer.concat(chunks)), send, rest);
  } catch (error) {
    console.log(`stopped: ${error.message}`);
  }
  response.end();
});
server.listen(Number(process.argv[2] ?? 9000), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}/`));
