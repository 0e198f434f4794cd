/** This process's environment without what only a test runner puts there: the program is started as by its user. */
export function inheritedEnv(): Record<string, string> {
  const ours =
    /^(VITEST|NODE_ENV$|NODE_OPTIONS$|NODE_V8_COVERAGE$|ELECTRON_RUN_AS_NODE$|TEST$|DEV$|PROD$|MODE$|BASE_URL$|SSR$)/
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !ours.test(entry[0]),
    ),
  )
}
