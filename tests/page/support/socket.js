/**
 * Lets a test change what the server says to the page: `change` is given each frame and returns it, another, several, or none.
 */
export async function rewriteFrames(page, change) {
  await page.routeWebSocket(/\/ws\/chat\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      for (const frame of [change(JSON.parse(message)) ?? []].flat()) socket.send(JSON.stringify(frame));
    });
  });
}

/** The n-th step of a run says something else, as another agent could. */
export function steps(...said) {
  let next = 0;
  return (frame) => (frame.type === 'reasoning_step' && next < said.length ? { ...frame, data: { ...frame.data, ...said[next++] } } : frame);
}
