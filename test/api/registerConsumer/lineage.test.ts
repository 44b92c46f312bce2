import { expect, test } from 'vitest'
import { pollUntil } from '../../../tools/launch/ready.ts'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { uniqueName } from '../../support/tools.ts'
import { serveModels } from '../served.ts'
import { apiWorld, filesOfFirstVersion } from '../world.ts'
import { register, tokenWith } from './consumers.ts'

const world = await apiWorld()
const served = uniqueName('served')
const files = await filesOfFirstVersion(world)
const { source } = await serveModels([
  { name: served, version: 'v1', declared: `models:/${world.model.name}/1`, files },
])
const gateway = await startGateway({ sources: [mlflowSource(), source] })
await Promise.all([gateway.caughtUp('tracking'), gateway.caughtUp('serving')])
const token = await tokenWith(gateway, 'ada', ['ml-engineer'])
const uses = `deployment:serving/${served}`

interface Walked {
  readonly lineage: {
    readonly nodes: readonly { readonly name: string | null; readonly kind: string; readonly properties: unknown }[]
    readonly edges: readonly { readonly kind: string; readonly confidence: string }[]
  }
}

async function below(ref: string) {
  const query = `query ($ref: String!) { lineage(ref: $ref, direction: DOWN) {
    nodes { name kind properties } edges { kind confidence } } }`
  return (await gateway.read<Walked>(query, { ref })).lineage
}

test('a consumer is in the lineage of what it uses at once, and hit when that is changed, until it ends', async () => {
  const name = uniqueName('portal')
  const contact = `${name}@people.example`
  await register(gateway, token, { name, uses, criticality: 'CRITICAL', ownerTeam: 'risk', contact })
  const { nodes, edges } = await below(uses)
  expect(nodes).toContainEqual({
    name,
    kind: 'CONSUMER',
    properties: { kind: 'APPLICATION', criticality: 'CRITICAL', ownerTeam: 'risk' },
  })
  expect(edges).toContainEqual({ kind: 'CONSUMED', confidence: 'DECLARED' })
  interface Impact {
    readonly impact: { readonly affected: readonly { readonly node: { readonly name: string } }[] }
  }
  const query = 'query ($of: String!) { impact(of: $of) { affected { node { name } } } }'
  const hit = async () => {
    const { impact } = await gateway.read<Impact>(query, { of: `models:/${world.model.name}/1` })
    return impact.affected.some(({ node }) => node.name === name)
  }
  expect(await pollUntil(hit, 20_000, () => false)).toBe(true)
  await register(gateway, token, { name, uses, active: false })
  expect((await below(uses)).nodes.map((node) => node.name)).not.toContain(name)
})
