import { request } from 'undici'
import { beforeAll, expect, test } from 'vitest'
import { dataset, facet, minute, runEvent } from '../../ingest/events.ts'
import { grantAs, grantMutation, type Person, refusalOf, stewardGateway, wishFor } from '../stewards.ts'

let gateway: Awaited<ReturnType<typeof stewardGateway>>
let spark: Person
let airflow: Person
beforeAll(async () => {
  gateway = await stewardGateway()
  spark = await gateway.person('spark')
  airflow = await gateway.person('airflow')
  const role = 'LINEAGE_SENDER'
  const on = (id: string) => ({ role, scope: { type: 'NAMESPACE', id } })
  await grantAs(gateway.ann, wishFor(spark.id, on('spark://prod/*')))
  await grantAs(gateway.ann, wishFor(spark.id, on('s3://lake')))
  await grantAs(gateway.ann, wishFor(airflow.id, { role, scope: { type: 'SOURCE', id: 'openlineage' } }))
})

async function send({ token }: Person, body: unknown) {
  const reply = await request(`${gateway.url}/api/v1/lineage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await reply.body.text()
  return [reply.statusCode, /"namespace":"([^"]*)"/.exec(text)?.[1] ?? null]
}

const event = (namespace: string, inputs: readonly unknown[] = []) =>
  runEvent({ at: minute(0), namespace, job: 'j', inputs })

test('a program sends for the namespaces that it was granted, and for none beside them', async () => {
  expect(await send(spark, event('spark://prod/eu', [dataset('s3://lake', 'x')]))).toEqual([201, null])
  expect(await send(spark, event('spark://production'))).toEqual([403, 'spark://production'])
  expect(await send(spark, event('spark://prod/eu', [dataset('s3://secret', 'x')]))).toEqual([403, 's3://secret'])
})

test('a further name of data takes the right on the namespace of that name', async () => {
  const symlinks = facet({ identifiers: [{ namespace: 'hive', name: 'x', type: 'TABLE' }] })
  const body = event('spark://prod/eu', [dataset('s3://lake', 'x', { symlinks })])
  expect(await send(spark, body)).toEqual([403, 'hive'])
  expect(await send(airflow, body)).toEqual([201, null])
})

test('whoever sends reads nothing by that', async () => {
  const { datasets } = await airflow.read('{ datasets { nodes { name } } }')
  expect(datasets.nodes).toEqual([])
})

test('a star stands at the end of a part, or nowhere', async () => {
  const wish = wishFor(spark.id, { role: 'LINEAGE_SENDER', scope: { type: 'NAMESPACE', id: 's3://la*' } })
  expect(await refusalOf(gateway.ann, grantMutation, wish)).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: ['scope', 'id'],
  })
})

test('who may send for a namespace is told by whoCan', async () => {
  const auditor = await gateway.person('dora', 'auditor')
  const { whoCan } = await auditor.read(
    '{ whoCan(action: "lineage:send", resource: "namespace:spark://prod/eu") { nodes { principal { name } } } }',
  )
  const names = whoCan.nodes.map(({ principal }: { principal: { name: string } }) => principal.name)
  expect(names.toSorted()).toEqual(['airflow', 'spark'])
})
