import { loadPassage } from '../api/knowledge.js';
import { SessionsApi } from '../api/sessions.js';
import { addressOf, socketAddress } from '../session/address.js';
import { Controller } from '../session/controller.js';
import { Recall } from '../session/recall.js';
import { Workspace } from '../session/workspace.js';
import { randomId } from '../wire/ids.js';
import { PassagePanel } from './answer/passage-panel.js';
import { AgentPicker } from './composer/agent-picker.js';
import { Composer } from './composer/composer.js';
import { Queue, Sending } from './composer/queue.js';
import { Conversation } from './conversation/conversation.js';
import { Welcome } from './conversation/welcome.js';
import { setText } from './dom.js';
import { FramesPanel } from './frames/frames-panel.js';
import { ServerOffers } from './server-offers.js';
import { Sidebar } from './sessions/sidebar.js';
import { SessionTitle } from './sessions/session-title.js';
import { confirmDeletion } from './shell/confirm.js';
import { ConnectionStatus } from './shell/connection-status.js';
import { Drawer } from './shell/drawer.js';
import { FrameClock } from './shell/frame-clock.js';
import { Router } from './shell/router.js';
import { Shortcuts } from './shell/shortcuts.js';
import { SidePanel } from './shell/side-panel.js';
import { ThemeSwitch } from './shell/theme.js';

/** The page: makes its parts and leads what happens in one to the others. */
export class App {
  #root;
  #base = document.baseURI;
  #now = () => Date.now();
  #clock;
  #workspace;
  #parts;
  #offers;
  #router = new Router({ open: (id) => this.#open(id) });
  #finished = '';

  constructor(root) {
    this.#root = root;
    this.#clock = new FrameClock(() => this.#render(), () => this.#tick());
    this.#workspace = new Workspace({ create: (id, changed) => this.#controller(id, changed), changed: () => this.#clock.request() });
    this.#parts = this.#make(root);
    this.#offers = new ServerOffers({ url: (path) => this.#url(path), picker: this.#parts.picker, welcome: this.#parts.welcome });
  }

