import { isActive } from '../../session/runs.js';
import { clockTime } from '../../text/elapsed.js';
import { formatDuration, plural } from '../../text/format.js';

/** What the line above a run's thinking says: how long, how many iterations, how many tools. */
export function thinkingLine(run, now) {
  return [lead(run, now), ...counts(run)].join(' · ');
}

function lead(run, now) {
  if (run.stop === 'confirmed') return 'Stopped, finishing…';
  if (run.stop) return 'Stopping…';
  if (isActive(run)) return run.startedAt === undefined ? 'Thinking' : `Thinking ${clockTime(now - run.startedAt)}`;
  const duration = durationOf(run);
  const time = duration === undefined ? '' : ` ${run.status === 'completed' ? 'for' : 'after'} ${formatDuration(duration)}`;
  if (run.status === 'interrupted') return `Stopped${time}`;
  if (run.status === 'failed') return `Failed${time}`;
  return run.status === 'unknown' ? 'End not seen' : `Thought${time}`;
}

function counts(run) {
  const parts = [];
  if (run.iteration) parts.push(plural(run.iteration, 'iteration'));
  if (run.toolCalls > 0) parts.push(plural(run.toolCalls, 'tool'));
  const steps = run.firstStep + run.steps.length;
  if (steps >= 100) parts.push(plural(steps, 'step'));
  if (!run.enableReasoning) parts.push('answer only');
  return parts;
}

/** What is left of a run below its answer: tokens, where the model told. */
export function tokensLine({ usage }) {
  if (usage?.input === undefined && usage?.output === undefined) return '';
  return `${plural(usage.input ?? 0, 'token')} in · ${(usage.output ?? 0).toLocaleString('en')} out`;
}

function durationOf(run) {
  if (run.durationMs !== undefined) return run.durationMs;
  return run.endedAt !== undefined && run.startedAt !== undefined ? Math.max(0, run.endedAt - run.startedAt) : undefined;
}
