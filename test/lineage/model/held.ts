import type { CatalogRecord } from '../../../src/connector/records.ts'

/** A record that a tool holds. */
export type Held = CatalogRecord & { readonly source: string }

/** Names a record in whatever holds one of each. */
export function keyOf({ source, kind, nativeId }: Held): string {
  return JSON.stringify([source, kind, nativeId])
}

/** The ref of what a record tells; null for what has none. */
export function refOf(held: Held): string | null {
  if (held.kind === 'Model') return `models:/${held.name}`
  if (held.kind === 'ModelVersion') return `models:/${held.modelName}/${held.version}`
  if (held.kind === 'Run') return `runs:/${held.nativeId}`
  if (held.kind === 'Dataset') return `dataset:${held.name}`
  return held.kind === 'Deployment' ? `deployment:${held.source}/${held.name}` : null
}

/** Names of what a record tells, those among them that move or that others may have. */
export function refsOf(held: Held, all: readonly Held[]): readonly string[] {
  const own = refOf(held)
  const refs = own === null ? [] : [own]
  if (held.kind === 'Dataset') return [...refs, ...held.versions.map(({ digest }) => `dataset:${held.name}@${digest}`)]
  if (held.kind === 'Run')
    return [...refs, ...held.inputs.flatMap(({ name, digest }) => [`dataset:${name}`, `dataset:${name}@${digest}`])]
  if (held.kind !== 'Model') return refs
  const versions = new Set(all.flatMap((each) => (refOf(each)?.startsWith(`${own}/`) === true ? refOf(each) : [])))
  const aliases = held.aliases.filter(({ version }) => versions.has(`${own}/${version}`))
  const moving = aliases.map(({ alias }) => `${own}@${alias}`)
  // More than once, as people ask for these most.
  return [...refs, ...moving, ...moving, ...moving, ...(versions.size > 0 ? [`${own}/latest`] : [])]
}
