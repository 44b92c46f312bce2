import { createHash } from 'node:crypto'
import { canonicalJson, type JsonValue } from '../kernel/canonical-json.ts'
import type { Uid } from '../kernel/ids.ts'
import type { ApprovalAction, ApprovalPolicy, ApprovalTarget, GateRule, Plan, PlannedStep } from './types.ts'

/** SHA-256, hexadecimal, of the canonical JSON (RFC 8785) of a value. */
export function digestOf(value: JsonValue): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex')
}

/** Everything that makes a version what it is. Names, tags, descriptions and aliases are no part of it. */
export interface SubjectParts {
  readonly modelUid: Uid
  readonly version: string
  /** SHA-256 over its files; null when they cannot be read. */
  readonly artifactDigest: string | null
  readonly runUid: Uid | null
  /** Digests of the data that its run read, in any order. */
  readonly dataVersionDigests: readonly string[]
  /** SHA-256 of what pins its environment; null when nothing does. */
  readonly envLockDigest: string | null
  readonly codeCommit: string | null
}

/** What an approval of a version is bound to. The order of the data does not count, nor does naming a digest twice. */
export function subjectDigestOf(parts: SubjectParts): string {
  const { modelUid, version, artifactDigest, runUid, envLockDigest, codeCommit } = parts
  const dataVersionDigests = [...new Set(parts.dataVersionDigests)].toSorted()
  return digestOf({ modelUid, version, artifactDigest, runUid, dataVersionDigests, envLockDigest, codeCommit })
}

/** What an approval of a change is bound to. */
export interface PlanParts {
  readonly action: ApprovalAction
  readonly target: Pick<ApprovalTarget, 'uid' | 'environment' | 'source' | 'nativeRef'>
  readonly steps: readonly PlannedStep[]
  readonly base: Plan['base']
  readonly policyVersion: number
}

/** Digest of a plan. The steps must not name the request, so that the same change asked for twice has one digest. */
export function planDigestOf({ action, target, steps, base, policyVersion }: PlanParts): string {
  const { uid, environment, source, nativeRef } = target
  return digestOf({
    action,
    target: { uid, environment, source, nativeRef },
    steps: steps.map(({ source, place, desired, ...step }) => ({ source, place: { ...place }, desired, ...step })),
    base: base === null ? null : { uid: base.uid, version: base.version },
    policyVersion,
  })
}

/** Digest of the parameters of a gate: two rules with one digest ask for the same. */
export function configurationDigestOf({ gate, params }: Pick<GateRule, 'gate' | 'params'>): string {
  // Parameters come from YAML or JSON and were checked when the policy was read.
  return digestOf([gate, params as JsonValue])
}

/** SHA-256 (RFC 8785) of policies, hexadecimal. */
export function digestOfPolicies(policies: readonly ApprovalPolicy[]): string {
  // Policies come from JSON and are kept as JSON; interfaces have no index signature, so the compiler cannot see it.
  return digestOf(policies as unknown as JsonValue)
}
