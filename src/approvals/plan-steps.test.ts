import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { planOf } from './plan.ts'
import { isAsPlanned, standingFor } from './plan-steps.ts'
import type { AliasTarget, DeploymentTarget, VersionFacts } from './types.ts'

const common = {
  uid: 'target' as Uid,
  environment: 'production',
  isProtected: true,
  rank: 2,
  workspace: '',
  model: 'fraud',
}
const alias: AliasTarget = {
  ...common,
  kind: 'ALIAS',
  source: 'tracking',
  alias: 'champion',
  nativeRef: 'models:/fraud@champion',
}
const served: DeploymentTarget = {
  ...common,
  kind: 'DEPLOYMENT',
  source: 'serving',
  deployment: 'live',
  registry: 'tracking',
  nativeRef: 'deployment:serving/live',
}
const digest = 'a'.repeat(64)
const subject: VersionFacts = {
  uid: 'v3' as Uid,
  modelUid: 'model' as Uid,
  ref: 'models:/fraud/3',
  version: '3',
  artifactDigest: digest,
  subjectDigest: 'b'.repeat(64),
}
const rest = { request: 'request', action: 'PROMOTE', subject, policyVersion: 1, rows: [] } as const
const text = `tracking:models:/fraud/3 sha256:${digest}`

test('a deployment is changed by copying, telling, loading and asking, in this order, then the version is tagged where it is registered', () => {
  const held = { settings: 'former settings', model: 'former model' }
  const { steps } = planOf({ ...rest, target: served, base: null, held })
  expect(steps.map(({ source, place: { kind }, desired }) => [source, kind, desired])).toEqual([
    ['serving', 'STAGED_FILES', digest],
    ['serving', 'SERVED_SETTINGS', text],
    ['serving', 'SERVED_MODEL', text],
    ['serving', 'SERVED_ANSWER', text],
    ['tracking', 'VERSION_TAG', 'request'],
    ['tracking', 'VERSION_TAG', 'APPROVED'],
  ])
  expect(steps.map((step) => step.expects)).toEqual([undefined, 'former settings', 'former model', ...Array(3)])
})

test('a plan for a deployment is another as soon as anything else is served or told', () => {
  const digestOf = (settings: string | null, model: string | null) =>
    planOf({ ...rest, target: served, base: null, held: { settings, model } }).digest
  expect(new Set([digestOf('a', 'a'), digestOf('a', 'b'), digestOf('b', 'a'), digestOf(null, null)]).size).toBe(4)
})

test('a target stands for what it was changed to, and for nothing else', () => {
  for (const target of [alias, served]) {
    const standing = standingFor(target, subject)
    expect(isAsPlanned(standing, standingFor(target, subject))).toBe(true)
    expect(isAsPlanned(standing, standingFor(target, { ...subject, uid: 'v4' as Uid, ref: 'models:/fraud/4' }))).toBe(
      false,
    )
    expect(isAsPlanned(standing, { ...standing, base: null })).toBe(false)
  }
  const standing = standingFor(served, subject)
  expect(isAsPlanned(standing, { base: standing.base, held: { settings: 'by hand', model: text } })).toBe(false)
})
