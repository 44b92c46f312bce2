import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'
import { temporaryFolder } from '../support/tools.ts'
import { approvalWorld } from './approval-world.ts'

const example = join(import.meta.dirname, '../../examples/gate-allowed-flavor/gate.mjs')
const target = { environment: 'production', reason: 'It is better.', dryRun: true }

test('a gate of a module looks at the real version, and is listed with its parameters', async () => {
  const gates = [
    { gate: 'allowed-flavor', params: { allowed: ['python_function'] } },
    { gate: 'allowed-flavor', params: { allowed: ['sklearn'] } },
  ]
  const policies = [{ name: 'production', protected: true, gates, reviewers: [{ name: 'anybody' }] }]
  const world = await approvalWorld({ approvals: { gates: [example], policies } })
  const fields = 'preview { gates { gate verdict explanation } blockers { code subject } }'
  const { preview } = await world.dana.does('requestApproval', { ...target, ref: world.version(3) }, fields)
  expect(preview.gates).toEqual([
    { gate: 'allowed-flavor', verdict: 'PASS', explanation: 'It loads with python_function.' },
    {
      gate: 'allowed-flavor',
      verdict: 'FAIL',
      explanation: 'It loads with python_function; one of sklearn is asked for.',
    },
  ])
  expect(preview.blockers).toContainEqual({ code: 'GATE_FAILED', subject: 'allowed-flavor' })
  const { approvalGates } = await world.steward.read('{ approvalGates { name parameters } }')
  expect(approvalGates).toContainEqual({
    name: 'allowed-flavor',
    parameters: expect.objectContaining({ required: ['allowed'] }),
  })
})

test.each([
  ['is not there', './nowhere.mjs', 'cannot be loaded'],
  ['exports no gate', './nothing.mjs', 'exports neither "gate"'],
  ['exports what is no gate', './broken.mjs', 'a gate of the module is none'],
])('a module that %s stops the start, and is named', async (_what, specifier, message) => {
  const directory = temporaryFolder('gates')
  writeFileSync(join(directory, 'nothing.mjs'), 'export const other = 1\n')
  writeFileSync(join(directory, 'broken.mjs'), "export const gate = { contract: 2, name: 'A', run: 1 }\n")
  const gates = [join(directory, specifier)]
  await expect(startGateway({ approvals: { gates } })).rejects.toThrow(message)
})
