import { expect, test } from 'vitest'
import { hashLeaf } from '../../../src/audit/merkle.ts'
import { verifyConsistency, verifyInclusion } from '../../../src/audit/proofs.ts'
import { canonicalJson, type JsonValue } from '../../../src/kernel/canonical-json.ts'
import { auditedGateway } from '../auditor.ts'

const gateway = await auditedGateway()
for (let number = 0; number < 20; number += 1) await gateway.tokenOf(`user ${number}`, 'viewer')

interface Proof {
  readonly event: { readonly leafHash: string; readonly event: JsonValue }
  readonly origin: string
  readonly treeSize: number
  readonly root: string
  readonly inclusion: readonly string[]
  readonly consistency: { readonly from: number; readonly fromRoot: string; readonly path: readonly string[] } | null
}

const prove = async (args: string): Promise<Proof> => {
  const selection =
    'event { leafHash event } origin treeSize root inclusion consistency { from fromRoot path } checkpoint'
  const query = `{ auditProof(${args}) { ${selection} } }`
  return (await gateway.read<{ auditProof: Proof }>(query, {}, { token: gateway.auditor })).auditProof
}

test.each([1, 7, 16, 24])('event %i is proven to be in the log from nothing but the answer', async (sequence) => {
  const { event, treeSize, root, inclusion } = await prove(`sequence: ${sequence}`)
  expect(event.leafHash).toBe(hashLeaf(canonicalJson(event.event)))
  expect(verifyInclusion({ index: sequence - 1, size: treeSize, leafHash: event.leafHash, root }, inclusion)).toBe(true)
})

test('the log is proven to continue an earlier one', async () => {
  const { root: fromRoot } = await prove('sequence: 3, treeSize: 9')
  const { consistency, treeSize, root } = await prove('sequence: 3, treeSize: 20, from: 9')
  expect(consistency).toMatchObject({ from: 9, fromRoot })
  expect(verifyConsistency({ from: 9, fromRoot, size: treeSize, root }, consistency?.path ?? [])).toBe(true)
})
