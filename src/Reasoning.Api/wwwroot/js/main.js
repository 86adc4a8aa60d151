import { loadAgents } from './agents.js';
import { Controller } from './controller.js';
import { randomId } from './ids.js';
import { isSessionId } from './protocol.js';
import { ActiveRuns } from './view/active-runs.js';
import { AgentPicker } from './view/agent-picker.js';
import { Composer } from './view/composer.js';
import { Pending } from './view/pending.js';
import { Status } from './view/status.js';
import { Timeline } from './view/timeline.js';
import { setText } from './view/dom.js';

const session = sessionOfThisPage();
const usable = isSessionId(session);
const now = () => Date.now();
let frame = 0;
let agentsLoading = false;

const controller = new Controller({ url: socketUrl, newId: () => randomId(), changed: requestFrame, announce });
const timeline = new Timeline({
  root: document,
  log: controller.log,
  onStop: (runId) => controller.stop(runId),
  now,
  requestFrame,
});
const pending = new Pending(document.querySelector('#pending'), {
  resend: (id) => controller.resend(id),
  discard: (id) => controller.discard(id),
});
const activeRuns = new ActiveRuns(document.querySelector('#active'), (runId) => controller.stop(runId));
const status = new Status(document, { onReconnect: () => controller.hurry(), now });
const picker = new AgentPicker(document);
const composer = new Composer(document, {
  onSend: ({ message, enableReasoning }) => {
    const problem = controller.say({ message, agent: picker.chosen, enableReasoning });
    if (problem === undefined) timeline.follow();
    return problem;
  },
  onStopAll: () => controller.stopAll(),
});

const INVALID = {
  phase: 'closed',
  text: 'The session name in the address is not valid: 1 to 128 of A–Z a–z 0–9 . _ ~ - are. Start a new session.',
};

function requestFrame() {
  frame ||= requestAnimationFrame(render);
}

function render() {
  frame = 0;
  const state = usable ? controller.state : INVALID;
  status.render(state);
  pending.render(controller.pending);
  const active = controller.log.activeRuns();
  activeRuns.render(active);
  composer.render({
    closed: state.phase === 'closed',
    active: active.length,
    stoppable: active.filter((run) => !run.stop).length,
  });
  if (timeline.render(controller.pending.length > 0)) requestFrame();
  if (state.phase === 'live') fetchAgents();
}

async function fetchAgents() {
  if (picker.loaded || agentsLoading) return;
  agentsLoading = true;
  try {
    picker.show(await loadAgents(new URL('agents', document.baseURI)));
    agentsLoading = false;
  } catch {
    picker.unavailable('The list of agents could not be loaded; messages go to the server’s default agent.');
    // Not at once again: every frame would ask.
    setTimeout(() => { agentsLoading = false; requestFrame(); }, 5_000);
  }
}

/** The session in the address, so that a reload or a second tab shows the same one; a new one when there is none. */
function sessionOfThisPage() {
  const address = new URL(location.href);
  const named = address.searchParams.get('session');
  if (named !== null && named !== '') return named;
  const id = randomId();
  address.searchParams.set('session', id);
  history.replaceState(null, '', address);
  return id;
}

function socketUrl(after, epoch) {
  const address = new URL(`ws/chat/${session}`, document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('after', String(after));
  address.searchParams.set('deltas', 'true');
  if (epoch !== undefined) address.searchParams.set('epoch', epoch);
  return address.href;
}

function announce(text) {
  setText(document.querySelector('#announcer'), text);
}

document.querySelector('#session-id').textContent = session;
document.querySelector('#session-id').title = session;
document.querySelector('#new-session').addEventListener('click', () => {
  const address = new URL(location.href);
  address.searchParams.set('session', randomId());
  location.assign(address);
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing && controller.stopAll() > 0) event.preventDefault();
});

setInterval(() => {
  timeline.tick();
  if (controller.state.phase === 'waiting') requestFrame();
}, 1_000);

if (usable) {
  controller.start();
  addEventListener('online', () => controller.hurry());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && controller.hurry());
  // An open socket would keep the page out of the back/forward cache.
  addEventListener('pagehide', () => controller.suspend());
  addEventListener('pageshow', (event) => event.persisted && controller.start());
}

fetchAgents();
requestFrame();
composer.focus();
