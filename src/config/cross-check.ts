import type { FromEnvironment } from './expand.ts'
import { configModel } from './model.ts'
import type { ConfigProblem } from './problems.ts'
import { type Path, valueAt } from './value-at.ts'

/** A parsed file with its variables replaced; nothing else is known of it. */
export interface Checkable {
  readonly value: unknown
  readonly from: FromEnvironment
  /** Top-level keys that could not be read. */
  readonly unreadable: ReadonlySet<string>
}

/**
 * Checks what a schema of single values cannot: names used once, and names that exist. What cannot be read is passed
 * over, so that one fault is not told twice.
 */
export function crossCheck(file: Checkable): readonly ConfigProblem[] {
  const sources = namesIn(file, 'sources', 'id')
  const environments = namesIn(file, 'environments', 'name')
  return [
    ...duplicates(file, sources),
    ...duplicates(file, environments),
    ...unknown(file, { list: 'sources', key: 'environment', known: environments, noun: 'environment' }),
    ...unknown(file, { list: 'environments', key: 'release.store', known: sources, noun: 'source' }),
    ...unknown(file, { list: 'targets', key: 'environment', known: environments, noun: 'environment' }),
    ...unknown(file, { list: 'targets', key: 'source', known: sources, noun: 'source' }),
    ...unknown(file, { list: 'targets', key: 'registry', known: sources, noun: 'source' }),
    ...unknown(file, { list: 'lineage.namespaces', key: 'source', known: sources, noun: 'source' }),
    ...missingSecret(file),
    ...halfTls(file),
  ]
}

interface Name {
  readonly path: Path
  readonly text: string
}

interface Names {
  readonly all: readonly Name[]
  /** False when one of them cannot be read: what refers to it is then not to blame. */
  readonly isWhole: boolean
}

/** `list` names a list of the file, and `key` what its items have; dots lead into mappings. */
function namesIn({ value, from, unreadable }: Checkable, list: string, key: string): Names {
  const items = itemsOf(value, list)
  const place = list.split('.')
  if (items === undefined || unreadable.has(place[0] ?? '')) return { all: [], isWhole: false }
  const keys = key.split('.')
  const names = items.map((item, index) => ({ path: [...place, index, ...keys], text: valueAt(item, keys) }))
  const all = names.flatMap(({ path, text }) => (isName(text) && !from.isMissing(path) ? [{ path, text }] : []))
  return { all, isWhole: all.length === items.length }
}

function isName(text: unknown): text is string {
  return typeof text === 'string' && text !== ''
}

const defaults: Readonly<Record<string, readonly unknown[]>> = {
  environments: configModel.parse({}).environments,
  sources: [],
  targets: [],
  'lineage.namespaces': [],
}

function itemsOf(file: unknown, list: string): readonly unknown[] | undefined {
  const items = valueAt(file, list.split('.')) ?? defaults[list]
  return Array.isArray(items) ? items : undefined
}

/** A name as it stands in the file; what came from the environment is not shown. */
function quoted({ from }: Checkable, { path, text }: Name): string {
  return from.isFilled(path) ? 'what its variable holds' : `"${text}"`
}

function duplicates(file: Checkable, { all }: Names): ConfigProblem[] {
  return all.flatMap((name, index) =>
    all.findIndex(({ text }) => text === name.text) === index
      ? []
      : [{ path: name.path, message: `${quoted(file, name)} is already used above; choose another` }],
  )
}

function unknown(
  file: Checkable,
  wanted: { readonly list: string; readonly key: string; readonly known: Names; readonly noun: string },
): ConfigProblem[] {
  const { list, key, known, noun } = wanted
  if (!known.isWhole) return []
  const there = new Set(
    known.all.map((name) => (file.from.isFilled(name.path) ? 'one that a variable names' : name.text)),
  )
  return namesIn(file, list, key)
    .all.filter(({ text }) => !known.all.some((name) => name.text === text))
    .map((name) => ({
      path: name.path,
      message: `no ${noun} is called ${quoted(file, name)}; known are ${[...there].join(', ') || 'none'}`,
    }))
}

function missingSecret({ value, unreadable }: Checkable): ConfigProblem[] {
  const url = valueAt(value, ['store', 'url'])
  const needsOne = typeof url === 'string' && /^postgres(ql)?:/.test(url)
  if (!needsOne || unreadable.has('server') || valueAt(value, ['server', 'secret']) !== undefined) return []
  return [
    {
      path: ['server', 'secret'],
      message:
        'is required with PostgreSQL, because every replica must derive the same keys; make one with: openssl rand -base64 48',
    },
  ]
}

function halfTls({ value }: Checkable): ConfigProblem[] {
  const isGiven = (key: string) => valueAt(value, ['server', 'tls', key]) !== undefined
  if (isGiven('cert') === isGiven('key')) return []
  return [{ path: ['server', 'tls'], message: 'needs both cert and key, as paths of PEM files' }]
}
