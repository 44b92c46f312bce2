import { expect, test } from 'vitest'
import type { ServingState } from '../connector/records.ts'
import { stateOfDeployment } from './state-of-deployment.ts'

const deployment = (states: readonly ServingState[]) => ({
  kind: 'Deployment' as const,
  workspace: '',
  nativeId: 'fraud',
  name: 'fraud',
  createdAt: null,
  endpoints: [],
  versions: states.map((state) => ({
    version: null,
    state,
    reason: null,
    platform: null,
    artifactUri: null,
    declared: null,
    inputs: null,
    outputs: null,
  })),
})

test.each<[ServingState, ServingState[]]>([
  ['READY', ['UNAVAILABLE', 'READY', 'LOADING']],
  ['LOADING', ['UNAVAILABLE', 'LOADING', 'UNKNOWN']],
  ['UNKNOWN', ['UNAVAILABLE', 'UNKNOWN']],
  ['UNAVAILABLE', ['UNAVAILABLE']],
  ['UNKNOWN', []],
])('a deployment is %s when its versions are %j', (expected, states) => {
  expect(stateOfDeployment(deployment(states))).toBe(expected)
})
