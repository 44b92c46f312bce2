import { randomBytes } from 'node:crypto'

/** The kinds a global id can name. Also the GraphQL type name of the object behind it. */
export const entityKinds = [
  'Source',
  'Model',
  'ModelVersion',
  'Experiment',
  'Run',
  'Dataset',
  'DataVersion',
  'LoggedModel',
  'Artifact',
  'Environment',
  'Target',
  'Deployment',
  'Consumer',
  'Evidence',
  'Job',
  'Grant',
  'PolicyVersion',
  'PolicyProposal',
  'ApprovalRequest',
  'ApprovalPolicyVersion',
  'ApprovalPolicyProposal',
  'Violation',
  'Incident',
  'ReviewDelegation',
  'GateException',
] as const

/** One of {@link entityKinds}. */
export type EntityKind = (typeof entityKinds)[number]

declare const uidBrand: unique symbol
/** The gateway's own name for one object; a name re-created in a tool gets another. */
export type Uid = string & { readonly [uidBrand]: true }

declare const globalIdBrand: unique symbol
/** Opaque id of the API: base64url of `kind:uid`. */
export type GlobalId = string & { readonly [globalIdBrand]: true }

/** Mints a UUIDv7 (RFC 9562): sortable by creation, so it doubles as a stable page key. */
export function mintUid(now: number): Uid {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Uid
}

/** When a uid was minted. */
export function mintedAt(uid: Uid): number {
  return Number.parseInt(uid.slice(0, 8) + uid.slice(9, 13), 16)
}

/** ASCII of which no three characters encode to one of the two that base64url writes differently from base64. */
const plainText = /^[\w:.-]*$/

function unpadded(base64: string): string {
  if (!base64.endsWith('=')) return base64
  return base64.slice(0, base64.endsWith('==') ? -2 : -1)
}

/** Encodes the API's id for an object. */
export function toGlobalId(kind: EntityKind, uid: string): GlobalId {
  const text = `${kind}:${uid}`
  // A list writes hundreds of these, and nearly all are plain: for them this takes half the time of a buffer.
  if (plainText.test(text)) return unpadded(btoa(text)) as GlobalId
  return Buffer.from(text, 'utf8').toString('base64url') as GlobalId
}

/** Decodes an id; undefined when it is not one of ours. */
export function fromGlobalId(id: string): { readonly kind: EntityKind; readonly uid: Uid } | undefined {
  const text = Buffer.from(id, 'base64url').toString('utf8')
  const colon = text.indexOf(':')
  const kind = entityKinds.find((candidate) => candidate === text.slice(0, colon))
  const uid = text.slice(colon + 1)
  if (kind === undefined || uid === '' || toGlobalId(kind, uid) !== id) return undefined
  return { kind, uid: uid as Uid }
}
