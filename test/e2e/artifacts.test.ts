import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { beforeAll, describe, expect, test } from 'vitest'
import { fromGlobalId, toGlobalId } from '../../src/kernel/ids.ts'
import { s3Client } from '../../tools/launch/seaweedfs.ts'
import { countingProxy } from '../artifacts/counting-proxy.ts'
import { lakeSource, mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { createVersion, mlflowWriter, type SeededMlflow, seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools, temporaryFolder, uniqueName } from '../support/tools.ts'
import { startToolProxy, type ToolProxy } from './tool-proxy.ts'

let seeded: SeededMlflow
let gateway: TestGateway
let registry: ToolProxy
let store: ToolProxy

interface FileFacts {
  readonly id: string
  readonly path: string
  readonly isDirectory: boolean
  readonly sizeBytes: string | null
  readonly downloadUrl: string | null
}

interface Version {
  readonly modelVersion: {
    readonly artifacts: { readonly nodes: readonly FileFacts[] }
  }
}

beforeAll(async () => {
  seeded = await seedMlflow({ url: sharedTools().mlflowOnS3Url })
  registry = await startToolProxy(sharedTools().mlflowOnS3Url)
  store = await startToolProxy(sharedTools().s3.endpoint)
  gateway = await startGateway({
    sources: [
      // Reads files through MLflow's own proxy, and from where they really lie.
      { ...mlflowSource('proxied'), url: registry.url },
      mlflowSource('direct', {
        url: sharedTools().mlflowOnS3Url,
        artifacts: { root: `s3://${sharedTools().s3.bucket}/mlflow` },
      }),
      { ...lakeSource('lake'), endpoint: store.url },
    ],
  })
})

async function filesIn(source: string, folder = ''): Promise<readonly FileFacts[]> {
  const { modelVersion } = await gateway.read<Version>(
    `query ($ref: String!, $source: String!, $folder: String) { modelVersion(ref: $ref, source: $source) {
      artifacts(path: $folder) { nodes { id path isDirectory sizeBytes downloadUrl location { store { name } } } } } }`,
    { ref: `models:/${seeded.model.name}/1`, source, folder },
  )
  const nested = modelVersion.artifacts.nodes
    .filter(({ isDirectory }) => isDirectory)
    .map(({ path }) => filesIn(source, path))
  return [
    ...modelVersion.artifacts.nodes.filter(({ isDirectory }) => !isDirectory),
    ...(await Promise.all(nested)).flat(),
  ]
}

const door = (file: FileFacts | undefined) => `/artifacts/${file?.id}`

describe.each(['proxied', 'direct'])('files of a version that are %s', (source) => {
  test('come byte by byte as they were uploaded, at the address that the version names', async () => {
    const files = await filesIn(source)
    expect(files.map(({ path }) => path).toSorted()).toEqual(Object.keys(seeded.files.content).toSorted())
    for (const file of files) {
      expect(file.downloadUrl).toBe(`${gateway.url}${door(file)}`)
      const { status, bytes, headers } = await gateway.get(door(file))
      const expected = seeded.files.content[file.path] ?? Buffer.alloc(0)
      expect([file.path, status, bytes.equals(expected)]).toEqual([file.path, 200, true])
      expect(file.sizeBytes).toBe(String(expected.length))
      expect(headers).toMatchObject({
        'content-disposition': expect.stringMatching(/^attachment; /),
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining('sandbox'),
      })
    }
  })

  test('are digested as what they are', async () => {
    const { createHash } = await import('node:crypto')
    const { modelVersion } = await gateway.read<{
      modelVersion: { artifacts: { nodes: { path: string; sha256: string | null }[] } }
    }>(
      'query ($ref: String!, $source: String!) { modelVersion(ref: $ref, source: $source) { artifacts { nodes { path sha256 } } } }',
      { ref: `models:/${seeded.model.name}/1`, source },
    )
    for (const { path, sha256 } of modelVersion.artifacts.nodes) {
      const bytes = seeded.files.content[path]
      expect([path, sha256]).toEqual([
        path,
        bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex'),
      ])
    }
  })

  test('are sent in parts, by HEAD without bytes, and to nobody without a token', async () => {
    const file = (await filesIn(source)).find(({ path }) => path === 'model.pkl')
    const whole = seeded.files.content['model.pkl'] ?? Buffer.alloc(0)
    const part = await gateway.get(door(file), { headers: { range: 'bytes=1000-1999' } })
    expect([part.status, part.headers['content-range'], part.bytes.equals(whole.subarray(1_000, 2_000))]).toEqual([
      206,
      `bytes 1000-1999/${whole.length}`,
      true,
    ])
    const head = await gateway.get(door(file), { method: 'HEAD' })
    expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([200, 0, String(whole.length)])
    expect((await gateway.get(door(file), { token: null })).status).toBe(401)
  })
})

test('an owner that nobody knows and a path that leaves its owner have no bytes, and no store is asked', async () => {
  const [file] = await filesIn('direct')
  const uid = fromGlobalId(file?.id ?? '')?.uid ?? ''
  const [kind = '', owner = ''] = uid.split(':')
  const idOf = (ownerUid: string, path: string) =>
    toGlobalId('Artifact', `${kind}:${ownerUid}:${Buffer.from(path).toString('base64url')}`)
  store.requests.length = 0
  const ids = [
    idOf('019a0000-0000-7000-8000-000000000000', 'MLmodel'),
    ...[
      '../MLmodel',
      '../../secret',
      '/etc/passwd',
      'data/../../x',
      'data//x',
      './MLmodel',
      '%2e%2e/x',
      '..\\x',
      'a\u0000b',
    ].map((path) => idOf(owner, path)),
    'nonsense',
    file?.id.slice(0, -2) ?? '',
  ]
  for (const id of ids) {
    const { status, bytes } = await gateway.get(`/artifacts/${encodeURIComponent(id)}`)
    expect([id, status, bytes.toString()]).toEqual([id, 404, expect.stringContaining('NOT_FOUND')])
    expect(await gateway.read('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null })
  }
  expect(store.requests).toEqual([])
})

test('an address that lies in no configured store is never opened, whatever it is', async () => {
  const { s3, mlflowOnS3Url: mlflowUrl } = sharedTools()
  const foreign = uniqueName('foreign')
  const client = s3Client(s3)
  try {
    // The gateway's own key could read this bucket: that it is not configured has to be enough.
    await client.send(new CreateBucketCommand({ Bucket: foreign }))
    await client.send(new PutObjectCommand({ Bucket: foreign, Key: 'model/MLmodel', Body: 'stolen' }))
  } finally {
    client.destroy()
  }
  const listener = await countingProxy(s3.endpoint)
  const outside = temporaryFolder('outside')
  const hostile = [
    'file:///etc/passwd',
    `file://${outside}`,
    '/etc/passwd',
    'http://169.254.169.254/latest/meta-data/',
    `${listener.url}/${s3.bucket}/mlflow`,
    `s3://${foreign}/model`,
    `s3://${s3.bucket}/mlflow/../../${foreign}/model`,
    `s3://${s3.bucket}@${new URL(listener.url).host}/x`,
    `https://${new URL(listener.url).host}/x`,
    `mlflow-artifacts://${new URL(listener.url).host}/mlflow`,
    'ftp://127.0.0.1/x',
  ]
  const writer = mlflowWriter({ url: mlflowUrl })
  for (const [index, address] of hostile.entries()) {
    const name = uniqueName('hostile')
    const standIn = `s3://stand-in-${name}/model`
    await writer.post('/registered-models/create', { name })
    await createVersion(writer, { name, source: standIn })
    // MLflow itself refuses most of these; a database that somebody wrote to does not.
    registry.rewrite(standIn, address)
    store.requests.length = 0
    const answer = await gateway.ask<Record<string, unknown>>(
      `query ($ref: String!) { modelVersion(ref: $ref, source: "proxied") {
        version artifacts { nodes { path downloadUrl } } signature { inputs { name } } artifactDigest } viewer { name } }`,
      { ref: `models:/${name}/1` },
    )
    expect(answer.data, address).toMatchObject({
      modelVersion: { version: '1', artifacts: null, signature: null, artifactDigest: null },
      viewer: { name: 'admin' },
    })
    const fault = answer.errors.find(({ path }) => path?.at(-1) === 'artifacts')
    expect([index, fault?.extensions.code]).toEqual([index, 'UNRESOLVABLE'])
    expect(JSON.stringify(answer)).not.toContain('stolen')
    expect(store.requests.filter((request) => request.includes(foreign))).toEqual([])
  }
  expect(listener.connections).toBe(0)
})
