import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameLog, frameType, matching } from '../../../src/Reasoning.Api/wwwroot/js/wire/frame-log.js';
import { wscatCommand } from '../../../src/Reasoning.Api/wwwroot/js/wire/wscat.js';

const log = (limits) => new FrameLog({ limits: { frames: 3, characters: 100, ...limits }, now: () => 7 });
const texts = (frames) => frames.map((frame) => frame.text);

test('the oldest frames go, and are counted', () => {
  const frames = log();
  for (const text of ['a', 'b', 'c', 'd']) frames.add('in', text);
  assert.deepEqual([texts(frames.frames), frames.dropped, frames.frames[0].number], [['b', 'c', 'd'], 1, 2]);
  assert.deepEqual(frames.frames[0], { number: 2, at: 7, direction: 'in', text: 'b' });
});

test('large frames count by their size; the newest stays, however large', () => {
  const frames = log();
  frames.add('in', 'x'.repeat(60));
  frames.add('in', 'y'.repeat(60));
  assert.deepEqual(texts(frames.frames), ['y'.repeat(60)]);
  frames.add('in', 'z'.repeat(500));
  assert.equal(frames.frames.length, 1);
  frames.add('out', 'small');
  assert.deepEqual(texts(frames.frames), ['small']);
});

test('clear: what was there is gone, and the numbers go on', () => {
  const frames = log();
  frames.add('in', 'a');
  frames.clear();
  frames.add('in', 'b');
  assert.deepEqual([frames.frames.length, frames.dropped, frames.frames[0].number], [1, 1, 2]);
});

test('a filter finds in any case', () => {
  const frames = [{ text: '{"type":"Ping"}' }, { text: 'x' }];
  assert.deepEqual(matching(frames, ' ping '), [frames[0]]);
  assert.equal(matching(frames, ' ').length, 2);
});

test('the type is read from the beginning only', () => {
  assert.equal(frameType({ direction: 'in', text: '{"type":"reasoning_step","seq":1}' }), 'reasoning_step');
  assert.equal(frameType({ direction: 'in', text: '{"a":1,"type":"x"}' }), 'frame');
  assert.equal(frameType({ direction: 'close', text: '1006' }), 'close');
});

test('wscat: the address as one word of a shell, then what was sent, without heartbeats', () => {
  const sent = (text) => ({ direction: 'out', text });
  assert.equal(wscatCommand("ws://h/ws/chat/a'b?after=0&deltas=true", [
    sent('{"type":"chat","payload":{}}'), sent('{"type":"pong"}'), sent('{"type":"ping","id":"probe"}'), { direction: 'in', text: 'x' }, sent('{"type":"interrupt"}'),
  ]), "npx wscat -c 'ws://h/ws/chat/a'\\''b?after=0&deltas=true'\n{\"type\":\"chat\",\"payload\":{}}\n{\"type\":\"interrupt\"}");
});
