import type { ConfigFile } from './model.ts'
import type { ConfigProblem } from './problems.ts'

/** Checks what a schema of single values cannot: names used once, and names that exist. */
export function crossCheck(config: ConfigFile): readonly ConfigProblem[] {
  return [
    ...duplicates(
      config.sources.map((item) => item.id),
      'sources',
      'id',
    ),
    ...duplicates(
      config.environments.map((item) => item.name),
      'environments',
      'name',
    ),
    ...unknownEnvironments(config),
    ...unknownSources(config),
    ...missingSecret(config),
    ...halfTls(config),
  ]
}

function duplicates(names: readonly string[], list: string, key: string): ConfigProblem[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: [list, index, key], message: `"${name}" is already used above; choose another` }],
  )
}

function unknownEnvironments(config: ConfigFile): ConfigProblem[] {
  const known = new Set(config.environments.map((item) => item.name))
  const check = (list: string, name: string | undefined, index: number): ConfigProblem[] =>
    name === undefined || known.has(name)
      ? []
      : [
          {
            path: [list, index, 'environment'],
            message: `no environment is called "${name}"; known are ${[...known].join(', ')}`,
          },
        ]
  return [
    ...config.sources.flatMap((item, index) => check('sources', item.environment, index)),
    ...config.targets.flatMap((item, index) => check('targets', item.environment, index)),
  ]
}

function unknownSources(config: ConfigFile): ConfigProblem[] {
  const known = new Set(config.sources.map((item) => item.id))
  return config.targets.flatMap((item, index) =>
    known.has(item.source)
      ? []
      : [
          {
            path: ['targets', index, 'source'],
            message: `no source is called "${item.source}"; known are ${[...known].join(', ') || 'none'}`,
          },
        ],
  )
}

function missingSecret(config: ConfigFile): ConfigProblem[] {
  if (config.store.url.startsWith('sqlite:') || config.server.secret !== undefined) return []
  return [
    {
      path: ['server', 'secret'],
      message:
        'is required with PostgreSQL, because every replica must derive the same keys; make one with: openssl rand -base64 48',
    },
  ]
}

function halfTls(config: ConfigFile): ConfigProblem[] {
  const { cert, key } = config.server.tls
  if ((cert === undefined) === (key === undefined)) return []
  return [{ path: ['server', 'tls'], message: 'needs both cert and key, as paths of PEM files' }]
}
