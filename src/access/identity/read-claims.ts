import type { JWTPayload } from 'jose'
import { type Role, roles } from '../types.ts'
import type { ClaimedFacts, ClaimNames } from './types.ts'

/** More groups than people are in; what lies beyond gives nothing. */
const listMax = 500
const textMax = 256

/** Reads what an issuer says of somebody. What has another form than it should counts as not said. */
export function readClaims(payload: JWTPayload, names: ClaimNames): ClaimedFacts {
  const at = (name: string | undefined) => (name === undefined ? undefined : claimAt(payload, name))
  return {
    name: textOf(at(names.name)) ?? null,
    groups: listOf(at(names.groups)),
    roles: listOf(at(names.roles)).filter(isRole),
    clearance: clearanceOf(at(names.clearance)),
    regions: listOf(at(names.regions)),
    aliases: listOf(at(names.aliases)),
  }
}

/** Whether more than one factor was shown: by the method `mfa` (RFC 8176, section 2) or a configured `acr`. */
export function showsMfa({ amr, acr }: Readonly<Record<string, unknown>>, mfaAcr: readonly string[]): boolean {
  const hasMethod = Array.isArray(amr) && amr.includes('mfa')
  return hasMethod || (typeof acr === 'string' && mfaAcr.includes(acr))
}

/** Seconds of a token as milliseconds; null where there are none. */
export function momentOf(seconds: unknown): number | null {
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds * 1_000) : null
}

/** A claim whose whole name this is, else the claim within claims that its dots lead to. */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name]
  return name.split('.').reduce<unknown>((at, part) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    const inner: unknown = Reflect.get(at, part)
    return inner
  }, payload)
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text === '' || text.length > textMax || !text.isWellFormed() || text.includes('\0') ? undefined : text
}

/** A single text stands for a list of one, as some issuers write it. */
function listOf(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value.slice(0, listMax) : [value]
  return [...new Set(items.flatMap((item) => textOf(item) ?? []))]
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}

function clearanceOf(value: unknown): number | null {
  const level = typeof value === 'string' && /^[0-4]$/.test(value) ? Number(value) : value
  return typeof level === 'number' && Number.isInteger(level) && level >= 0 && level <= 4 ? level : null
}
