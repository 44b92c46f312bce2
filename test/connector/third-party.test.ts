import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const run = promisify(execFile)
const repository = resolve(import.meta.dirname, '../..')
const example = join(repository, 'examples/connector-csv-catalogue')
const crawlConfigured = join(repository, 'test/connector/support/crawl-configured.ts')
const binaries = join(repository, 'node_modules/.bin')
const environment = { ...process.env, NODE_OPTIONS: '', npm_config_update_notifier: 'false' }

const crawled = { source: 'datasets', kind: 'csv-catalogue', state: 'UP' }
const names = ['iris', 'loans "2024"', 'wine']

/** What the crawl of a configuration printed. */
async function crawl(config: string, directory: string) {
  const { stdout } = await run(process.execPath, [crawlConfigured, config], { cwd: directory, env: environment })
  const answer: { records: readonly { name: string; versions: readonly unknown[] }[] } = JSON.parse(stdout)
  return answer
}

test('a connector beside a configuration is loaded and crawled from a checkout, with nothing installed for it', async () => {
  const answer = await crawl('modelwarden.yaml', example)
  expect(answer).toMatchObject(crawled)
  expect(answer.records.map((record) => record.name)).toEqual(names)
  expect(answer.records.map((record) => record.versions.length)).toEqual([1, 1, 2])
})

describe('with the packed package installed, as a third party has it', () => {
  let home = ''
  let copy = ''

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'modelwarden-third-party-'))
    copy = join(home, 'connector-csv-catalogue')
    await cp(example, copy, { recursive: true })
    const installed = join(copy, 'node_modules/modelwarden')
    await mkdir(installed, { recursive: true })
    await packInto(installed, join(home, 'stage'))
    await mkdir(join(copy, 'node_modules/@types'))
    await symlink(join(repository, 'node_modules/@types/node'), join(copy, 'node_modules/@types/node'))
    await symlink(join(repository, 'node_modules'), join(installed, 'node_modules'))
  })
  afterAll(() => rm(home, { recursive: true, force: true }))

  test('it passes its own conformance run', async () => {
    const options = ['--test', '--test-reporter=tap', 'conformance.test.ts']
    const { stdout } = await run(process.execPath, options, { cwd: copy, env: environment })
    expect(stdout).toMatch(/^# fail 0$/m)
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(40)
  })

  test('it compiles against the published types, and the compiled package is found by its name', async () => {
    await run(join(binaries, 'tsc'), ['-p', '.'], { cwd: copy, env: environment })
    const user = join(home, 'user')
    await mkdir(join(user, 'node_modules'), { recursive: true })
    await symlink(copy, join(user, 'node_modules/modelwarden-connector-csv-catalogue'))
    await cp(join(copy, 'datasets.csv'), join(user, 'datasets.csv'))
    const config = {
      connectors: ['modelwarden-connector-csv-catalogue'],
      sources: [{ id: 'datasets', kind: 'csv-catalogue', file: 'datasets.csv' }],
    }
    await writeFile(join(user, 'modelwarden.yaml'), JSON.stringify(config))
    const answer = await crawl('modelwarden.yaml', user)
    expect(answer).toMatchObject(crawled)
    expect(answer.records.map((record) => record.name)).toEqual(names)
  })

  test('the connector in the guide passes the conformance run in the guide', async () => {
    const guide = await readFile(join(repository, 'docs/writing-a-connector.md'), 'utf8')
    const mine = join(home, 'my-connector')
    await mkdir(mine)
    await symlink(join(copy, 'node_modules'), join(mine, 'node_modules'))
    const server = createServer((_request, response) => {
      response.end(JSON.stringify(['iris', 'wine'].map((name) => ({ name, created: 1_700_000_000_000 }))))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    for (const [, name = '', code = ''] of guide.matchAll(/```ts\n\/\/ my-connector\/(\S+)\n(.*?)```/gs)) {
      await writeFile(join(mine, name), code.replace('http://127.0.0.1:9000', url))
    }
    await writeFile(join(mine, 'package.json'), '{ "type": "module" }')
    const options = ['--test', '--test-reporter=tap', 'conformance.test.ts']
    const { stdout } = await run(process.execPath, options, { cwd: mine, env: environment })
    server.close()
    expect(stdout).toMatch(/^# fail 0$/m)
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(20)
  })
})

/** Compiles the contract, packs the package with npm and unpacks it, as an installation does. */
async function packInto(target: string, stage: string): Promise<void> {
  await mkdir(stage)
  await cp(join(repository, 'package.json'), join(stage, 'package.json'))
  const compilerOptions = {
    rootDir: repository,
    outDir: join(stage, 'dist'),
    typeRoots: [join(repository, 'node_modules/@types')],
  }
  const files = ['src/connector/index.ts', 'src/connector/conformance.ts'].map((file) => join(repository, file))
  const project = join(stage, 'tsconfig.json')
  await writeFile(
    project,
    JSON.stringify({ extends: join(repository, 'tsconfig.build.json'), compilerOptions, files, include: [] }),
  )
  await run(join(binaries, 'tsc'), ['-p', project], { cwd: stage, env: environment })
  await run('npm', ['pack', '--ignore-scripts', '--silent'], { cwd: stage, env: environment })
  const archive = (await readdir(stage)).find((name) => name.endsWith('.tgz'))
  await run('tar', ['-xzf', join(stage, archive ?? ''), '-C', target, '--strip-components=1'])
}
