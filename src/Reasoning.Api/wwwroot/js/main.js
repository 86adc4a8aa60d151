import { App } from './view/app.js';

new App(document).start();
