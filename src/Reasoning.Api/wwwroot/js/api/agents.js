/** The agents of `GET /agents`, with everything that is not of the promised shape left out. */
export function readAgents(body) {
  const agents = Array.isArray(body?.agents) ? body.agents : [];
  return agents
    .filter((agent) => typeof agent?.name === 'string' && agent.name !== '')
    .map((agent) => ({
      name: agent.name,
      description: typeof agent.description === 'string' ? agent.description : '',
      isDefault: agent.default === true,
      streaming: agent.streaming !== false,
      unavailable: typeof agent.unavailable === 'string' ? agent.unavailable : undefined,
      tools: (Array.isArray(agent.tools) ? agent.tools : [])
        .filter((tool) => typeof tool?.name === 'string')
        .map((tool) => ({
          name: tool.name,
          description: typeof tool.description === 'string' ? tool.description : '',
        })),
    }));
}

export function defaultAgent(agents) {
  const usable = agents.filter((agent) => agent.unavailable === undefined);
  return usable.find((agent) => agent.isDefault) ?? usable[0];
}

export async function loadAgents(url, signal, fetchJson = fetch) {
  const response = await fetchJson(url, { headers: { accept: 'application/json' }, signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return readAgents(await response.json());
}
