/** Lets the server say of its agents what `reasonOf` says: why each cannot be asked, or nothing. Null: it gives no answer. */
export async function tellAgents(page, reasonOf) {
  let asked = 0;
  await page.route('**/agents', async (route) => {
    asked++;
    const reasons = reasonOf();
    if (reasons === null) return route.abort();
    const response = await route.fetch();
    const { agents } = await response.json();
    return route.fulfill({ response, json: { agents: agents.map((agent) => ({ ...agent, unavailable: reasons[agent.name] })) } });
  });
  return () => asked;
}
