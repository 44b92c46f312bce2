import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { putObjects } from '../artifacts/stores.ts'
import { lakeSource, mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { mlflowWriter } from '../support/seed-mlflow.ts'
import { sharedTools, temporaryFolder, uniqueName } from '../support/tools.ts'

const folder = temporaryFolder('ranges')
const name = uniqueName('ranges')
const files = { 'a b/digits (1).bin': '0123456789', 'a b/empty.bin': '' }
const kinds = ['the proxy', 's3', 'a folder'] as const
type Kind = (typeof kinds)[number]

let gateway: TestGateway
const runs = new Map<Kind, string>()

interface FileFacts {
  readonly id: string
  readonly path: string
  readonly location: { readonly uri: string; readonly store: { readonly name: string } }
}

/** Makes a run whose files lie below `location`, or where the server keeps them when that is undefined. */
async function makeRun(location: string | undefined) {
  const writer = mlflowWriter({ url: sharedTools().mlflowOnS3Url })
  const experiment = { name: uniqueName('ranges'), ...(location === undefined ? {} : { artifact_location: location }) }
  const { experiment_id } = await writer.post('/experiments/create', experiment)
  const { run } = await writer.post('/runs/create', { experiment_id, start_time: 1_700_000_000_000 })
  const { info } = run as { info: { run_id: string; artifact_uri: string } }
  return info
}

beforeAll(async () => {
  const { s3, mlflowOnS3Url: mlflowUrl } = sharedTools()
  const writer = mlflowWriter({ url: mlflowUrl })
  const all = Object.entries(files)

  const proxied = await makeRun(undefined)
  const below = proxied.artifact_uri.replace(/^mlflow-artifacts:\/+/, '')
  for (const [path, text] of all) {
    await writer.put(`${below}/${path}`, Buffer.from(text))
  }
  runs.set('the proxy', proxied.run_id)

  const bucketed = await makeRun(`s3://${s3.bucket}/${name}`)
  const prefix = bucketed.artifact_uri.replace(`s3://${s3.bucket}/`, '')
  await putObjects(s3, s3.bucket, Object.fromEntries(all.map(([path, text]) => [`${prefix}/${path}`, text])))
  runs.set('s3', bucketed.run_id)

  const onDisk = await makeRun(`file://${folder}`)
  const root = onDisk.artifact_uri.replace('file://', '')
  mkdirSync(join(root, 'a b'), { recursive: true })
  for (const [path, text] of all) writeFileSync(join(root, path), text)
  runs.set('a folder', onDisk.run_id)

  gateway = await startGateway({
    sources: [
      mlflowSource('tracking', { url: sharedTools().mlflowOnS3Url }),
      lakeSource(),
      { id: 'disk', kind: 'filesystem', root: folder },
    ],
  })
})

describe.each(kinds)('files in %s', (kind) => {
  const fileFacts = async (): Promise<readonly FileFacts[]> => {
    const query =
      'query ($ref: String!) { run(ref: $ref) { artifacts(path: "a b") { nodes { id path location { uri store { name } } } } } }'
    const { run } = await gateway.read<{ run: { artifacts: { nodes: FileFacts[] } } }>(query, {
      ref: `runs:/${runs.get(kind)}`,
    })
    return run.artifacts.nodes
  }
  let digits: string
  let empty: string
  beforeAll(async () => {
    const doors = (await fileFacts()).map(({ id }) => `/artifacts/${id}`)
    digits = doors[0] ?? ''
    empty = doors[1] ?? ''
  })
  const whole = [200, undefined, '0123456789']

  test.each([
    ['nothing', undefined, whole],
    ['a part', 'bytes=2-5', [206, 'bytes 2-5/10', '2345']],
    ['all that follows', 'bytes=7-', [206, 'bytes 7-9/10', '789']],
    ['the last bytes', 'bytes=-3', [206, 'bytes 7-9/10', '789']],
    ['more last bytes than there are', 'bytes=-50', [206, 'bytes 0-9/10', '0123456789']],
    ['a part that ends beyond the end', 'bytes=5-500', [206, 'bytes 5-9/10', '56789']],
    ['numbers that no file has', 'bytes=0-99999999999999999999999', [206, 'bytes 0-9/10', '0123456789']],
    ['the unit in capitals', 'BYTES=2-5', [206, 'bytes 2-5/10', '2345']],
    ['a part beyond the end', 'bytes=10-', [416, 'bytes */10']],
    ['a part far beyond the end', 'bytes=99999999999999999999999-', [416, 'bytes */10']],
    ['the last no bytes', 'bytes=-0', [416, 'bytes */10']],
    ['several parts', 'bytes=0-1,4-5', whole],
    ['a part that ends before it begins', 'bytes=5-2', whole],
    ['another unit', 'items=0-1', whole],
    ['no numbers', 'bytes=-', whole],
  ])('asked for %s', async (_name, range, [status, contentRange, text]) => {
    const answer = await gateway.get(digits, range === undefined ? {} : { headers: { range } })
    expect([answer.status, answer.headers['content-range']]).toEqual([status, contentRange])
    expect(answer.headers['accept-ranges']).toBe('bytes')
    if (text === undefined) {
      expect(JSON.parse(answer.bytes.toString()).errors[0].extensions.code).toBe('BAD_USER_INPUT')
      return
    }
    expect(answer.bytes.toString()).toBe(text)
    expect(answer.headers['content-length']).toBe(String(String(text).length))
  })

  test('an empty file is sent, and has no ranges', async () => {
    const all = await gateway.get(empty)
    expect([all.status, all.headers['content-length'], all.bytes.length]).toEqual([200, '0', 0])
    for (const range of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) {
      const answer = await gateway.get(empty, { headers: { range } })
      expect([range, answer.status, answer.headers['content-range']]).toEqual([range, 416, 'bytes */0'])
    }
  })

  test('HEAD tells the size of the whole file, whatever range it is sent with', async () => {
    for (const range of [undefined, 'bytes=2-5', 'bytes=99-']) {
      const options = range === undefined ? {} : { headers: { range } }
      const answer = await gateway.get(digits, { method: 'HEAD', ...options })
      expect([answer.status, answer.headers['content-length'], answer.headers['content-range']]).toEqual([
        200,
        '10',
        undefined,
      ])
    }
    expect((await gateway.get(empty, { method: 'HEAD' })).headers['content-length']).toBe('0')
  })

  test('a range that is meant for other bytes gets the whole file', async () => {
    const { etag } = (await gateway.get(digits)).headers
    const range = 'bytes=2-5'
    for (const condition of ['"other"', 'Sat, 21 Nov 2020 10:00:00 GMT', `W/${String(etag)}`]) {
      const answer = await gateway.get(digits, { headers: { range, 'if-range': condition } })
      expect([answer.status, answer.bytes.toString()]).toEqual([200, '0123456789'])
    }
    // MLflow's proxy tells nothing by which two states of a file could be told apart.
    expect(typeof etag).toBe(kind === 'the proxy' ? 'undefined' : 'string')
    if (etag === undefined) return
    const same = await gateway.get(digits, { headers: { range, 'if-range': String(etag) } })
    expect([same.status, same.bytes.toString()]).toEqual([206, '2345'])
    expect((await gateway.get(digits, { headers: { 'if-none-match': String(etag) } })).status).toBe(304)
  })

  test('the address of a file is its own, and not that of its folder', async () => {
    const [file] = await fileFacts()
    const { uri, store } = file?.location ?? {}
    const escaped = 'a%20b/digits%20\\(1\\).bin'
    const expected = {
      'the proxy': ['tracking', /^mlflow-artifacts:\/.+\/artifacts\/a b\/digits \(1\)\.bin$/],
      s3: ['lake', new RegExp(`^s3://.+/${name}/.+/a b/digits \\(1\\)\\.bin$`)],
      'a folder': ['disk', new RegExp(`^file://${folder}/.+/${escaped}$`)],
    } as const
    expect([store?.name, uri]).toEqual([expected[kind][0], expect.stringMatching(expected[kind][1])])
  })
})
