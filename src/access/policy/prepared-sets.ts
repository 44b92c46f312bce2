import { LRUCache } from 'lru-cache'
import type { Cedar } from './cedar.ts'
import { cedarUid } from './entity-key.ts'
import type { PolicyLink } from './live-links.ts'
import type { PolicySnapshot } from './types.ts'

/** Sets kept ready. Principals that hold the same share one, and making one takes about a millisecond. */
const setsMax = 64

let engines = 0

/** Policy sets that Cedar has parsed, by what is in them. */
export interface PreparedSets {
  /** Name of the set for these policies and links; throws when Cedar refuses it. */
  nameOf(snapshot: PolicySnapshot, links: readonly PolicyLink[]): string
}

/** Keeps the sets used last. Cedar forgets a set only when another takes its name, so names are used again. */
export function createPreparedSets(cedar: Cedar): PreparedSets {
  engines += 1
  const prefix = `engine-${engines}`
  const free = Array.from({ length: setsMax + 1 }, (_, index) => `${prefix}-${index}`)
  const sets = new LRUCache<string, string>({ max: setsMax, dispose: (name) => void free.push(name) })
  return {
    nameOf(snapshot, links) {
      const key = setKey(snapshot, links)
      const known = sets.get(key)
      if (known !== undefined) return known
      const name = free.pop() ?? `${prefix}-0`
      const answer = cedar.preparsePolicySet(name, policySetOf(snapshot, links))
      if (answer.type === 'failure') {
        free.push(name)
        throw new Error(`Cedar refused a policy set: ${answer.errors.map(({ message }) => message).join('; ')}`)
      }
      sets.set(key, name)
      return name
    },
  }
}

/** Text that is equal for sets with the same policies and links only. */
export function setKey({ digest }: PolicySnapshot, links: readonly PolicyLink[]): string {
  return JSON.stringify([
    digest,
    links.map(({ id, role, principal, resource }) => [
      id,
      role,
      principal.type,
      principal.id,
      resource.type,
      resource.id,
    ]),
  ])
}

function policySetOf({ policies, templates }: PolicySnapshot, links: readonly PolicyLink[]) {
  const linked = links.flatMap((link) => {
    const template = templates.get(link.role)
    return template === undefined ? [] : [{ link, template }]
  })
  return {
    staticPolicies: Object.fromEntries(policies.map(({ id, text }) => [id, text])),
    templates: Object.fromEntries(linked.map(({ template }) => [template.id, template.text])),
    templateLinks: linked.map(({ link, template }) => ({
      templateId: template.id,
      newId: link.id,
      values: { '?principal': cedarUid(link.principal), '?resource': cedarUid(link.resource) },
    })),
  }
}