  start() {
    const { composer } = this.#parts;
    if (!this.#router.start()) this.#announce('The session in the address is not one that can be; a new one was begun.');
    addEventListener('online', () => this.#workspace.hurry());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#returned());
    // An open socket would keep the page out of the back/forward cache.
    addEventListener('pagehide', () => this.#workspace.suspend());
    addEventListener('pageshow', (event) => event.persisted && this.#workspace.resume());
    this.#offers.load();
    this.#parts.sidebar.load();
    composer.focus();
  }

  get #session() {
    return this.#workspace.current;
  }

  #make(root) {
    const requestFrame = () => this.#clock.request();
    const now = this.#now;
    const find = (selector) => root.querySelector(selector);
    const framesButton = find('#frames-button');
    const frames = new SidePanel(find('#frames'), { changed: (open) => { framesButton.setAttribute('aria-expanded', String(open)); requestFrame(); } });
    const passages = new PassagePanel(root, { panel: new SidePanel(find('#passage')), load: (citation) => loadPassage(this.#url('knowledge/passages'), citation) });
    const drawer = new Drawer(root);
    framesButton.addEventListener('click', () => frames.toggle(framesButton));
    find('#new-session').addEventListener('click', () => this.#startNew());
    const composer = new Composer(root, {
      send: ({ message, enableReasoning }) => this.#say(message, enableReasoning),
      stopAll: () => this.#session.stopAll(),
      recall: new Recall(() => this.#said()),
    });
    const sidebar = new Sidebar(root, {
      api: new SessionsApi(this.#url('sessions').href),
      address: (id) => addressOf(id, location.href),
      open: (id) => { drawer.leave(); this.#router.go(id); },
      deleted: (id) => this.#deleted(id),
      changed: requestFrame,
      confirm: confirmDeletion(root),
    });
    const shortcuts = new Shortcuts(root, {
      stop: () => this.#session.stopAll() > 0,
      actions: {
        '/': () => composer.focus(),
        n: () => this.#startNew(),
        s: () => { drawer.set(true); sidebar.focusSearch(); },
        b: () => drawer.toggle(),
        f: () => frames.toggle(framesButton),
        e: () => this.#parts.conversation.follow(),
      },
    });
    find('#help-button').addEventListener('click', () => shortcuts.show());
    new ThemeSwitch(root);
    return {
      composer, sidebar, drawer,
      title: new SessionTitle(root),
      picker: new AgentPicker(root, { opened: () => this.#offers.refreshAgents() }),
      queue: new Queue(find('#queue'), { resend: (id) => this.#session.resend(id), discard: (id) => this.#session.discard(id), left: () => composer.focus() }),
      sending: new Sending(find('#sending')),
      status: new ConnectionStatus(root, { reconnect: () => this.#session.hurry(), now, heir: find('#message') }),
      welcome: new Welcome(root, { ask: (question) => composer.say(question) }),
      frames: new FramesPanel(root, { panel: frames, address: () => socketAddress(this.#workspace.currentId, this.#base, 0), requestFrame }),
      conversation: new Conversation({
        scroller: find('#scroller'), content: find('#content'), items: find('#items'), newest: find('#newest'),
        stop: (runId) => this.#session.stop(runId),
        openPassage: (citation, answer, opener) => passages.open(citation, answer, opener),
        now, requestFrame,
      }),
    };
  }

  #controller(id, changed) {
    return new Controller({
      url: (after, epoch) => socketAddress(id, this.#base, after, epoch),
      newId: () => randomId(),
      changed,
      announce: (text) => id === this.#workspace.currentId && this.#announce(text),
    });
  }

  #open(id) {
    const { conversation, frames, sidebar, composer, welcome } = this.#parts;
    const session = this.#workspace.open(id);
    conversation.show(session.log);
    frames.show(session.frames);
    welcome.hide();
    sidebar.mark(id);
    this.#clock.request();
    composer.focus();
  }

  #startNew() {
    this.#parts.drawer.leave();
    const empty = this.#session.log.timeline.length === 0 && this.#session.pending.length === 0 && this.#session.state.phase !== 'closed';
    if (!empty) this.#router.go(randomId());
    this.#parts.composer.focus();
  }

  #deleted(id) {
    const current = id === this.#workspace.currentId;
    this.#workspace.drop(id);
    if (current) this.#router.go(randomId(), { replace: true });
    this.#announce('The session was deleted.');
  }

  #say(message, enableReasoning) {
    const problem = this.#session.say({ message, agent: this.#parts.picker.chosen, enableReasoning });
    if (problem === undefined) this.#parts.conversation.follow();
    return problem;
  }

  #said() {
    const runs = this.#session.log.timeline.filter((item) => item.run?.message !== undefined).map((item) => item.run.message);
    return [...runs, ...this.#session.pending.map((entry) => entry.message)];
  }

  #render() {
    const { status, queue, sending, composer, welcome, conversation, frames, title, sidebar } = this.#parts;
    const { state, pending, log } = this.#session;
    const active = log.activeRuns();
    status.render(state);
    queue.render(pending);
    sending.render(pending);
    composer.render({
      closed: state.phase === 'closed',
      offline: state.phase === 'waiting',
      active: active.length,
      stoppable: active.filter((run) => !run.stop).length,
    });
    welcome.render(log.timeline.length === 0 && pending.length === 0, !['idle', 'connecting', 'replaying'].includes(state.phase));
    const first = log.timeline.find((item) => item.run)?.run.message;
    title.render(sidebar.find(this.#workspace.currentId), first);
    if (conversation.render()) this.#clock.request();
    frames.render();
    this.#refreshSessions(log);
    this.#clock.tickWhile(active.length > 0, state.phase === 'waiting');
  }

  /** The list at the side follows what begins and ends here. */
  #refreshSessions(log) {
    const state = log.timeline.filter((item) => item.run).map(({ run }) => run.id + run.status).join();
    if (state === this.#finished) return;
    this.#finished = state;
    const { sidebar } = this.#parts;
    // A session that nothing was said in is not there for the server.
    this.#clock.soon('sessions', () => (state === '' ? sidebar.load() : sidebar.lookUp(this.#workspace.currentId)));
  }

  #tick() {
    this.#parts.conversation.tick();
    this.#parts.status.render(this.#session.state);
  }

  #returned() {
    this.#workspace.hurry();
    this.#parts.sidebar.load();
  }

  #url(path) {
    return new URL(path, this.#base);
  }

  #announce(text) {
    setText(this.#root.querySelector('#announcer'), text);
  }
}
