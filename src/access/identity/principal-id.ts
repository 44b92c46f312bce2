import { createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Member } from './types.ts'

/** Gives everybody an id that stays, and that does not tell who it is without the store's own key. */
export type PrincipalIds = (member: Member) => string

/** Every request with a token asks for the id of its holder. */
const idsKept = 1_000

/** Issuers of principals that the gateway names itself. No address of an identity provider looks like these. */
const ownIssuers = { USER: 'modelwarden:user', SERVICE_ACCOUNT: 'modelwarden:service-account' } as const

/**
 * Makes ids of issuer and subject by HMAC-SHA-256. A plain digest would let anybody who guesses a subject find its id,
 * also after the name behind it was erased. The key is kept in the store and not derived from the server's secret, so
 * that a new secret leaves everybody's grants where they are.
 */
export function createPrincipalIds(key: string): PrincipalIds {
  const known = new LRUCache<string, string>({ max: idsKept })
  return (member) => {
    const { issuer, subject } = issuedSubjectOf(member)
    const text = JSON.stringify([issuer, subject])
    const id = known.get(text) ?? idOf(createHmac('sha256', key).update(text).digest('base64url'))
    known.set(text, id)
    return id
  }
}

/** Ids are written on command lines, where what begins with a dash is an option. */
function idOf(digest: string): string {
  return digest.replace(/^-/, '_')
}

/** Issuer and subject of anybody, also of those whom the gateway names itself. */
export function issuedSubjectOf(member: Member): { readonly issuer: string; readonly subject: string } {
  if (member.kind === 'ISSUED') return { issuer: member.issuer, subject: member.subject }
  return { issuer: ownIssuers[member.kind], subject: member.name }
}

/** Whom issuer and subject name; the reverse of {@link issuedSubjectOf}. */
export function memberOf({ issuer, subject }: { readonly issuer: string; readonly subject: string }): Member {
  if (issuer === ownIssuers.USER) return { kind: 'USER', name: subject }
  if (issuer === ownIssuers.SERVICE_ACCOUNT) return { kind: 'SERVICE_ACCOUNT', name: subject }
  return { kind: 'ISSUED', issuer, subject }
}
