import type { Grant, PolicyFile } from '../../../src/access/types.ts'
import type { PickUid, Rights } from '../random/rights.ts'
import { now } from '../worlds.ts'

/** Ids of principals by the names that policies of the worlds have for them. */
export type IdOf = (name: string) => string

/** Policies of a world as they can be published, and one by which `eye` sees and may read everything. */
export function policiesOfWorld(given: readonly PolicyFile[], extra: string, idOf: IdOf): readonly PolicyFile[] {
  const eye = `principal == Gov::User::"${idOf('eye')}"`
  const ofWorld = (text: string) =>
    text
      .replaceAll(/"(p[123])"/g, (_whole, name: string) => `"${idOf(name)}"`)
      .replaceAll(/^(@id\("[a-z]+-\d+"\) forbid .*);$/gm, `$1 unless { ${eye} };`)
  const files = given.map(({ name, text }) => ({ name, text: ofWorld(text) }))
  const all = `@id("eye") permit (${eye}, action, resource);`
  return [...files, { name: 'extra.cedar', text: `${ofWorld(extra)}\n${all}` }]
}

/** Grants of a world as of today: its clock stands still, and that of the replicas does not. */
export function grantsOfWorld(rights: Rights, pick: PickUid, naming: { readonly idOf: IdOf; readonly serial: string }) {
  const today = Date.now()
  const atMoment = (moment: number | null) => {
    if (moment === null) return null
    return moment > now ? today + 3_600_000 : today - 1_000
  }
  return rights.grants(pick).map((grant): Grant => {
    const { holder, expiresAt, revokedAt } = grant
    const id = holder.type === 'TEAM' ? holder.id : naming.idOf(holder.id)
    const moments = { createdAt: today - 60_000, expiresAt: atMoment(expiresAt), revokedAt: atMoment(revokedAt) }
    return { ...grant, ...moments, id: `${naming.serial}-${grant.id}`, holder: { ...holder, id } }
  })
}
