// The wire contract as this page reads it. Nothing that arrives is trusted to have the promised shape:
// every reader returns plain strings, numbers and lists, or undefined where a member is missing.

export const MAX_MESSAGE_CHARACTERS = 32_000;

const EVENT_TYPES = new Set(['reasoning_start', 'reasoning_step', 'response', 'reasoning_complete']);
const DIRECT_TYPES = new Set(['caught_up', 'accepted', 'interrupted', 'pong', 'ping', 'error', 'reasoning_delta']);

export function isSessionId(value) {
  return typeof value === 'string' && /^[A-Za-z0-9._~-]{1,128}$/.test(value) && value !== '.' && value !== '..';
}

/** One frame as a message, or null when it is not a JSON object. */
export function parseFrame(raw) {
  if (typeof raw !== 'string') return null;
  let value;
  try {
    value = JSON.parse(raw);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  return {
    type: string(value.type) ?? '',
    data: isObject(value.data) ? value.data : {},
    seq: Number.isSafeInteger(value.seq) && value.seq > 0 ? value.seq : undefined,
    runId: string(value.run_id),
    replyTo: string(value.reply_to),
    raw,
  };
}

/**
 * 'event' (part of the session's log), 'direct' (for this connection only) or 'broadcast'.
 * A broadcast is any JSON object at all, so it may look like one of ours: on a server that numbers its events,
 * an event without a number is somebody's broadcast and must not change what a run shows.
 */
export function classify(message, numbered) {
  if (message.seq !== undefined) return 'event';
  if (EVENT_TYPES.has(message.type) || (message.type === 'error' && message.runId !== undefined))
    return numbered ? 'broadcast' : 'event';
  return DIRECT_TYPES.has(message.type) ? 'direct' : 'broadcast';
}

export function readConnected(data) {
  return {
    sessionId: string(data.session_id),
    agent: string(data.agent_name),
    protocol: count(data.protocol),
    epoch: string(data.epoch),
    lastSeq: count(data.last_seq),
    recovered: typeof data.recovered === 'boolean' ? data.recovered : undefined,
    reason: string(data.reason),
    oldestSeq: count(data.oldest_seq),
    heartbeatSeconds: positive(data.heartbeat_interval),
    maxMessageBytes: positive(data.max_message_bytes),
    activeRuns: list(data.active_runs)
      .filter((run) => isObject(run) && string(run.run_id) !== undefined)
      .map((run) => ({ id: run.run_id, agent: string(run.agent), startedAt: moment(run.started_at) })),
  };
}

export function readStart(data) {
  return {
    agent: string(data.agent),
    message: string(data.message),
    enableReasoning: data.enable_reasoning !== false,
  };
}

export function readStep(data) {
  return {
    type: string(data.type) ?? '',
    content: plainText(data.content),
    iteration: count(data.iteration),
    at: moment(data.timestamp),
    id: string(data.step_id),
    toolName: string(data.tool_name),
    callId: string(data.tool_call_id),
    arguments: data.arguments == null ? undefined : plainText(data.arguments),
    isError: data.is_error === true,
    citations: list(data.citations)
      .filter(isObject)
      .map((citation) => ({ source: plainText(citation.source), heading: plainText(citation.heading) })),
  };
}

/** A piece of a step that is still being produced; undefined when it cannot be placed. */
export function readDelta(data) {
  const offset = count(data.offset);
  const content = string(data.content);
  const stepId = string(data.step_id);
  if (offset === undefined || content === undefined || stepId === undefined) return undefined;
  return {
    stepId,
    isThought: data.step_type === 'thought',
    iteration: count(data.iteration),
    offset,
    content,
  };
}

export function readComplete(data) {
  return {
    status: data.status === 'interrupted' ? 'interrupted' : 'completed',
    iterations: count(data.iterations),
    durationMs: nonNegative(data.duration_ms),
    tools: list(data.tools)
      .filter(isObject)
      .map((tool) => ({
        callId: string(tool.tool_call_id),
        name: string(tool.tool_name) ?? 'tool',
        outcome: string(tool.outcome) ?? 'unknown',
      })),
    usage: isObject(data.usage)
      ? { input: count(data.usage.input_tokens), output: count(data.usage.output_tokens) }
      : undefined,
  };
}

export function readError(data) {
  return {
    message: plainText(data.message) || 'The server reported an error without saying which.',
    code: string(data.code),
    traceId: string(data.trace_id),
    retryAfterSeconds: positive(data.retry_after),
    details: list(data.details)
      .filter(isObject)
      .map((detail) => [string(detail.field), plainText(detail.message)].filter(Boolean).join(': ')),
  };
}

export function readInterrupted(data) {
  return { runIds: list(data.run_ids).filter((id) => typeof id === 'string') };
}

export function readSeq(value) {
  return count(value);
}

export function chat({ id, key, message, agent, enableReasoning }) {
  const payload = { message, enable_reasoning: enableReasoning, idempotency_key: key };
  if (agent) payload.agent_name = agent;
  return { type: 'chat', id, payload };
}

export function interrupt(id, runId) {
  return runId === undefined ? { type: 'interrupt', id } : { type: 'interrupt', id, payload: { run_id: runId } };
}

export function ping(id, timestamp) {
  return { type: 'ping', id, payload: { timestamp } };
}

export const PONG = Object.freeze({ type: 'pong' });

/** A string as it is; anything else as JSON, so that nothing is ever hidden or shown as "[object Object]". */
export function plainText(value) {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value, null, 2) ?? '';
  } catch {
    // JSON.stringify recurses where JSON.parse does not: nested thousands deep, it runs out of stack.
    return '(nested too deeply to show)';
  }
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function string(value) {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

function count(value) {
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function nonNegative(value) {
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

function positive(value) {
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** Unix seconds to milliseconds; undefined for what no calendar holds. */
function moment(value) {
  return Number.isFinite(value) && Math.abs(value) < 8.64e12 ? value * 1000 : undefined;
}
