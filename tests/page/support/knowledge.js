/** Lets the server offer these questions about its documents, whatever it would find in them by itself. */
export async function offerQuestions(page, ...examples) {
  await page.route('**/knowledge', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), examples } });
  });
}
