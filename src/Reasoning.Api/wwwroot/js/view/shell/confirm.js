import { setText } from '../dom.js';

/** Asks before a session is deleted: true when the person says so. */
export function confirmDeletion(root) {
  const dialog = root.querySelector('#confirm');
  const text = root.querySelector('#confirm-text');
  root.querySelector('#confirm-cancel').addEventListener('click', () => dialog.close('no'));
  root.querySelector('#confirm-delete').addEventListener('click', () => dialog.close('yes'));
  return (title) => new Promise((resolve) => {
    setText(text, `“${title}” and everything in it will be gone for good, for everybody.`);
    dialog.returnValue = 'no';
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    dialog.showModal();
  });
}
