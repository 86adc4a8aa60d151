/** The environment of whoever runs the tests, without the keys of models: what a test asks is not to be paid for. */
export function withoutKeys(environment = process.env) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^((AZURE_)?OPENAI|ANTHROPIC)_API_KEY$|^Models__/i.test(name)));
}
