const dropped = /^(_?MLFLOW_|AWS_|PYTHON|PG|NODE_OPTIONS$|VIRTUAL_ENV$|WEED_|npm_)/

/**
 * The environment of a started tool: this process's own without the variables that would redirect it (a
 * developer's MLFLOW_TRACKING_URI, AWS credentials, PYTHONPATH, what npm says of the script it runs), loopback never through a proxy.
 */
export function toolEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !dropped.test(name)) environment[name] = value
  }
  const loopback = { NO_PROXY: '127.0.0.1,localhost', no_proxy: '127.0.0.1,localhost' }
  return { ...environment, ...loopback, PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1', ...extra }
}
