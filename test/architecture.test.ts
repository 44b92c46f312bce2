import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Folders of the domain, lowest first: each may use the door (`index.ts`) of those before it. */
const domain = [
  'access',
  'audit',
  'catalog',
  'artifacts',
  'deployments',
  'lineage',
  'consumers',
  'evidence',
  'approvals',
  'copies',
  'reconciliation',
]

/**
 * What each folder may import from the rest of the repository. `types:` allows `import type` only;
 * `door:` allows the folder's `index.ts` only. Anything not listed is forbidden.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  config: ['kernel'],
  telemetry: ['kernel'],
  connector: ['kernel'],
  connectors: ['door:connector', 'types:connector'],
  ...Object.fromEntries(
    domain.map((folder, index) => [
      folder,
      [
        'kernel',
        'types:connector',
        ...domain.slice(0, index).map((lower) => `door:${lower}`),
        ...domain.slice(0, index).map((lower) => `types:${lower}`),
      ],
    ]),
  ),
  outbox: ['kernel', 'types:audit', 'types:connector'],
  persistence: [
    'kernel',
    'types:connector',
    'types:ingest',
    'types:outbox',
    ...domain.map((folder) => `types:${folder}`),
  ],
  cache: ['kernel', ...domain.map((folder) => `types:${folder}`)],
  anchors: ['kernel', 'types:audit'],
  graphql: [
    'kernel',
    'types:connector',
    ...domain.map((folder) => `door:${folder}`),
    ...domain.map((folder) => `types:${folder}`),
  ],
  ingest: [
    'kernel',
    'types:connector',
    ...domain.map((folder) => `door:${folder}`),
    ...domain.map((folder) => `types:${folder}`),
  ],
  http: [
    'kernel',
    'graphql',
    'ingest',
    'types:telemetry',
    'types:connector',
    ...domain.map((folder) => `door:${folder}`),
    ...domain.map((folder) => `types:${folder}`),
  ],
  cli: [
    'kernel',
    'config',
    'telemetry',
    'compose',
    'compose-store',
    'demo',
    'graphql',
    'door:access',
    'door:audit',
    'types:catalog',
    'connector',
  ],
  demo: ['kernel', 'config', 'compose', 'tools', 'telemetry', 'door:access'],
  tools: ['kernel'],
}

/** Packages that belong to one place. */
const packageHomes: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(graphql|@apollo\/.*|@graphql-tools\/.*|dataloader)$/, ['graphql', 'http']],
  [/^(ws|graphql-ws|graphql-sse)$/, ['http']],
  [/^(fastify|@fastify\/.*|@as-integrations\/.*)$/, ['http']],
  [/^(kysely|pg|node:sqlite)$/, ['persistence']],
  [/^ioredis$/, ['cache']],
  [/^undici$/, ['connector']],
  [/^@aws-sdk\//, ['anchors', 'connectors', 'tools']],
  [/^(pino|prom-client)$/, ['telemetry']],
  [/^@cedar-policy\//, ['access']],
  [/^(jose|openid-client)$/, ['access']],
]

interface Import {
  readonly file: string
  readonly target: string
  readonly isType: boolean
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
}

function importsOf(file: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?'([^']+)'/gm)
  const dynamic = text.matchAll(/\bimport\('([^']+)'\)/g)
  return [
    ...[...statements].map((match) => ({ file, target: match[2] ?? '', isType: match[1] !== undefined })),
    ...[...dynamic].map((match) => ({ file, target: match[1] ?? '', isType: false })),
  ]
}

/** Name of the place a file belongs to: a folder of `src`, `connectors`, `tools`, or a file right in `src`. */
function placeOf(path: string): string {
  const parts = path.split('/')
  if (parts[0] !== 'src') return parts[0] ?? ''
  return (parts[1] ?? '').replace(/\.ts$/, '')
}

/** Places that put the others together, and may import any of them. */
const composing = new Set(['main', 'compose', 'compose-store', 'composition'])

/** Why an import is forbidden; undefined when it is not. */
function violation({ file, target, isType }: Import): string | undefined {
  const from = placeOf(file)
  if (composing.has(from)) return undefined
  if (!target.startsWith('.')) return packageViolation(from, file, target)
  const path = relative(root, resolve(root, dirname(file), target))
  const to = placeOf(path)
  if (to === from) return connectorsApart(file, path)
  const rules = allowed[from] ?? []
  if (rules.includes(to)) return undefined
  if (isType && rules.includes(`types:${to}`)) return undefined
  if (rules.includes(`door:${to}`) && path.endsWith(`${to}/index.ts`)) return undefined
  return `${file} imports ${path}`
}

function connectorsApart(file: string, path: string): string | undefined {
  const [place, tool] = file.split('/')
  const other = path.split('/')[1]
  if (place !== 'connectors' || file === 'connectors/index.ts' || tool === other) return undefined
  return `${file} imports another connector, ${path}`
}

function packageViolation(from: string, file: string, target: string): string | undefined {
  const home = packageHomes.find(([pattern]) => pattern.test(target))?.[1]
  return home === undefined || home.includes(from) ? undefined : `${file} imports the package ${target}`
}

describe('architecture', () => {
  const files = ['src', 'connectors', 'tools'].flatMap(sources)
  const imports = files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))

  test('every import is one that its folder is allowed', () => {
    expect(imports.map(violation).filter((found) => found !== undefined)).toEqual([])
  })

  test('the test has seen the whole tree', () => {
    expect(files.length).toBeGreaterThan(120)
    expect(imports.length).toBeGreaterThan(400)
    const places = new Set(files.map(placeOf))
    for (const place of Object.keys(allowed)) expect(places).toContain(place)
  })

  test.each([
    ['src/kernel/x.ts', "import { z } from '../config/index.ts'"],
    ['src/catalog/x.ts', "import { sql } from 'kysely'"],
    ['src/catalog/x.ts', "import { trace } from '../lineage/index.ts'"],
    ['src/catalog/x.ts', "import { createConnectorHost } from '../connector/connector-host.ts'"],
    ['src/graphql/x.ts', "import { openDatabase } from '../persistence/database.ts'"],
    ['src/lineage/x.ts', "import { resolve } from '../catalog/resolve.ts'"],
    ['connectors/mlflow/x.ts', "import { claim } from '../s3/claim.ts'"],
    ['connectors/mlflow/x.ts', "import { breaker } from '../../src/connector/breaker.ts'"],
    ['src/approvals/x.ts', "import { GraphQLError } from 'graphql'"],
  ])('%s may not %s', (file, statement) => {
    expect(importsOf(file, statement).map(violation)).toEqual([expect.any(String)])
  })

  test('only the config folder reads the environment', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join(root, file), 'utf8')))
    expect(readers.filter((file) => !/^(src\/config|tools)\//.test(file))).toEqual([])
  })
})
